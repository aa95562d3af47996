"""People told by their office alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.words import read as read_list

Read = Callable[..., Any]
NAMES = {"Ann Miller": "PERSON", "Bo Hale": "PERSON", "Poland": "GPE"}


def titles(read: Read, text: str) -> list[tuple[str, str]]:
    told = read(text, names=NAMES)
    return [
        (surface, name)
        for name, found in told.chains.items()
        for surface, form in found
        if form == "title"
    ]


def test_the_example_of_the_list(read: Read) -> None:
    text, title, person = read_list("definite_titles")["definite"]["example"]
    assert titles(read, text) == [(title, person)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister left. Polish Defense Minister Ann Miller met Bo Hale.",
        "Defense Minister Ann Miller met Foreign Minister Bo Hale. The minister left.",
        "Polish Minister Ann Miller met Bo Hale. The minister of trade left.",
        "Polish Minister Ann Miller left. The minister's husband stayed.",
        "Polish President Ann Miller left. The president Bo Hale knew stayed.",
    ],
)
def test_whom_a_title_does_not_tell_alone(read: Read, text: str) -> None:
    assert titles(read, text) == []
