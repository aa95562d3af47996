"""What a pipeline's label means here: its labels and ours need not be the same."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("labels.toml")

_WORD = re.compile(r"[^\W\d_]+")


def label_of(label: str, name: str) -> str | None:
    """The value of the vocabulary `label` for a pipeline's label of a name; None = not kept.

    MISC, our own model's label of what is none of the others, is told apart by the name's words.
    """
    labels, _ = _lists()
    return _misc(name) if label == "MISC" else labels.get(label)


def _misc(name: str) -> str:
    _, by_word = _lists()
    told = [by_word[word] for word in _WORD.findall(name.casefold()) if word in by_word]
    return told[-1] if told else "PRODUCT"


@cache
def _lists() -> tuple[dict[str, str], dict[str, str]]:
    with LISTS.open("rb") as file:
        told = tomllib.load(file)
    by_word = {word: group["label"] for group in told["misc"] for word in group["words"]}
    return told["labels"], by_word
