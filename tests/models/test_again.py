"""Second labels: they belong to the first ones, and agreement counts what agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.train.again import agree, read_again
from models.train.labelled import read_own

SHARED = Path(__file__).resolve().parents[2] / "../shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="the corpora do not lie beside the checkout"
)
TEXT = "Peru banned two banks and lifted the embargo on Chad."
BAN: dict[str, object] = {
    "trigger": [5, 11], "action": "impose", "status": "actual", "issuers": ["Peru"],
    "actors": [], "targets": [{"named": False, "span": [12, 21]}],
}  # fmt: skip
LIFT: dict[str, object] = {
    "trigger": [37, 44], "action": "lift", "status": "actual", "issuers": ["Peru"],
    "actors": [], "targets": [{"named": True, "name": "Chad"}],
}  # fmt: skip


def second(tmp_path: Path, *events: dict[str, object]) -> Path:
    labels = tmp_path / "again.jsonl"
    labels.write_text(json.dumps({"id": "voa-1", "events": events}) + "\n")
    return labels


def test_events_are_paired_by_what_agrees_and_not_by_their_order(tmp_path):
    first: dict[str, dict[str, object]] = {"voa-1": {"id": "voa-1", "text": TEXT}}
    both = list(read_again(first, second(tmp_path, BAN, LIFT)))
    first["voa-1"]["events"] = both[0]["events"][::-1]
    assert agree(first, both)["written behind news"]["event"] == 1.0
    other = list(read_again(first, second(tmp_path, {**LIFT, "status": "demanded"}, BAN)))
    told = agree(first, other)["written behind news"]
    assert (told["event"], told["detection"], told["issuers"]) == (0.5, 1.0, 1.0)
    fewer = list(read_again(first, second(tmp_path, LIFT)))
    assert agree(first, fewer)["written behind news"]["detection"] == pytest.approx(0.667)


@needs_shared
def test_second_labels_are_of_sentences_that_are_trained_on():
    first = {gold["id"]: gold for gold in read_own(SHARED)}
    again = list(read_again(first))
    assert len(again) == len({gold["id"] for gold in again}) == 1900
    assert all(e["trigger"] in gold["text"] for gold in again for e in gold["events"])
