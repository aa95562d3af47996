"""UNER and GUM mark people, organisations and places: they are read in the guide's labels."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

from models.train.corpora import read_uner
from models.train.entity_layer import read_entities
from models.train.sentence import Sentence


def labelled(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text[s.start : s.end], s.label) for s in sentence.spans]


def test_uner_sentence_of_a_weblog_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dev.iob2.gz"
    rows = ["1\tJane\tB-PER\t-", "2\tRoe\tI-PER\t-", "3\tleft\tO\t-", "4\tAsia\tB-LOC\t-"]
    blocks = [
        "\n".join([f"# sent_id = {genre}-1", "# text = Jane Roe left Asia", *rows])
        for genre in ("weblog", "reviews")
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n\n".join(blocks) + "\n\n")
    (sentence,) = read_uner(path)
    assert labelled(sentence) == [("Jane Roe", "PERSON"), ("Asia", "LOC")]


def test_gum_mention_is_cut_to_its_name(tmp_path: Path) -> None:
    words = [
        ("the", "DT", "Entity=(1-organization-new-nssss-cf1-2,4-coref-X"),
        ("University", "NNP", "_"),
        ("of", "IN", "_"),
        ("Oslo", "NNP", "Entity=(2-place-acc:com-nnnnn-cf1-1-coref-Oslo)1)"),
        ("said", "VBD", "_"),
        ("the", "DT", "Entity=(3-person-new-nssss-cf1-2-coref"),
        ("teacher", "NN", "Entity=3)"),
    ]
    rows = [
        "\t".join([str(n), form, form, "X", tag, "_", "0", "root", "_", misc])
        for n, (form, tag, misc) in enumerate(words, start=1)
    ]
    text = "# text = " + " ".join(form for form, *_ in words)
    content = "\n".join([text, *rows, "", ""]).encode()
    path = tmp_path / "gum.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("GUM_news_x.conllu", "GUM_voyage_x.conllu"):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    (sentence,) = read_entities(path)
    assert labelled(sentence) == [("University of Oslo", "ORG")]
