"""The numbers of what a net knows by name: words, clusters of words, the parse, features."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from transforms.sanctions.net_inputs import UNKNOWN, Vocabulary

from .clusters import clusters
from .items import Example

LEAST = 5
"""Examples that a word or a feature must be seen in."""
LEAST_OF_PARSE = 8


def vocabulary_of(examples: Sequence[Example], clusters: Mapping[str, str]) -> Vocabulary:
    """The numbers of what the examples show often enough, and of all the words' `clusters`."""
    readings = [one.asked.reading for one in examples]
    tokens = [t for reading in readings for t in reading.tokens]
    numbers = _numbered(clusters.values(), 1)
    return Vocabulary(
        _numbered((t.lower for t in tokens), LEAST, UNKNOWN + 1),
        {word: numbers[name] for word, name in clusters.items()},
        _numbered((t.pos for t in tokens), LEAST_OF_PARSE),
        _numbered((t.dep for t in tokens), LEAST_OF_PARSE),
        _numbered((c.name for r in readings for c in r.cues), LEAST_OF_PARSE),
        _numbered((one.asked.trigger.key for one in examples), 1),
        _numbered((f for one in examples for f in one.asked.features), LEAST),
        _numbered((f for one in examples for told in one.asked.members for f in told), LEAST),
    )  # fmt: skip


def _numbered(names: Iterable[str], least: int, first: int = 1) -> dict[str, int]:
    counts = Counter(names)
    kept = sorted(name for name, count in counts.items() if count >= least)
    return {name: number for number, name in enumerate(kept, start=first)}


def clusters_of(texts: Iterable[str]) -> dict[str, str]:
    """The cluster of every word of the texts that has one, in small letters."""
    table = clusters()
    words = sorted({word for text in texts for word in re.findall(r"[\w'’.-]+", text.lower())})
    forms = ((word, (word, word.capitalize(), word.upper())) for word in words)
    found = ((word, next((table[f] for f in own if f in table), None)) for word, own in forms)
    return {word: name for word, name in found if name is not None}
