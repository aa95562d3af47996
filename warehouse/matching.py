"""Whom the lists name in the news: names are compared once, matches decided in each article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from schemas.fields import NUMBER_MAP, TEXT
from transforms.watchlists.comparing import PAIRS, compared, key_rows
from transforms.watchlists.deciding import CANDIDATE_FROM, Finding, among, decide, may_match
from transforms.watchlists.evidence import Evidence
from transforms.watchlists.groups import GROUPS
from transforms.watchlists.keys import LEAST_WEIGHT
from transforms.watchlists.places import places
from warehouse import statements
from warehouse.shown import shown

_GIVEN = frozenset(Evidence.__dataclass_fields__)
_DECIDED = pa.schema(
    [
        *((name, TEXT) for name in ("article_id", "entity_key", "list", "entry_id", "called")),
        ("list_name", TEXT),
        ("score", pa.float64()),
        ("features", NUMBER_MAP),
        ("explanation", TEXT),
        ("decision", TEXT),
    ]
)


def match(connection: duckdb.DuckDBPyConnection, resolve_version: str) -> None:
    """Bring `watchlist_matches` up to date, inside the caller's transaction.

    Only names that are new are compared, and only articles decided anew that changed, or that
    name somebody whom a changed entry may mean, or that a review decision is about.
    """
    groups = pa.table({"kind": list(GROUPS), "class": list(GROUPS.values())})
    with shown(connection, "name_groups", groups):
        compare_names(connection)
        pending = statements.run(connection, "queries/match_pending").fetchone()
        if not pending or not pending[0]:
            return
        evidence = statements.run(connection, "queries/match_evidence").to_arrow_table()
        with shown(connection, "decided_pairs", _decided(evidence.to_pylist())):
            values = {"resolve_version": resolve_version}
            statements.run(connection, "queries/match_replace", values)


def compare_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Compare the names of either side that the store has not had before with the other side's."""
    new = statements.run(connection, "queries/match_names").to_arrow_table()
    if not new.num_rows:
        return
    with shown(connection, "key_rows", key_rows(new)):
        statements.run(connection, "queries/match_keys_add")
    values = {"least_weight": LEAST_WEIGHT}
    found = statements.run(connection, "queries/match_candidates", values)
    pairs = found.to_arrow_table().cast(PAIRS)
    with shown(connection, "scored_pairs", _possible(compared(pairs, CANDIDATE_FROM))):
        statements.run(connection, "queries/match_likeness_add")


def _possible(scored: pa.Table) -> pa.Table:
    """The pairs that some article could make a candidate: the others are never weighed."""
    kept = [
        may_match(row["called"], row["list_name"], row["class"], row["score"])
        for row in scored.to_pylist()
    ]
    return scored.filter(pa.array(kept, pa.bool_()))


def _decided(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """One row a pair that is not gainsaid; `rows` are in the order of article, chain and list."""
    kept: list[dict[str, Any]] = []
    for _, same in groupby(rows, key=lambda r: (r["article_id"], r["entity_key"], r["list"])):
        group = list(same)
        for row, finding in zip(group, among([decide(_evidence(r)) for r in group]), strict=True):
            if finding.decision is not None:
                kept.append(_row(row, finding))
    return pa.Table.from_pylist(kept, _DECIDED)


def _evidence(row: Mapping[str, Any]) -> Evidence:
    told: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in row.items()}
    told["group"], told["places"] = told["class"], places(told["programs"])
    # Other countries that the article names tell nothing, and would make each article's evidence
    # another one to weigh.
    home = {*told["countries"], *told["places"]}
    told["around"] = tuple(code for code in told["around"] if code in home)
    return Evidence(**{name: told[name] for name in _GIVEN})


def _row(row: Mapping[str, Any], finding: Finding) -> dict[str, Any]:
    kept = {name: row[name] for name in _DECIDED.names if name in row}
    return {
        **kept,
        "features": sorted(finding.features.items()),
        "explanation": finding.explanation,
        "decision": finding.decision,
    }
