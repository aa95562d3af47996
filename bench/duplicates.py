"""Are copies of an article found, and nothing else? What do signatures and the search cost?

usage: python -m bench.duplicates [--pairs 1000] [--store 100000]

Articles and copies of `bench.copies` go the way of all articles: laid out, signed, staged, loaded
and resolved; the copies in a second run. A pair is found where both have the same `duplicate_of`
or one is the other's. Then single pairs by their signatures alone, and a large store.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa

from bench.copies import STRENGTHS, Copyist, Story, Strength, agency, wikinews
from bench.silver_articles import CORPUS
from schemas.records import RECORDS
from transforms.articles.build import build
from transforms.articles.signatures import signature, signatures
from transforms.duplicates.likeness import Signatures
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import rebuild, resolve
from warehouse.staging import stage
from warehouse.store import Store, open_store

SEED = 20190104
BATCH = 1_000
START = datetime(2019, 1, 1)
Dated = tuple[str, Story, datetime]


def key(number: int, copy: int) -> str:
    """The id of an article: a hash, as those of real ones are, so that its order tells nothing."""
    return hashlib.sha256(f"{number} {copy}".encode()).hexdigest()[:16]


def load(store: Store, articles: Iterable[Dated]) -> None:
    """Lay out, sign, stage and load articles (id, story, published)."""
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        records = pa.Table.from_pylist([_record(*article) for article in batch], RECORDS)
        tables, _ = build(records)
        tables["article_signatures"] = signatures(tables["articles"], tables["blocks"])
        name = hashlib.sha256("".join(a[0] for a in batch).encode()).hexdigest()[:16]
        load_batch(store, stage(store.layout, name, tables, (), {}), "bench", START)


def _record(article_id: str, story: Story, published: datetime) -> dict[str, object]:
    return {
        "article_id": article_id, "source": "bench", "uri": f"/{article_id}", "record_key": None,
        "reader": "json_lines", "page": False, "raw_sha256": "0", "content_hash": article_id,
        "fetched_at": published, "repairs": [], "parts": [], "flags": [], "authors": [],
        "title": story.title, "text": story.text, "published_at": published.isoformat(),
        "revision": 1,
    }  # fmt: skip


def found(stories: Sequence[Story], strength: Strength) -> tuple[int, int]:
    """How many of the stories' copies are found, and pairs of other stories' articles found so."""
    copyist = Copyist(stories, SEED)
    with tempfile.TemporaryDirectory() as home, open_store(Layout(Path(home)), wait=0) as store:
        first = [(key(i, 0), s, _day(i)) for i, s in enumerate(stories)]
        load(store, first)
        resolve(store)
        copies = (
            (key(i, 1), copyist.copy(s, strength), _day(i + 2)) for i, s in enumerate(stories)
        )
        load(store, copies)
        resolve(store)
        rows = store.connection.execute("FROM resolved.article_duplicates").fetchall()
    kept = {article: original for article, original, _ in rows}
    groups: dict[str, list[int]] = {}
    for number in range(len(stories)):
        for article in (key(number, 0), key(number, 1)):
            groups.setdefault(kept.get(article, article), []).append(number)
    whole = sum(group.count(n) // 2 for group in groups.values() for n in set(group))
    foreign = sum(len(g) * (len(g) - 1) // 2 for g in groups.values())
    return whole, foreign - whole


def _day(number: int) -> datetime:
    return START + timedelta(hours=number % 500)


def random_pairs(stories: Sequence[Story], count: int) -> tuple[int, float, float]:
    """Of random pairs of stories those that repeat each other; the highest J and share of any."""
    rows = [signature(story.paragraphs, story.title) for story in stories]
    signed = Signatures(pa.Table.from_pylist([row for row in rows if row]))
    places = np.random.default_rng(SEED).integers(0, len(signed.hashes), (2, 2 * count))
    places = places[:, places[0] != places[1]][:, :count]
    parts = [(places[0, i : i + BATCH], places[1, i : i + BATCH]) for i in range(0, count, BATCH)]
    likeness = [signed.likeness(*part) for part in parts]
    repeating = sum(int(signed.repeats(*part).sum()) for part in parts)
    jaccard, shared = (float(max(x.max() for x in all_)) for all_ in zip(*likeness, strict=True))
    return repeating, jaccard, shared


def speed(stories: Sequence[Story]) -> float:
    """Milliseconds of processor time that an article's signature costs: the best of five rounds."""
    rounds = []
    for _ in range(5):
        started = time.process_time()
        for story in stories:
            signature(story.paragraphs, story.title)
        rounds.append(time.process_time() - started)
    return min(rounds) / len(stories) * 1e3


def large(stories: Sequence[Story], size: int) -> Iterator[str]:
    """What the search costs in a store of so many articles, of which one in five is a copy."""
    copyist = Copyist(stories, SEED)
    sentences = [sentence for story in stories for sentence in story.paragraphs]
    with tempfile.TemporaryDirectory() as home, open_store(Layout(Path(home)), wait=0) as store:
        load(
            store,
            ((key(i, 0), _mixed(i, stories, copyist, sentences), _day(i)) for i in range(size)),
        )
        for name, work in (("all at once", resolve), ("rebuilt", rebuild)):
            started = time.perf_counter()
            work(store)
            yield f"{size:,} articles {name}: {time.perf_counter() - started:.1f} s"
        new = range(size, size + 100)
        load(store, ((key(i, 0), _mixed(i, stories, copyist, sentences), _day(i)) for i in new))
        started = time.perf_counter()
        resolve(store)
        yield f"100 more: {time.perf_counter() - started:.2f} s"
        rows = store.connection.execute(
            "SELECT COUNT(*), COUNT(DISTINCT duplicate_of) FROM resolved.article_duplicates"
        ).fetchone()
        yield f"(near-duplicates, stories repeated): {rows}"


def _mixed(number: int, stories: Sequence[Story], copyist: Copyist, paragraphs: list[str]) -> Story:
    """Every fifth a copy, the others seven paragraphs from anywhere."""
    if number % 5 == 0:
        return copyist.copy(copyist.choose.choice(stories), STRENGTHS[0])
    return Story(f"News {number}", tuple(copyist.choose.sample(paragraphs, 7)))


def main() -> None:
    """Print recall and false pairs by strength; random pairs; speed; a large store on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--store", type=int, default=0)
    options = parser.parse_args()
    if not CORPUS.exists():
        parser.exit(1, "the corpora do not lie beside this checkout\n")
    own, foreign = list(wikinews()), list(agency())
    chosen = own + Random(SEED).sample(foreign, options.pairs - len(own))
    for strength in STRENGTHS:
        whole, false = found(chosen, strength)
        pairs = len(chosen) * (2 * len(chosen) - 2)
        print(
            f"{strength.name}: recall {whole / len(chosen):.3f} of {len(chosen):,};"
            f" {false} of {pairs:,} other pairs in one story"
        )
    repeating, jaccard, shared = random_pairs(own + foreign, 100_000)
    print(f"100,000 random pairs: {repeating} repeat, J up to {jaccard:.2f}, shared {shared:.2f}")
    print(f"signature: {speed(chosen):.2f} ms an article")
    if options.store:
        for line in large(own + foreign, options.store):
            print(line)


if __name__ == "__main__":
    main()
