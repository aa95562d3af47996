"""What a run shows in Prefect's pages: progress a stage, tables of counts, the newest sanctions.

Artifacts are a view for people: one that cannot be written is left out, and the run goes on.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.progress import Progress, SourceProgress
from flows.reach import TROUBLE, answers, asking
from flows.told import cell, sanctions_page
from transforms.language.words import ENGLISH

EVERY_SECONDS = 1.0
"""Least time between two writings of one bar: a writing costs the server some 10 ms."""
REJECT_COLUMNS = ("reason", "message", "uri", "record_key", "stage", "last_seen")
"""The page is too narrow for all: why something was rejected comes first."""


def key(*words: str) -> str:
    """An artifact's key: lower-case letters, digits and dashes, as Prefect wants it.

    A name that is changed by that gets some of its hash, so that two names have two histories.
    """
    name = "-".join(words)
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if slug == name:
        return slug
    return f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


@dataclass(slots=True)
class Bar:
    """The progress artifact of one stage, written when it is worth it."""

    key: str
    _id: Any = None
    _shown: float = -1.0
    _last: float = 0.0

    def show(self, share: float, description: str) -> None:
        """Show a share from 0 to 1; the beginning and the end always, in between at times."""
        percent = round(100 * min(share, 1.0), 1)
        now = time.monotonic()
        due = now - self._last >= EVERY_SECONDS or percent == 100
        if percent == self._shown or not due or not answers():
            return
        self._shown, self._last = percent, now
        try:
            with asking():
                if self._id is None:
                    self._id = create_progress_artifact(percent, self.key, description)
                else:
                    update_progress_artifact(self._id, percent, description)
        except TROUBLE:
            self._shown = -1.0


@dataclass(slots=True)
class SourceBars:
    """The bars of one source: reading, making and loading."""

    source: SourceProgress
    bars: dict[str, Bar] = field(default_factory=dict)

    def show(self) -> None:
        """Bring all bars up to date."""
        source, tally = self.source, self.source.tally
        read = 1.0 if source.all_read else tally.files / max(source.files, 1)
        made = max(source.batches_made, 1)
        nothing = source.all_read and not source.batches_made
        of_made = f"of {source.batches_made:,} batches"
        stages = {
            "read": (read, f"{source.files:,} files, {tally.read:,} records"),
            "transform": (
                read * source.batches_transformed / made,
                f"{source.batches_transformed:,} {of_made}",
            ),
            "load": (
                read * source.batches_loaded / made,
                f"{source.batches_loaded:,} {of_made}, {source.loaded:,} articles",
            ),
        }
        for stage, (share, description) in stages.items():
            bar = self.bars.setdefault(stage, Bar(key(source.name, stage)))
            bar.show(1.0 if nothing else share, f"{source.name}, {stage}: {description}")


def counts_table(name: str, sources: Sequence[SourceProgress], description: str) -> None:
    """Write a table of counts, a row a source, and one of all where there are several."""
    rows: list[dict[str, object]] = [{"source": one.name, **one.counts()} for one in sources]
    if len(sources) > 1:
        rows.append({"source": "all", **_sum([one.counts() for one in sources])})
    _table(name, rows, description)


def seconds_table(progress: Progress) -> None:
    """Write the seconds a stage; those inside `transform` are summed over workers."""
    rows: list[dict[str, object]] = [
        {"stage": stage, "seconds": round(seconds, 2)}
        for stage, seconds in progress.seconds.items()
    ]
    _table("stage-seconds", rows, "Seconds a stage; transform is summed over workers.")


def languages_table(progress: Progress) -> None:
    """Write how many articles came in each language, and what was read in them."""
    rows: list[dict[str, object]] = [
        {"language": code, "articles": count, "read": _read_in(code, progress)}
        for code, count in progress.languages.most_common()
    ]
    _table("languages", rows, "Articles loaded, by language.")


def _read_in(code: str, progress: Progress) -> str:
    if code == ENGLISH:
        return "names, roles, quotes, sanctions"
    return "names" if code in progress.annotated else "metadata only"


def rejects_table(rejects: pa.Table) -> None:
    """Write what could not be read, newest first."""
    rows = [{name: cell(row[name]) for name in REJECT_COLUMNS} for row in rejects.to_pylist()]
    told = "What could not be read, and still cannot: the newest of the table rejects."
    _table("rejects", rows, told)


def newest_sanctions(sanctions: pa.Table) -> None:
    """Write the newest sanctions as a page."""
    if answers():
        page = sanctions_page(sanctions.to_pylist())
        with asking():
            create_markdown_artifact(page, "newest-sanctions", "The newest sanctions in the store.")


def _table(name: str, rows: Sequence[Mapping[str, object]], description: str) -> None:
    if answers():
        with asking():
            create_table_artifact([dict(row) for row in rows], name, description)


def _sum(each: Sequence[Mapping[str, int]]) -> dict[str, int]:
    return {name: sum(counts[name] for counts in each) for name in each[0]}
