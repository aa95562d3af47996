"""What `review` prints: the matches that wait, the evidence of one, what came of a decision."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.csv
from rich.table import Table
from rich.text import Text

from flows.show import OUT, plain, show_line, show_note, show_pairs, show_warning
from warehouse.review import Case, Match, Outcome, Ruling

MOST_SENTENCES = 20
WHOLE = ("match_id", "published_date", "score")
"""Columns that are not folded where the terminal is narrow."""
_HEADINGS = {"published_date": "day"}
_IS = {"confirmed": "is", "rejected": "is not"}


def show_waiting(rows: pa.Table, more: int, form: str) -> None:
    """Print candidates as `table`, `csv` or `json`, and how many more there are."""
    if form == "csv":
        pyarrow.csv.write_csv(rows, sys.stdout.buffer)
    elif form == "json":
        json.dump(rows.to_pylist(), sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
    elif rows.num_rows:
        OUT.print(_table(rows))
    else:
        show_line("nothing waits for a decision")
    if more:
        told = f"and {more:,} more: --limit N shows more, --list KEY those of one list"
        (show_line if form == "table" else show_note)(told)


def show_case(case: Case) -> None:
    """Print the evidence of a match."""
    match, told = case.match, case.told
    pairs = [
        ("match", f"{match.match_id}: {match.decision}, score {told['score']:.3f}"),
        ("explanation", told["explanation"]),
        ("article", _article(match)),
        ("", told["url"]),
        ("named", match.matched_name),
        ("roles", _joined(told["roles"])),
        *_listed("says", _some(case.sentences)),
        ("entry", f"{match.list} {match.entry_id}, {case.entry.get('kind', 'gone')}"),
        *_entry(case.entry),
        ("features", ", ".join(f"{name} {value:.3g}" for name, value in told["features"])),
        *_listed("decisions", [_decision(row, match) for row in case.history]),
    ]
    show_pairs([(name, _one_line(words)) for name, words in pairs if words])


def show_outcome(match: Match, outcome: Outcome, ruling: Ruling) -> None:
    """Print what came of a ruling: one line, and a warning where it does not hold."""
    where = f"in all articles ({outcome.matches:,} now)" if ruling.everywhere else _article(match)
    entry = f"{match.list} {match.entry_id} “{match.list_name}”"
    if ruling.decision in _IS:
        what = f"“{match.matched_name}” {_IS[ruling.decision]} {entry}"
        words = f"{match.match_id} {ruling.decision}: {what}, {where}"
    else:
        now = outcome.here or "no rule finds it, so there is no such match any more"
        what = f"“{match.matched_name}” and {entry}"
        words = f"{match.match_id} withdrawn: {what}, {where}; it stands as before: {now}"
    show_line(_one_line(words))
    held = outcome.matches - outcome.as_decided
    if ruling.decision in _IS and held:
        show_warning(
            f"{match.match_id}: in {held:,} of these articles another decision goes over it, made"
            " for the article itself; `sanctograph review withdraw` takes that back"
        )


def _table(rows: pa.Table) -> Table:
    shown = Table(header_style="bold")
    for name in rows.schema.names:
        shown.add_column(_HEADINGS.get(name, name), no_wrap=name in WHOLE, overflow="fold")
    for row in rows.to_pylist():
        shown.add_row(*(Text(_one_line(value)) for value in row.values()))
    return shown


def _entry(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = [f"{name['name']} ({name['type']})" for name in entry.get("names") or ()]
    yield from _listed("names", names)
    yield "born", _joined(entry.get("birth_dates"))
    yield "countries", _joined(entry.get("countries"))
    yield "positions", _joined(entry.get("positions"), "; ")
    yield "identifiers", _joined(entry.get("identifiers"))
    yield "programmes", _joined(entry.get("programs"))
    yield "measures", _joined(entry.get("measures"))
    yield "reason", entry.get("reason") or ""
    yield "remarks", entry.get("remarks") or ""
    yield from _listed("listed", [_period(row) for row in entry.get("periods") or ()])


def _period(row: Mapping[str, date | None]) -> str:
    """One period in words, with what is not known of its ends."""
    day = timedelta(days=1)
    first, after = row["first_listed"], row["listed_after"]
    last, before = row["last_listed"], row["delisted_before"]
    if after is None:
        begun = f"since {first} or before"
    elif first is not None and first - after == day:
        begun = f"since {first}"
    else:
        begun = f"since {first} or before, not on {after}"
    if before is None:
        return f"{begun}, still on {last}, the newest list"
    if last is not None and before - last == day:
        return f"{begun}, until {last}"
    return f"{begun}, until {last} or after, not on {before}"


def _decision(row: Mapping[str, Any], match: Match) -> str:
    places = {match.article_id: "in this article", None: "everywhere"}
    where = places.get(row["article_id"], "in another article")
    what = "withdrawn" if row["decision"] == "candidate" else row["decision"]
    when: datetime = row["decided_at"]
    note = f": {row['note']}" if row["note"] else ""
    return f"{when:%Y-%m-%d %H:%M} {row['decided_by']}: {what} {where}{note}"


def _article(match: Match) -> str:
    day = f"{match.published_date} " if match.published_date else ""
    return f"{day}“{match.title}”" if match.title else f"{day}without a title"


def _some(sentences: Iterable[str]) -> list[str]:
    told = list(sentences)
    more = len(told) - MOST_SENTENCES
    return told[:MOST_SENTENCES] + ([f"… and {more} more sentences"] if more > 0 else [])


def _listed(name: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A pair a line, named once."""
    for number, words in enumerate(lines):
        yield ("" if number else name), words


def _joined(words: Iterable[str] | None, between: str = ", ") -> str:
    return between.join(words or ())


def _one_line(value: object) -> str:
    """Without line ends, which data could use to look like a line of ours."""
    return "" if value is None else plain(" ".join(str(value).split()))
