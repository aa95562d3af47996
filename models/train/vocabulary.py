"""The numbers of what a net knows by name: words, clusters of words, the parse, features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from transforms.language.pipelines import Pipelines
from transforms.sanctions.net_inputs import UNKNOWN, Vocabulary

from .clusters import clusters
from .items import Example

LEAST = 16
"""Times that a word must stand in all the texts, and that a feature must be seen."""


def vocabulary_of(
    examples: Sequence[Example], texts: Iterable[Sequence[str]], clusters: Mapping[str, str]
) -> Vocabulary:
    """The numbers of what the examples show often enough, of the words of the texts (in small
    letters) that stand there often enough, and of all the words' `clusters`.
    """
    readings = [one.asked.reading for one in examples]
    tokens = [t for reading in readings for t in reading.tokens]
    numbers = _numbered(clusters.values(), 1)
    return Vocabulary(
        _numbered((word for text in texts for word in text), LEAST, UNKNOWN + 1),
        {word: numbers[name] for word, name in clusters.items()},
        _numbered((t.pos for t in tokens), LEAST),
        _numbered((t.dep for t in tokens), LEAST),
        _numbered((c.name for r in readings for c in r.cues), LEAST),
        _numbered((one.asked.trigger.key for one in examples), 1),
        _numbered((f for one in examples for f in one.asked.features), LEAST),
        _numbered((f for one in examples for told in one.asked.members for f in told), LEAST),
    )  # fmt: skip


def _numbered(names: Iterable[str], least: int, first: int = 1) -> dict[str, int]:
    counts = Counter(names)
    kept = sorted(name for name, count in counts.items() if count >= least)
    return {name: number for number, name in enumerate(kept, start=first)}


def tokens_of(text: str, pipes: Pipelines) -> list[str]:
    """The words of a text in small letters, as the parser parts them."""
    return [lower for lower, _, _ in pipes.words(text)]


def clusters_of(words: Iterable[str]) -> dict[str, str]:
    """The cluster of every word, in small letters, that has one."""
    table = clusters()
    forms = ((word, (word, word.capitalize(), word.upper())) for word in sorted(words))
    found = ((word, next((table[f] for f in own if f in table), None)) for word, own in forms)
    return {word: name for word, name in found if name is not None}
