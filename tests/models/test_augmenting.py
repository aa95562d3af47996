"""Copies of training sentences keep their spans on the right words."""

from __future__ import annotations

import random

from models.train.augment import (
    headline,
    joined,
    other_people,
    substitute,
    surname,
    texts,
    typographic,
    without_points,
    without_titles,
)
from models.train.sentence import Sentence, Span

TEXT = 'The U.S. envoy met Hugo Chavez on "Monday", Chavez\'s aide said.'
SENTENCE = Sentence(
    "x",
    TEXT,
    (Span(4, 8, "GPE"), Span(19, 30, "PERSON"), Span(35, 41, "DATE"), Span(44, 50, "PERSON")),
)


def quoted(sentence: Sentence) -> list[str]:
    return [sentence.text[s.start : s.end] for s in sentence.spans]


def test_spans_move_with_substituted_words() -> None:
    changed = substitute(SENTENCE, [(19, 30, "Li Na"), (44, 50, "Anders Lindqvist")])
    assert quoted(changed) == ["U.S.", "Li Na", "Monday", "Anders Lindqvist"]


def test_points_of_abbreviations_are_left_out() -> None:
    assert quoted(without_points(SENTENCE)) == ["US", "Hugo Chavez", "Monday", "Chavez"]


def test_quotes_are_curled_in_place() -> None:
    changed = typographic(SENTENCE)
    assert changed.text == "The U.S. envoy met Hugo Chavez on “Monday”, Chavez’s aide said."
    assert quoted(changed) == quoted(SENTENCE)


def test_headline_capitalises_words_and_drops_the_full_stop() -> None:
    assert headline(SENTENCE).text == (
        'The U.S. Envoy Met Hugo Chavez on "Monday", Chavez\'s Aide Said'
    )


def test_other_people_stand_where_people_stood() -> None:
    changed = other_people(SENTENCE, random.Random(1))
    assert [s.label for s in changed.spans] == ["GPE", "PERSON", "DATE", "PERSON"]
    assert quoted(changed)[0::2] == ["U.S.", "Monday"]
    assert "Chavez" not in changed.text


def test_known_people_are_used_too() -> None:
    drawn = {quoted(other_people(SENTENCE, random.Random(n), ["Uma Thorn"]))[1] for n in range(9)}
    assert "Uma Thorn" in drawn
    assert len(drawn) > 1


def test_second_mention_is_the_surname() -> None:
    assert [surname(n) for n in ("Li Na", "Park Min-ho", "Anders Lindqvist", "Omar al-Masri")] == [
        "Li",
        "Park",
        "Lindqvist",
        "al-Masri",
    ]


def test_title_of_a_second_mention_is_left_off() -> None:
    given = Sentence("x", "Mr. Annan met Ms. Rice.", (Span(4, 9, "PERSON"), Span(18, 22, "PERSON")))
    changed = without_titles(given)
    assert changed.text == "Annan met Rice."
    assert quoted(changed) == ["Annan", "Rice"]


def test_joined_sentences_keep_their_spans() -> None:
    assert quoted(joined([SENTENCE, SENTENCE])) == quoted(SENTENCE) * 2


def test_one_seed_gives_one_set_of_texts() -> None:
    given = [SENTENCE] * 20
    assert texts(given, random.Random(3)) == texts(given, random.Random(3))
    assert texts(given, random.Random(3)) != texts(given, random.Random(4))
