"""Measure everything that docs/accuracy.md says, and write the figures into it.

usage: python -m bench.accuracy [--check]

The gold sentences and the news go through the whole pipeline as articles, and the scorers beside
the checkout (`../shared/tools`) compare; the corpora of other kinds are read by the names model
alone. `--check` writes nothing and fails where the page says something else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import spacy

from bench import chains
from bench.figures import Span, error_kinds, replaced, single_spaced, table
from bench.listed import pairs_table, screening_table
from bench.recorded import calibration_table, held_out_table
from flows.local import run_local
from flows.settings import Home, Pace, Settings
from flows.steps import Request, plan
from models.train.corpora import read_gold
from models.train.measured import unseen
from models.train.names import measure
from models.train.own import NAMES_TEST, read_own
from models.train.sentence import Sentence
from transforms.language import pipelines
from transforms.language.pipelines import SHIPPED
from transforms.sanctions import calibration
from warehouse.layout import Layout
from warehouse.sql import query

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
PARTS = ("PERSON", "ORG", "PLACE", "NORP", "DATE")
SCORED = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "NORP": "NORP"}
SCORED["DATE"] = "DATE"


def figures(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and Markdown of each block of the page; homes are made in `folder`."""
    dev = list(read_gold(SHARED / "gold" / "ner_dev.jsonl"))
    news = list(read_own(NAMES_TEST, SHARED))
    yield "names", _names("names", dev, folder)
    yield "errors", _errors(dev, folder / "names")
    yield "news", _names("news", news, folder)
    yield "others", _others()
    home = _run(folder / "wikinews", SHARED / "news" / "wikinews_2019.csv")
    yield "chains", _chains(home)
    yield "events", _events(folder)
    recorded = json.loads(calibration.TABLE.read_text(encoding="utf-8"))
    yield "held out", held_out_table(recorded["held_out"])
    yield "unseen", held_out_table(unseen(SHARED, pipelines.load()))
    yield "calibration", calibration_table(recorded)
    yield "name pairs", pairs_table()
    yield "screening", screening_table(folder / "lists")


def _run(home: Path, path: Path) -> Path:
    """Read a file into a new home."""
    request = Request(Home(home), Settings(), (str(path),), None, Pace())
    home.mkdir(parents=True)
    run_local(plan(request), lambda _: None)
    return home


def _scored(tool: str, home: Path, gold: Path) -> dict[str, Any]:
    store = Layout(home).link
    command = [sys.executable, str(SHARED / "tools" / tool), str(store), str(gold)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _names(name: str, sentences: Iterable[Sentence], folder: Path) -> str:
    """Names of gold sentences, each read as an article, by the entity scorer."""
    gold, articles = folder / f"{name}.gold.jsonl", folder / f"{name}.jsonl"
    with gold.open("w") as golden, articles.open("w") as records:
        for s in map(single_spaced, sentences):
            entities = [{"start": e.start, "end": e.end, "label": e.label} for e in s.spans]
            golden.write(json.dumps({"id": s.key, "text": s.text, "entities": entities}) + "\n")
            records.write(json.dumps({"id": s.key, "text": s.text}) + "\n")
    told = _scored("score_entities.py", _run(folder / name, articles), gold)
    return table(
        ("", "P", "R", "F1", "spans"),
        [(part, *_prf(told[part])) for part in ("names", *PARTS)],
    )


def _prf(told: Mapping[str, float]) -> tuple[str, ...]:
    return (*(f"{told[key]:.3f}" for key in ("p", "r", "f1")), f"{told['n']:.0f}")


def _errors(sentences: Iterable[Sentence], home: Path) -> str:
    """What is wrong with the names of gold sentences, counted by kind and label."""
    rows = query(
        Layout(home),
        "SELECT record_key, text, start_char, end_char, label FROM articles"
        " JOIN mentions USING (article_id)",
    ).to_pylist()
    found: dict[str, set[Span]] = {}
    for row in rows:
        if row["label"] in SCORED:
            span = (row["start_char"], row["end_char"], SCORED[row["label"]])
            found.setdefault(row["record_key"], set()).add(span)
    counts: Counter[tuple[str, str]] = Counter()
    for s in sentences:
        gold = {(e.start, e.end, SCORED[e.label]) for e in s.spans if e.label in SCORED}
        counts.update(error_kinds(gold, found.get(s.key, set())))
    kinds = ("span", "label", "span and label", "missed", "false")
    return table(
        ("", *kinds), [(part, *(str(counts[kind, part]) for kind in kinds)) for part in PARTS]
    )


def _others() -> str:
    """The names model alone on corpora of other kinds, in their own labels."""
    told = measure(spacy.load(SHIPPED / "names"), SHARED)
    rows = []
    for name, title, parts in (
        ("uner_test", "UNER English Web Treebank, test", ("PERSON", "ORG", "LOC")),
        ("wikigold", "wikigold (Wikipedia)", ("PERSON", "ORG", "LOC", "MISC")),
    ):
        each = ", ".join(f"{part} {told[name][part]['f1']:.3f}" for part in parts)
        rows.append((title, *_prf(told[name]["names"]), each))
    return table(("", "P", "R", "F1", "spans", "F1 by label"), rows)


def _chains(home: Path) -> str:
    parts = {part: chains.score(home, part) for part in ("dev", "test")}
    named = {part: {row[0]: row for row in told.rows()} for part, told in parts.items()}
    rows = []
    for name in named["dev"]:
        cells = [name]
        for part in ("dev", "test"):
            _, p, r, f1, n = named[part][name]
            cells += [f"{p:.2f}", f"{r:.2f}", f"{f1:.2f}", str(n)]
        rows.append(tuple(cells))
    head = ("", *("dev P", "R", "F1", "n"), *("test P", "R", "F1", "n"))
    return table(head, rows)


def _events(folder: Path) -> str:
    gold, articles = SHARED / "gold" / "sanctions_dev.jsonl", folder / "events.jsonl"
    tool = SHARED / "tools" / "gold_to_articles.py"
    subprocess.run([sys.executable, str(tool), str(gold), str(articles)], check=True)
    told = _scored("score_events.py", _run(folder / "events", articles), gold)
    fields = ("event", "strict", "detection", "issuers", "targets")
    shares = ("action_family", "status_family", "action", "status")
    rows = [(field, *_prf(told[field])) for field in fields]
    rows += [(f"{share} right", f"{told[share]:.3f}", "", "", "") for share in shares]
    rows.append(("traps left alone", str(told["traps_clean"]), "", "", ""))
    return table(("", "P", "R", "F1", "n"), rows)


def main() -> None:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        made = page
        for name, block in figures(Path(folder)):
            print(f"{name}\n\n{block}\n", flush=True)
            made = replaced(made, name, block)
    if given.check and made != page:
        sys.exit(f"{PAGE.name} says something else: run `make accuracy`")
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
