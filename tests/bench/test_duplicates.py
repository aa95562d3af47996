"""Copies of real articles are found and nothing else: a part of what `bench.duplicates` does."""

from __future__ import annotations

import pytest

from bench.copies import STRENGTHS, WIKINEWS, Copyist, Story, wikinews
from bench.duplicates import found

STORY = Story("A title", tuple(f"{n} one two three four five. Six seven eight." for n in range(9)))


def test_a_copy_is_cut_headed_anew_and_changed() -> None:
    other = Story("Another title", ("Quite another text.",))
    copies = [Copyist([other], seed).copy(STORY, STRENGTHS[3]) for seed in range(20)]
    kept = set(STORY.text.split())
    for copy in copies:
        words = copy.text.split()
        assert copy.title == "Another title"
        assert 40 <= len(words) <= 75
        assert any(word not in kept for word in words)
    assert {copy.text.startswith("Quite another text.") for copy in copies} == {True, False}


def test_a_copy_is_the_same_for_the_same_seed() -> None:
    assert Copyist([STORY], 3).copy(STORY, STRENGTHS[0]) == Copyist([STORY], 3).copy(
        STORY, STRENGTHS[0]
    )


@pytest.mark.skipif(not WIKINEWS.exists(), reason="the news do not lie beside this checkout")
def test_copies_of_real_articles_are_found_and_nothing_else() -> None:
    stories = list(wikinews())[:80]
    whole, foreign = found(stories, STRENGTHS[0])
    assert whole >= 76
    assert foreign == 0
