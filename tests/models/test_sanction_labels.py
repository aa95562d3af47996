"""Our own labels of sanctions: they lead to their sentences, and none is measured on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from models.train.corpora import held_out
from models.train.labelled import GOLD, MEASURING, UNSEEN, read_all, read_own, read_texts
from models.train.own import digest
from models.train.sentence import folded
from schemas.vocabularies import VOCABULARIES

SHARED = Path(__file__).resolve().parents[2] / "../shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="the corpora do not lie beside the checkout"
)
EVENT = {"action": "impose", "status": "actual", "issuers": ["Peru"], "actors": []}


def lay_out(shared: Path) -> None:
    (shared / "prose").mkdir(parents=True)
    (shared / "corpora").mkdir()
    line = {"id": "wpce:1", "text": "Peru banned two banks.", "context": "It rained."}
    (shared / "prose/sentences.jsonl").write_text(json.dumps(line) + "\n")
    words = [(n, w) for n, text in enumerate(("It snowed .", "Oslo slept .")) for w in text.split()]
    rows = "".join(f"{n},{word},NN,O\n" for n, word in words)
    with gzip.open(shared / "corpora/gmb_ner.csv.gz", "wt") as file:
        file.write("sentence,word,pos,tag\n" + rows)


def test_labels_find_their_texts(tmp_path):
    lay_out(tmp_path)
    told = [{"named": False, "span": [12, 21]}, {"named": True, "name": "Ocean Bank"}]
    event = {**EVENT, "trigger": [5, 11], "targets": told}
    rows = [
        {"id": "wpce:1", "sha256": digest("Peru banned two banks."), "events": [event]},
        {"id": "voa-1", "text": "Peru slept.", "behind": "gmb-0+2", "events": []},
        {"id": "own-1", "text": "Chad slept.", "context": "It was late.", "events": []},
    ]
    labels = tmp_path / "labels.jsonl"
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    first, second, third = read_own(tmp_path, [labels])
    assert (first["text"], first["context"]) == ("Peru banned two banks.", "It rained.")
    assert first["events"][0]["trigger"] == "banned"
    assert [t["name"] for t in first["events"][0]["targets"]] == ["two banks", "Ocean Bank"]
    assert second["context"] == "It snowed. Oslo slept."
    assert third["context"] == "It was late."


def test_another_text_is_refused(tmp_path):
    lay_out(tmp_path)
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"id": "wpce:1", "sha256": "0", "events": []}) + "\n")
    with pytest.raises(ValueError, match="the text of wpce:1 is not the one labelled"):
        list(read_own(tmp_path, [labels]))


def test_texts_are_read_once_and_none_of_a_measuring_set(tmp_path, monkeypatch):
    lay_out(tmp_path)
    (tmp_path / "gold").mkdir()
    for name, texts in ((GOLD, ["Oslo slept .", "Peru ate."]), (MEASURING[0], ["It snowed."])):
        rows = [{"id": text, "text": text, "context": "", "events": []} for text in texts]
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / MEASURING[1]).write_text("")
    first = json.loads(UNSEEN.read_text(encoding="utf-8").splitlines()[0])["text"]
    with (tmp_path / GOLD).open("a") as file:
        file.write(json.dumps({"id": "u", "text": first, "context": "", "events": []}) + "\n")
    monkeypatch.setattr("models.train.labelled.read_own", lambda _: [])
    assert sorted(read_texts(tmp_path, read_all(tmp_path))) == [
        "Oslo slept .",
        "Peru ate.",
        "Peru banned two banks.",
    ]


@needs_shared
def test_the_labels_in_the_clone_belong_to_the_data_and_none_is_measured_on():
    own = list(read_own(SHARED))
    assert len(own) == 53880
    measured = held_out(SHARED / name for name in MEASURING)
    assert not [gold["id"] for gold in own if folded(gold["text"]) in measured]
    assert len(read_all(SHARED)) == 960 + 53880
    for gold in own:
        for event in gold["events"]:
            assert event["action"] in VOCABULARIES["action"]
            assert event["status"] in VOCABULARIES["status"]
            assert event["trigger"] == event["trigger"].strip() != ""
            assert all(target["name"] for target in event["targets"])
            assert not set(event["actors"]) & set(event["issuers"])
            assert event["measures"] == ["unspecified"] or "unspecified" not in event["measures"]


@needs_shared
def test_what_is_measured_as_unseen_is_not_trained_on():
    unseen = list(read_own(SHARED, [UNSEEN]))
    assert len(unseen) == 948
    trained = {folded(gold["text"]) for gold in read_all(SHARED)}
    assert not [gold["id"] for gold in unseen if folded(gold["text"]) in trained]
