from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.sentences import LONGEST, RULES, Block, sentences, split

with RULES.open("rb") as _file:
    _TOLD = tomllib.load(_file)
EXAMPLES = [
    entry["example"]
    for group in _TOLD.values()
    for entry in (group if isinstance(group, list) else [group])
]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "told",
    [
        ["“It is over.”", "He left the U.S.", "The end came at 9 a.m.", "It rained."],
        ["He met Sen. John K. Hale and J. P. Roe of Doe & Co. Ltd. in Paris."],
        ['"Why?" he asked.', "Nobody knew."],
        ["Wait...", "What happened?"],
        ["The rest … and so on.", "It ended."],
        ["1. The first item.", "2. The second item."],
        ["Some were dead.[1]", "Others fled!", "(He stayed.)", "She left."],
        ["See www.Example.com for Room No. 5.", "Ask there."],
        ["In Sept. 11 of that year it fell 3.5 percent.", "Then it rose."],
        ["George W. Bush spoke to the U.S. Senate."],
        ["“We will not go,” he said.", "“They will.”"],
        ["It fell in 2019.", "12 people died."],
        ["Gen. Lee and Lt. Col. Roe met at St. Mary's at 5 p.m. Eastern."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(told: list[str]) -> None:
    assert cut(" ".join(told)) == told


def test_sentences_glued_together_by_a_scraper_are_cut() -> None:
    assert cut("The work ended.The crew left.") == ["The work ended.", "The crew left."]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_word_lists(example: str) -> None:
    told = example.split(" | ")
    assert cut(" ".join(told)) == told


def test_a_sentence_never_crosses_a_block() -> None:
    text = "A heading\n\nIt begins. It ends"
    blocks = [Block(0, "heading", 0, 9), Block(1, "paragraph", 11, len(text))]
    told = [(s.ordinal, s.block, text[s.start : s.end]) for s in sentences(text, blocks)]
    assert told == [(0, 0, "A heading"), (1, 1, "It begins."), (2, 1, "It ends")]


@given(st.text(alphabet="Ab .!?\n“”\"'1(…)", max_size=60))
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    spans = list(split(text))
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_a_sentence_without_end_is_cut_at_white_space() -> None:
    text = " " + "tanker " * 170_000 + "sailed. It sank."
    spans = list(split(text))
    assert spans[0] == (1, 19_999)
    assert spans[1][0] == 20_000
    assert all(b - a <= LONGEST == 20_000 for a, b in spans)
    assert {word for a, b in spans for word in text[a:b].split()} == {
        "tanker", "sailed.", "It", "sank.",
    }  # fmt: skip
    assert text[slice(*spans[-1])] == "It sank."


def test_a_word_without_end_is_cut_at_the_length() -> None:
    assert list(split("x" * 45_000)) == [(0, 20_000), (20_000, 40_000), (40_000, 45_000)]


@given(st.text(alphabet="ab . \n", max_size=120), st.integers(1, 12))
def test_cut_sentences_lose_nothing(text: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("transforms.language.sentences.LONGEST", longest)
        spans = list(split(text))
    assert all(text[a:b] == text[a:b].strip() != "" and b - a <= longest for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["the U.S. and ", "!", "b.Bb", ". “", "a.”", '."'])
def test_a_text_without_sentences_is_split_in_linear_time(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    assert "".join("".join(text[a:b].split()) for a, b in split(text)) == "".join(text.split())
