"""From where on one text repeats another."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from transforms.articles.signatures import signature
from transforms.duplicates.likeness import PAIRS, Likeness, Signatures, repeating

STAND = "has been at war with the rebels since 2001, when an invasion drove them from power. "


def words(start: int, count: int) -> str:
    return " ".join(f"word{number}" for number in range(start, start + count))


def signed(*texts: str, title: str | None = None) -> pa.Table:
    return pa.Table.from_pylist([signature([text], title) for text in texts])


def repeats(one: str, other: str) -> bool:
    table = signed(one, other)
    first, second = table["body_hash"].to_pylist()
    pairs = pa.Table.from_pylist([{"one": first, "other": second}], PAIRS)
    found: int = repeating(pairs, table).num_rows
    return found == 1


def estimate(one: str, other: str) -> Likeness:
    signatures = Signatures(signed(one, other))
    return Likeness(*(values[0] for values in signatures.likeness(np.array([0]), np.array([1]))))


def test_a_text_cut_to_half_is_held_whole_by_the_longer() -> None:
    found = estimate(words(0, 400), words(0, 200))
    assert found.jaccard == pytest.approx(0.5, abs=0.05)
    assert found.shared == pytest.approx(1, abs=0.08)


def test_texts_without_a_common_word_have_nothing_in_common() -> None:
    found = estimate(words(0, 400), words(1_000, 400))
    assert found.jaccard == pytest.approx(0, abs=0.02)
    assert found.shared == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        pytest.param(words(0, 400), words(0, 240), True, id="cut by two fifths"),
        pytest.param(words(0, 400), words(0, 40), False, id="a tenth of it"),
        pytest.param(words(0, 400), words(160, 400), True, id="three fifths in common"),
        pytest.param(words(0, 400), words(280, 400), False, id="background in common"),
        pytest.param(words(0, 40), words(0, 36), True, id="short, nearly all in common"),
        pytest.param(words(0, 40), words(18, 40), False, id="short, half in common"),
        pytest.param("Oil rises.", "Oil rises!", True, id="two words, the same"),
        pytest.param("Oil rises again", "Oil rises today", False, id="three words, not the same"),
        pytest.param(
            f"The army {STAND} Twelve soldiers died in a blast near the airport on Monday.",
            f"The army {STAND} Peace talks will open in Doha next week, a minister said.",
            False,
            id="a sentence of background in short news",
        ),
    ],
)
def test_how_much_two_texts_have_to_share(one: str, other: str, answer: bool) -> None:
    assert repeats(one, other) is answer
    assert repeats(other, one) is answer


def test_every_seventh_word_changed_and_a_third_cut_is_a_copy() -> None:
    report = words(0, 300).split()
    copy = [f"other{i}" if i % 7 == 3 else word for i, word in enumerate(report[:200])]
    assert repeats(" ".join(report), " ".join(copy))


def test_short_bodies_under_other_titles_do_not_repeat_each_other() -> None:
    video = "Watch the video above."
    first, second = signed(video, title="Flood in Assam"), signed(video, title="Vote in Malta")
    table = pa.concat_tables([first, second])
    assert not Signatures(table).repeats(np.array([0]), np.array([1])).any()


def test_no_pairs_are_no_pairs() -> None:
    none = PAIRS.empty_table()
    assert repeating(none, signed("Oil rises.").slice(0, 0)).equals(none)


def test_many_pairs_are_compared_in_parts() -> None:
    table = signed(words(0, 100), words(0, 90), words(500, 100))
    one, copy, other = table["body_hash"].to_pylist()
    pairs = pa.Table.from_pylist(
        [{"one": one, "other": copy}, {"one": one, "other": other}] * 9_000
    )
    found = repeating(pairs, table)
    assert found.num_rows == 9_000
    assert found["other"].unique().to_pylist() == [copy]
