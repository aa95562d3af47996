"""Our own labels lead to the sentences that were labelled, and none is measured on twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.train.own import NAMES, NAMES_TEST, digest, read_own
from models.train.sentence import LABELS

SHARED = Path(__file__).resolve().parents[2] / "../shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="the corpora do not lie beside the checkout"
)


def lay_out(shared: Path) -> None:
    """A folder of data with one sentence of lines about sanctions and one article."""
    (shared / "prose").mkdir(parents=True)
    (shared / "news").mkdir()
    line = {"id": "wpce:1", "text": "Iran agreed."}
    (shared / "prose/sentences.jsonl").write_text(json.dumps(line) + "\n")
    (shared / "news/wikinews_2019.csv").write_text('url,text\nu,"Rain.\n\nOslo slept."\n')


def test_labels_find_their_texts(tmp_path):
    lay_out(tmp_path)
    labels = tmp_path / "labels.jsonl"
    rows = [
        {"id": "wpce:1", "sha256": digest("Iran agreed."), "entities": [[0, 4, "GPE"]]},
        {"id": "wikinews-0#7-18", "sha256": digest("Oslo slept."), "entities": [[0, 4, "GPE"]]},
    ]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    first, second = read_own(labels, tmp_path)
    assert (first.text, first.text[: first.spans[0].end]) == ("Iran agreed.", "Iran")
    assert (second.text, second.text[: second.spans[0].end]) == ("Oslo slept.", "Oslo")


@pytest.mark.parametrize("row", [{"id": "wpce:1", "sha256": "0"}, {"id": "wpce:2", "sha256": "0"}])
def test_another_text_is_refused(tmp_path, row):
    lay_out(tmp_path)
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({**row, "entities": []}) + "\n")
    with pytest.raises(ValueError, match=f"the text of {row['id']} is not the one labelled"):
        list(read_own(labels, tmp_path))


@needs_shared
def test_the_labels_in_the_clone_belong_to_the_data():
    train, test = (list(read_own(path, SHARED)) for path in (NAMES, NAMES_TEST))
    assert (len(train), len(test)) == (3227, 99)
    for sentence in (*train, *test):
        for span in sentence.spans:
            words = sentence.text[span.start : span.end]
            assert words
            assert words == words.strip()
            assert span.label in LABELS


def test_no_article_of_the_test_is_trained_on():
    def articles(path: Path) -> set[str]:
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        return {row["id"].split("#")[0] for row in rows if row["id"].startswith("wikinews-")}

    assert len(articles(NAMES_TEST)) > 15
    assert articles(NAMES).isdisjoint(articles(NAMES_TEST))
