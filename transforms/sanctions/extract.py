"""Articles in, and out come their sanctions events, who takes part, and what is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, takewhile
from operator import itemgetter
from typing import Any

import pyarrow as pa
from spacy.tokens import Doc

from schemas.tables import TABLES
from transforms.language.pipelines import Pipelines
from transforms.language.sentences import Block, Sentence, blocks_of, sentences
from transforms.rejects import Reject
from transforms.sanctions.context import REACH, Before, Parted, before_of
from transforms.sanctions.frames import ask, frames_of
from transforms.sanctions.judging import shipped
from transforms.sanctions.language_rows import Language, Named, by_article
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Judged
from transforms.sanctions.parties import Name
from transforms.sanctions.prepare import read
from transforms.sanctions.reading import Reading
from transforms.sanctions.repeats import same_as
from transforms.sanctions.rows import Made, Place, make
from transforms.sanctions.triggers import Trigger, find_triggers

TRIGGERS_AT_ONCE = 256
"""Triggers whose sentences are parsed, and which are judged, in one call: more of them cost no
less each, and what is known of one weighs about 100 kB."""
LONGEST, MOST_TRIGGERS = 3_000, 20
"""Code points of a sentence and triggers in it that are read: work grows with their product, and
no sentence of news has more. The rest of a longer one is left out."""
SKIPPED = frozenset({"byline", "credit", "boilerplate", "dateline"})
_TABLES = ("sanction_events", "sanction_parties", "sanction_counts")


@dataclass(slots=True)
class _Found:
    """A sentence with triggers, and the sentences before it."""

    sentence: Sentence
    kind: str
    paragraph: int
    triggers: list[Trigger]
    before: list[Sentence]


@dataclass(slots=True)
class _Article:
    """An article, what language told of it, and its trigger sentences."""

    row: dict[str, Any]
    names: list[Named] = field(default_factory=list)
    quotes: list[tuple[int, int, str]] = field(default_factory=list)
    keys: frozenset[str] = frozenset()
    found: list[_Found] = field(default_factory=list)
    asked: list[list[Asked]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The trigger sentences."""
        return [self._words(f.sentence) for f in self.found]

    def before(self, found: _Found) -> list[str]:
        """The sentences before a trigger sentence, oldest first."""
        return [self._words(sentence) for sentence in found.before]

    def _words(self, sentence: Sentence) -> str:
        return str(self.row["text"][sentence.start : sentence.end])


def extract(  # noqa: PLR0917 -- the stage's contract
    articles: pa.Table,
    blocks: pa.Table,
    mentions: pa.Table,
    chains: pa.Table,
    quotes: pa.Table,
    pipelines: Pipelines,
) -> tuple[dict[str, pa.Table], list[Reject]]:
    """Tables sanction_events, sanction_parties and sanction_counts, as stored but `batch_id`.

    The arguments are tables of SCHEMA.md. Only sentences with a trigger are parsed, those of many
    articles in one call, and judged so too; articles that are not English give nothing. An
    article on which the rules fail gives no rows and a reject of stage `sanctions`.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    rejects: list[Reject] = []
    parts = blocks_of(blocks)
    told = by_article(mentions, chains, quotes)
    queue = (a for row in _rows(articles) if (a := _open(row, parts, rejects)) is not None)
    for some in _portions(queue):
        for article in some:
            _join(article, told)
        with pipelines.parser.memory_zone():
            docs = _parsed([text for a in some for text in a.texts], pipelines)
            kept = [
                article
                for article in some
                if _ask(article, list(islice(docs, len(article.found))), pipelines, rejects)
            ]
            for article, said in _judged(kept, rejects):
                with _edge(article.row, rejects):
                    _add(rows, _events(article, said))
    return {n: pa.Table.from_pylist(rows[n], schema=TABLES[n].made) for n in _TABLES}, rejects


def _portions(queue: Iterable[_Article]) -> Iterator[list[_Article]]:
    """The articles in order, some at a time: until they have `TRIGGERS_AT_ONCE` triggers."""
    some: list[_Article] = []
    count = 0
    for article in queue:
        some.append(article)
        count += sum(len(found.triggers) for found in article.found)
        if count >= TRIGGERS_AT_ONCE:
            yield some
            some, count = [], 0
    if some:
        yield some


def _judged(
    articles: Sequence[_Article], rejects: list[Reject]
) -> list[tuple[_Article, list[list[Judged]]]]:
    """What is said of the triggers of each article, by sentence; together, for that is cheaper.

    Where that fails, each is judged alone, so that no article suffers for another.
    """
    try:
        return _said(articles)
    except Exception:  # noqa: BLE001 -- it comes again, for the article whose it is
        pairs = []
        for article in articles:
            with _edge(article.row, rejects):
                pairs += _said([article])
        return pairs


def _said(articles: Sequence[_Article]) -> list[tuple[_Article, list[list[Judged]]]]:
    said = iter(shipped().judge([one for a in articles for told in a.asked for one in told]))
    return [(a, [list(islice(said, len(told))) for told in a.asked]) for a in articles]


def _rows(articles: pa.Table) -> Iterator[dict[str, Any]]:
    columns = ["article_id", "uri", "record_key", "language", "text", "published_date"]
    return (row for row in articles.select(columns).to_pylist() if row["language"] == "en")


def _open(
    row: dict[str, Any], parts: dict[str, list[Block]], rejects: list[Reject]
) -> _Article | None:
    """The article with its trigger sentences; None where it has none, or fails."""
    article = _Article(row)
    with _edge(row, rejects):
        article.found = _find(row["text"], parts.get(row["article_id"], []))
    return article if article.found else None


def _find(text: str, blocks: Sequence[Block]) -> list[_Found]:
    kept = [b for b in blocks if b.kind not in SKIPPED and b.duplicate_of is None]
    kinds = {b.ordinal: b.kind for b in kept}
    found: list[_Found] = []
    before: list[Sentence] = []
    paragraphs, last = 0, -1
    for whole in sentences(text, blocks):
        if whole.block not in kinds:
            continue
        sentence = replace(whole, end=min(whole.end, whole.start + LONGEST))
        kind = kinds[sentence.block]
        if sentence.block != last and kind in {"paragraph", "list_item", "quote"}:
            paragraphs += 1
        last = sentence.block
        triggers = find_triggers(text[sentence.start : sentence.end])[:MOST_TRIGGERS]
        above = kind in {"title", "subtitle", "heading", "caption"}
        if triggers:
            near = [] if above else before[-REACH:]
            found.append(_Found(sentence, kind, paragraphs + above, triggers, near))
        before.append(sentence)
    return found


def _parsed(texts: Sequence[str], pipelines: Pipelines) -> Iterator[Doc]:
    return iter(pipelines.parse(texts)) if texts else iter(())


def readings_of(
    article_id: str, text: str, tables: Mapping[str, pa.Table], pipelines: Pipelines
) -> Iterator[tuple[int, Reading, Before]]:
    """The trigger sentences of one article as the rules see them: start, reading, what is before.

    `tables` holds its blocks, mentions, chains and quotes. For those who train or inspect.
    """
    found = _find(text, blocks_of(tables["blocks"]).get(article_id, []))
    article = _Article({"article_id": article_id, "text": text}, found=found)
    _join(article, by_article(tables["mentions"], tables["chains"], tables["quotes"]))
    return _read(article, _parsed(article.texts, pipelines), pipelines.words)


def _read(
    article: _Article, docs: Iterable[Doc], parted: Parted
) -> Iterator[tuple[int, Reading, Before]]:
    for found, doc in zip(article.found, docs, strict=True):
        reading = read(doc, _names_in(article, found.sentence), found.triggers)
        names = [_names_in(article, sentence) for sentence in found.before]
        before = [*zip(article.before(found), names, strict=True)]
        yield found.sentence.start, reading, before_of(before, parted)


def _ask(
    article: _Article, docs: Iterable[Doc], pipelines: Pipelines, rejects: list[Reject]
) -> bool:
    """Make ready what is to be judged; False where that fails."""
    with _edge(article.row, rejects):
        readings = _read(article, docs, pipelines.words)
        article.asked = [ask(reading, before) for _, reading, before in readings]
    return bool(article.asked)


def _events(article: _Article, judged: Sequence[Sequence[Judged]]) -> list[Made]:
    made: list[Made] = []
    published: date | None = article.row["published_date"]
    spans = {(a, b): key for a, b, _, _, _, key in article.names if key}
    for found, asked, said in zip(article.found, article.asked, judged, strict=True):
        reading = asked[0].reading
        place = Place(
            article.row["article_id"], found.sentence, found.kind, found.paragraph, published,
            article.quotes, spans, article.keys, article.before(found),
        )  # fmt: skip
        made += [make(frame, reading, place) for frame in frames_of(asked, said)]
    repeats = same_as([m.told for m in made if m.told])
    for one in made:
        one.event["same_as"] = repeats.get(one.event["event_id"])
    return made


def _names_in(article: _Article, sentence: Sentence) -> list[Name]:
    at = sentence.start
    first = bisect_left(article.names, at, key=itemgetter(0))
    near = takewhile(lambda name: name[0] < sentence.end, islice(article.names, first, None))
    inside = (name for name in near if name[1] <= sentence.end)
    return [Name(a - at, b - at, *told) for (a, b), told in ((n[:2], n[2:]) for n in inside)]


def _add(rows: dict[str, list[dict[str, Any]]], made: Sequence[Made]) -> None:
    ids: set[str] = set()
    for one in made:
        if one.event["event_id"] in ids:
            continue
        ids.add(one.event["event_id"])
        rows["sanction_events"].append(one.event)
        rows["sanction_parties"] += one.parties
        rows["sanction_counts"] += one.counts


def _join(article: _Article, told: Language) -> None:
    article_id = article.row["article_id"]
    article.keys = frozenset(told.chains.get(article_id, ()))
    article.quotes = told.quotes.get(article_id, [])
    article.names = told.names(article_id, article.row["text"])


@contextmanager
def _edge(row: dict[str, Any], rejects: list[Reject]) -> Iterator[None]:
    """Where what fails for an article becomes its reject, and no other article suffers."""
    try:
        yield
    except Exception as fault:  # noqa: BLE001
        message = f"{type(fault).__name__}: {fault}; the article is loaded without sanctions events"
        rejects.append(Reject(row["uri"], row["record_key"], "sanctions", "crashed", message))
