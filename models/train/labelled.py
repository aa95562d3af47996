"""Labelled sentences of sanctions: the gold ones, and our own by id, offsets or whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .corpora import held_out, read_gmb
from .own import FOLDER, digest
from .sentence import folded

Gold = Mapping[str, Any]
GOLD = "gold/sanctions_train.jsonl"
MEASURING = ("gold/sanctions_dev.jsonl", "gold/ner_dev.jsonl")
OWN = tuple(sorted((FOLDER / "sanctions").glob("*.jsonl")))
"""Our own labels: sentences of others by id, our own ones whole, some behind a passage of GMB."""
UNSEEN = Path(__file__).parents[2] / "bench" / "gold" / "sanctions_unseen.jsonl"
"""Sentences that are measured on and never trained on, labelled as our own are."""


def read_all(shared: Path) -> list[Gold]:
    """All sentences to train on, as `sanctions_train.jsonl` has them; none of a measuring set."""
    excluded = held_out(shared / name for name in MEASURING)
    with (shared / GOLD).open(encoding="utf-8") as lines:
        found = [*map(json.loads, lines), *read_own(shared)]
    return [gold for gold in found if folded(gold["text"]) not in excluded]


def read_texts(shared: Path, golds: Iterable[Gold]) -> list[str]:
    """Sentences without labels, each once: GMB, `prose/` and those of `golds`; none of `MEASURING`
    and `UNSEEN`.
    """
    excluded = held_out([*(shared / name for name in MEASURING), UNSEEN])
    labelled = (gold["text"] for gold in golds)
    prose = (text for text, _ in _prose(shared).values())
    found = {folded(t): t for t in (*_gmb(shared).values(), *prose, *labelled)}
    return [text for key, text in found.items() if key not in excluded]


def read_own(shared: Path, files: Iterable[Path] = OWN) -> Iterator[Gold]:
    """Our own labelled sentences, with text and context.

    A line has `events` and `trap` of SANCTIONS_GUIDE.md, with offsets for words of the text, and
    either `text` and `context`, or `text` and `behind` (`gmb-N+M`: the M sentences of GMB from N
    on), or `sha256` for the sentence of `prose/sentences.jsonl` or `news/` with its `id`. Raises
    `ValueError` where a text is not the one that was labelled.
    """
    rows = [json.loads(r) for f in files for r in f.read_text(encoding="utf-8").splitlines()]
    prose = _prose(shared)
    gmb = _gmb(shared) if any("behind" in row for row in rows) else {}
    order = list(gmb)
    places = {key: place for place, key in enumerate(order)}
    for row in rows:
        if "behind" in row:
            key, _, count = row["behind"].partition("+")
            keys = order[places[key] : places[key] + int(count)]
            text, context = row["text"], " ".join(gmb[k] for k in keys)
        elif "sha256" in row:
            text, context = prose.get(row["id"], ("", ""))
            if digest(text) != row["sha256"]:
                raise ValueError(f"the text of {row['id']} is not the one labelled")
        else:
            text, context = row["text"], row["context"]
        events = [event_in(event, text) for event in row["events"]]
        yield {"id": row["id"], "text": text, "context": context, "events": events}


def event_in(event: Gold, text: str) -> Gold:
    """A labelled event with the words of its text for offsets."""
    targets = [
        {"named": t["named"], "name": text[slice(*t["span"])] if "span" in t else t["name"]}
        for t in event["targets"]
    ]
    return {**event, "trigger": text[slice(*event["trigger"])], "targets": targets}


def _prose(shared: Path) -> dict[str, tuple[str, str]]:
    with (shared / "prose/sentences.jsonl").open(encoding="utf-8") as lines:
        return {item["id"]: (item["text"], item["context"]) for item in map(json.loads, lines)}


def _gmb(shared: Path) -> dict[str, str]:
    return {s.key: s.text for s in read_gmb(shared / "corpora/gmb_ner.csv.gz")}
