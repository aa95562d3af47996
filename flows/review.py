"""Deciding on matches: under the store's lock, then resolved and published."""

from __future__ import annotations

from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

from flows.clock import now_utc
from flows.decision_files import read_decisions
from flows.held import Tell, held_store
from flows.settings import Home, make_home
from schemas.errors import BadInput
from warehouse.layout import Layout
from warehouse.resolve import resolve
from warehouse.review import Match, Outcome, Ruling, add_decisions, decide, outcome


def rule(
    home: Home, given: Sequence[str], ruling: Ruling, wait: float, tell: Tell
) -> list[tuple[Match, Outcome]]:
    """Keep a ruling on matches and give what came of it, match by match.

    Raises `BadInput` where there is no store, and as `warehouse.review.decide`.
    """
    if not Layout(home.root).working.exists():
        raise BadInput(f"there is no store in {home.root} yet: `sanctograph run` makes one")
    with held_store(home, wait, tell) as store:
        resolve(store)  # a killed run may have left what it loaded unmatched
        matches = decide(store, given, ruling, now_utc())
        resolve(store)
        return [(match, outcome(store, match, ruling)) for match in matches]


def take(home: Home, path: Path, wait: float, tell: Tell) -> tuple[int, int]:
    """Import decisions; how many the file holds, and how many were not there yet."""
    rows = read_decisions(path)
    make_home(home)
    with held_store(home, wait, tell) as store:
        added = add_decisions(store, rows)
        resolve(store)  # also what an import that was killed has left
    return rows.num_rows, added


def made_ruling(decision: str, by: str | None, note: str | None, *, everywhere: bool) -> Ruling:
    """A ruling by the user who is logged in, unless told. Raises `BadInput` for blank words."""
    try:
        who = getuser() if by is None else by
    except (OSError, KeyError) as error:
        raise BadInput("nobody is logged in by name: say who decides with --by WHO") from error
    for option, words in (("--by", who), ("--note", note)):
        if words is not None and not words.strip():
            raise BadInput(f"{option} is empty")
        if words is not None and not _is_text(words):
            raise BadInput(f"{option} is not text in UTF-8")
    return Ruling(decision, who, note, everywhere)


def _is_text(words: str) -> bool:
    """Whether bytes of the command line could all be read as UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in words)
