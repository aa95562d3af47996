"""What near-duplicates are found by: a MinHash of an article's body, and hashes of its bands.

The body is folded to words without case and punctuation and cut into runs of three words
("shingles"). Scripts that set no spaces between words are cut into runs of five characters, about
as long. A copy that lost two fifths of its text and then 15 % of its words still has half of its
shingles from the original. Unrelated news have 0.2 % of their runs of three words in common, 1.6 %
of those of two and 12 % of single words: with these the bands below would give 40 and 2,000 times
as many pairs to compare (100,000 random pairs of the articles of `bench.copies`).

The MinHash is datasketch's, 512 permutations, of which each keeps its lowest 8 bits ("b-bit
MinHash", Li and König 2010: chance makes one in 256 agree, which `transforms.duplicates.likeness`
takes out again). That is as many bytes as 128 whole values, and half their error: .02 at a
likeness of .25.

A band is two whole values; bodies that share a band are compared. Of 64 bands those alike by .3
share one in 99.8 of 100 cases, those by .2 in 93, unrelated news in one of 2,000.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemas.facts import ARTICLE_SIGNATURES
from transforms.articles.blocks import BODY

Hashes = npt.NDArray[np.uint64]

PERMUTATIONS = 512
BANDS = 64
ROWS = 2
WORDS = 3
CHARACTERS = 5
SHORT = 30
"""Words up to which a body alone does not tell its story ("Watch the video above."): the title's
words are taken with it."""

_FORMAT = b"1"
"""Part of every hash: signatures made in another way never meet in a band."""

_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
)
_MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
"""Vowel signs and accents: they belong to the word, though no letters by themselves."""
_PLAIN = re.compile(r"\w+")
_WORD = re.compile(rf"[{_UNSPACED}]|(?:[^\W{_UNSPACED}]|[{_MARKS}])+")
_NEEDS_CARE = re.compile(rf"[{_UNSPACED}{_MARKS}]")

_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
_SHIFT = np.uint64(32)
_CHUNK = 2_048
"""Shingles hashed at a time: 4 MB."""
_CACHED_WORDS = 1 << 16


def signatures(articles: pa.Table, blocks: pa.Table) -> pa.Table:
    """Rows of `article_signatures` (without `batch_id`), one an article that has words.

    `articles` needs `article_id, text`, `blocks` the columns of its table. Titles, bylines,
    captions, boilerplate and repeated blocks are left out.
    """
    texts = dict(zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
    bodies: dict[str, list[str]] = {article_id: [] for article_id in texts}
    titles: dict[str, str] = {}
    columns = ("article_id", "kind", "start_char", "end_char", "duplicate_of")
    for article_id, kind, start, end, repeats in zip(
        *(blocks[name].to_pylist() for name in columns), strict=True
    ):
        if kind == "title":
            titles.setdefault(article_id, texts[article_id][start:end])
        elif kind in BODY and repeats is None:
            bodies[article_id].append(texts[article_id][start:end])
    rows = [
        {"article_id": article_id, **row}
        for article_id, body in bodies.items()
        if (row := signature(body, titles.get(article_id)))
    ]
    return pa.Table.from_pylist(rows, ARTICLE_SIGNATURES.made)


def signature(paragraphs: Iterable[str], title: str | None = None) -> dict[str, Any] | None:
    """`body_hash`, `shingles`, `minhash` and `bands` of a body; None where it has no word."""
    words = folded_words("\n".join(paragraphs))
    if not words:
        return None
    if len(words) <= SHORT:
        words = folded_words(title or "") + words
    found = shingles(words)
    values = _minhash(found)
    return {
        "body_hash": _signed(_digest(" ".join(words))),
        "shingles": len(found),
        "minhash": values.astype(np.uint8).tobytes(),
        "bands": _bands(values),
    }


def folded_words(text: str) -> list[str]:
    """The words of a text, folded; of a script without spaces, its characters."""
    folded = text.casefold()
    pattern = _WORD if _NEEDS_CARE.search(folded) else _PLAIN  # the latter is twice as fast
    return pattern.findall(folded)


def shingles(words: list[str]) -> npt.NDArray[np.uint32]:
    """Hashes of the different runs of words, sorted; of a text shorter than a run, one of all."""
    unspaced = sum(map(len, words)) < 2 * len(words)
    length = min(len(words), CHARACTERS if unspaced else WORDS)
    hashed = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    runs = np.zeros(len(words) - length + 1, np.uint64)
    for place in range(length):
        runs = _mixed(runs + hashed[place : place + len(runs)])
    return np.unique((runs >> _SHIFT).astype(np.uint32))


@cache
def _empty_sketch() -> Any:
    # Its import takes SciPy's with it: for those who make signatures alone.
    from datasketch import MinHash  # noqa: PLC0415

    return MinHash(PERMUTATIONS, hashfunc=int, scheme="affine32")


def _minhash(found: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    sketch = _empty_sketch().copy()
    for start in range(0, len(found), _CHUNK):
        sketch.update_batch(found[start : start + _CHUNK].tolist())
    return np.asarray(sketch.hashvalues, np.uint32)


def _bands(values: npt.NDArray[np.uint32]) -> list[int]:
    """A hash a band, of its values and its number."""
    rows = values[: BANDS * ROWS].reshape(BANDS, ROWS).astype(np.uint64)
    keys = np.arange(BANDS, dtype=np.uint64) + np.uint64(_digest("band"))
    for row in range(ROWS):
        keys = _mixed(keys + rows[:, row])
    return [int(key) for key in keys.view(np.int64)]


@lru_cache(_CACHED_WORDS)
def _word_hash(word: str) -> int:
    return _digest(word)


def _digest(words: str) -> int:
    digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8, key=_FORMAT)
    return int.from_bytes(digest.digest(), "little")


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _mixed(keys: Hashes) -> Hashes:
    """Stir 64-bit keys so that every bit depends on every other; unequal ones stay unequal."""
    for odd in _ODD:
        keys = (keys ^ (keys >> _SHIFT)) * odd
    return keys ^ (keys >> _SHIFT)
