"""What people decide on matches: what waits for them, the evidence, and what they have decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.check import check_table
from schemas.conclusions import REVIEW_DECISIONS
from schemas.errors import BadInput, StoreMismatch
from transforms.language.sentences import split
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked
from warehouse.shown import shown
from warehouse.store import Store, not_a_store

SHORTEST = 4
"""Characters of a match id that must be given."""
WITHDRAWN = "candidate"
"""The decision that takes back the one before: the rule's word holds again."""
_MATCH_ID = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decides: `decision` is confirmed, rejected or `WITHDRAWN`."""

    decision: str
    decided_by: str
    note: str | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A row of `watchlist_matches`, and its article's title and day."""

    match_id: str
    article_id: str
    entity_key: str
    list: str
    entry_id: str
    matched_name: str
    list_name: str
    decision: str
    title: str | None
    published_date: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A match with all that speaks for it and against it.

    `told` has score, features, explanation, url and roles; `sentences` are those that name the
    entity, in the order of the text; `entry` has the columns of queries/review_entry.sql, and
    `history` the rows of queries/review_history.sql.
    """

    match: Match
    told: Mapping[str, Any]
    sentences: Sequence[str]
    entry: Mapping[str, Any]
    history: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the matches that a ruling was about stand when all is resolved.

    `here` is the decision in the match's own article, `None` where there is no match any more;
    of `matches` in the articles that it was about, `as_decided` have its decision.
    """

    here: str | None
    matches: int
    as_decided: int


def waiting(layout: Layout, key: str | None, most: int) -> tuple[pa.Table, int]:
    """The candidates of one list or all, newest article first, at most so many; and how many more.

    Columns as in queries/review_waiting.sql. Raises `BadInput` where nothing is published.
    """
    with _published(layout) as connection:
        values = {"list": key, "most": most}
        rows = statements.run(connection, "queries/review_waiting", values).to_arrow_table()
    total = rows["waiting"][0].as_py() if rows.num_rows else 0
    return rows.drop_columns(["waiting"]), total - rows.num_rows


def case(layout: Layout, given: str) -> Case:
    """The evidence of a published match. Raises `BadInput` where there is no such match."""
    with _published(layout) as connection:
        match = _find(connection, given)
        values = asdict(match)
        mentions = _rows(connection, "review_mentions", values)
        return Case(
            match,
            _rows(connection, "review_match", values)[0],
            _sentences(mentions),
            next(iter(_rows(connection, "review_entry", values)), {}),
            _rows(connection, "review_history", values),
        )


def decide(store: Store, given: Sequence[str], ruling: Ruling, now: datetime) -> list[Match]:
    """Keep a ruling on matches, all or none; `now` is naive UTC. `resolve` then applies it.

    It holds for the article of each match, or for the same name and entry in all articles. Gives
    the matches as they were, each once. Raises `BadInput` for an id that is not known or means
    several, and where there is nothing to withdraw.
    """
    with store.transaction() as connection:
        found = {match.match_id: match for match in (_find(connection, one) for one in given)}
        told = {_about(match, ruling): match for match in found.values()}
        for match in told.values():
            values = _values(match, ruling)
            if ruling.decision == WITHDRAWN:
                _check_withdrawal(connection, match, ruling, values)
            statements.run(connection, "queries/review_decide", {**values, "now": now})
        statements.run(connection, "queries/state_bump")
    return list(found.values())


def outcome(store: Store, match: Match, ruling: Ruling) -> Outcome:
    """What came of a ruling on a match."""
    row = _rows(store.connection, "review_outcome", _values(match, ruling))[0]
    return Outcome(row["here"], row["matches"], row["as_decided"])


def decisions(layout: Layout) -> tuple[pa.Table, bool]:
    """All decisions in the order of arrival, each with the names in the news and on the list.

    They are of the working store, or, while a run holds it or if it is damaged, of the published
    one; the second value says whether it was the working store. Raises `BadInput` where there is
    none that can be read.
    """
    path = linked(layout)
    if layout.working.exists():
        try:
            return _decisions(layout.working), True
        except duckdb.IOException as error:
            if path is None and "lock" in str(error):
                raise BadInput(f"a run holds {layout.working}: try again when it is over") from None
            if path is None:
                raise not_a_store(layout) from error
    if path is None:
        raise BadInput(f"there is no store in {layout.home} yet: `sanctograph run` makes one")
    return _decisions(path), False


def add_decisions(store: Store, rows: pa.Table) -> int:
    """Keep the decisions that are not there yet, in one transaction, and say how many.

    `rows` are of `REVIEW_DECISIONS`; of equal times on the same, the later row counts. What no
    article names yet waits for the article. Raises `InvalidRows`.
    """
    check_table(REVIEW_DECISIONS, rows)
    numbered = rows.append_column("ordinal", pa.array(range(rows.num_rows), pa.int64()))
    with store.transaction() as connection:
        with shown(connection, "given_decisions", numbered):
            found = statements.run(connection, "queries/review_import").fetchone()
        added = int(found[0]) if found else 0
        if added:
            statements.run(connection, "queries/state_bump")
    return added


def _find(connection: duckdb.DuckDBPyConnection, given: str) -> Match:
    """The match of this id, or the only one whose id begins so."""
    beginning = given.strip().lower()
    if not _MATCH_ID.fullmatch(beginning):
        raise BadInput(f"no match is called {given!r}: `sanctograph review` lists them")
    if len(beginning) < SHORTEST:
        raise BadInput(f"{given!r} is too short: give {SHORTEST} or more characters of a match id")
    found = _rows(connection, "review_find", {"beginning": beginning})
    if not found:
        raise BadInput(f"no match is called {given!r}: `sanctograph review` lists them")
    if len(found) > 1:
        some = ", ".join(row["match_id"] for row in found[:4])
        more = ", …" if len(found) > 4 else ""
        raise BadInput(f"{given!r} may be {some}{more}: give more characters")
    return Match(**found[0])


def _check_withdrawal(
    connection: duckdb.DuckDBPyConnection, match: Match, ruling: Ruling, values: Mapping[str, Any]
) -> None:
    if not ruling.everywhere and match.decision not in ("confirmed", "rejected"):
        raise BadInput(f"nobody has decided on {match.match_id}: there is nothing to withdraw")
    if ruling.everywhere:
        held = statements.run(connection, "queries/review_in_force", values).fetchone()
        if not held or held[0] is None:
            raise BadInput(
                f"no decision on {match.match_id} holds everywhere: leave --everywhere out"
            )


def _about(match: Match, ruling: Ruling) -> tuple[str | None, ...]:
    """What a ruling on a match is kept for; matches in two articles may be the same everywhere."""
    article_id = None if ruling.everywhere else match.article_id
    return match.entity_key, match.list, match.entry_id, article_id


def _values(match: Match, ruling: Ruling) -> dict[str, Any]:
    return {
        **asdict(match),
        "decision": ruling.decision,
        "decided_by": ruling.decided_by,
        "note": ruling.note,
        "scope": None if ruling.everywhere else match.article_id,
    }


def _sentences(mentions: Sequence[Mapping[str, Any]]) -> list[str]:
    """The sentences of `mentions`, each once."""
    found: dict[tuple[int, int], str] = {}
    for mention in mentions:
        words, at = mention["words"], mention["at"]
        for start, end in split(words):
            if start <= at < end:
                found[mention["ordinal"], start] = words[start:end]
    return list(found.values())


def _decisions(path: Path) -> pa.Table:
    with duckdb.connect(str(path), read_only=True) as connection:
        return statements.run(connection, "queries/review_export").to_arrow_table()


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    found = statements.run(connection, f"queries/{query}", values).to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


@contextmanager
def _published(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    path = linked(layout)
    if path is None:
        raise BadInput(f"nothing is published in {layout.home} yet: `sanctograph run` does it")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            yield connection
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise StoreMismatch(
            f"{path} was published by another version of sanctograph: `sanctograph run` renews it"
        ) from error
