from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import spacy

from schemas.errors import BadInput
from schemas.tables import TABLES
from transforms.language import annotate as module
from transforms.language import people
from transforms.language.annotate import annotate
from transforms.language.pipelines import SHIPPED, Pipelines, load


def blank() -> Pipelines:
    language = spacy.blank("en")
    ruler: Any = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ann Miller"}])
    return Pipelines(language, "given 0")


def articles(*texts: str, language: str | None = "en") -> tuple[pa.Table, pa.Table]:
    rows = [
        {"article_id": f"a{i}", "uri": f"file:{i}", "record_key": str(i), "language": language,
         "text": text}
        for i, text in enumerate(texts)
    ]  # fmt: skip
    blocks = [
        {"article_id": f"a{i}", "ordinal": 0, "kind": "paragraph", "start_char": 0,
         "end_char": len(text), "duplicate_of": None}
        for i, text in enumerate(texts)
    ]  # fmt: skip
    columns = ["article_id", "uri", "record_key", "language", "text"]
    schema = pa.schema([TABLES["articles"].made.field(c) for c in columns])
    return (
        pa.Table.from_pylist(rows, schema=schema),
        pa.Table.from_pylist(blocks, schema=TABLES["blocks"].made),
    )


def test_tables_have_the_stored_columns_but_the_batch() -> None:
    tables, rejects = annotate(*articles("Ann Miller left."), blank())
    assert rejects == []
    assert {n: t.schema for n, t in tables.items()} == {
        n: TABLES[n].made for n in ("mentions", "chains", "roles", "quotes")
    }


def test_no_articles_give_empty_tables() -> None:
    tables, rejects = annotate(*articles(), blank())
    assert rejects == []
    assert {n: t.num_rows for n, t in tables.items()} == {
        "mentions": 0,
        "chains": 0,
        "roles": 0,
        "quotes": 0,
    }


@pytest.mark.parametrize("language", ["de", None])
def test_other_languages_are_not_annotated(language: str | None) -> None:
    tables, _ = annotate(*articles("Ann Miller left.", language=language), blank())
    assert tables["mentions"].num_rows == 0


def test_an_article_that_fails_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    real = people.link_people

    def fails(article_id: str, mentions: Any) -> dict[str, str]:
        told = list(mentions)
        if told[0].start > 0:
            raise ZeroDivisionError
        return real(article_id, told)

    monkeypatch.setattr(module, "link_people", fails)
    texts = ("Ann Miller left.", "Then Ann Miller left.", "Ann Miller stayed.")
    tables, rejects = annotate(*articles(*texts), blank())
    assert tables["mentions"]["article_id"].to_pylist() == ["a0", "a2"]
    assert [(r.uri, r.record_key, r.stage, r.reason) for r in rejects] == [
        ("file:1", "1", "language", "crashed")
    ]


def test_an_article_that_the_model_fails_on_costs_no_other() -> None:
    pipelines = blank()
    real = pipelines.names.make_doc

    def fails(text: str) -> Any:
        if "poison" in text:
            raise ZeroDivisionError
        return real(text)

    pipelines.names.make_doc = fails  # type: ignore[method-assign]
    tables, rejects = annotate(*articles("Ann Miller left.", "A poison."), pipelines)
    assert tables["mentions"]["article_id"].to_pylist() == ["a0"]
    assert [r.uri for r in rejects] == ["file:1"]


def test_the_same_article_gives_the_same_rows() -> None:
    once, _ = annotate(*articles("Ann Miller left.", "“It is far too late,” Ann Miller said."),
                       blank())  # fmt: skip
    again, _ = annotate(*articles("Ann Miller left.", "“It is far too late,” Ann Miller said."),
                        blank())  # fmt: skip
    assert all(once[name].equals(again[name]) for name in once)


def test_a_pipeline_that_is_not_installed_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="python -m spacy download en_core_web_none"):
        load("en_core_web_none")
    with pytest.raises(BadInput, match="check the path"):
        load(str(tmp_path / "nothing"))


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(BadInput, match="finds no names"):
        load(str(tmp_path / "bare"))


def test_a_pipeline_from_a_path_tells_its_version(tmp_path: Path) -> None:
    blank().names.to_disk(tmp_path / "given")
    told = load(str(tmp_path / "given"), str(tmp_path / "given"))
    assert told.versions["names"].startswith("en_pipeline 0.0.0 ")
    assert told.versions["parser"] == told.versions["names"]
    assert [len(doc) for doc in told.parse(["One two.", "Three."])] == [3, 2]


@pytest.mark.skipif(not (SHIPPED / "names").exists(), reason="no shipped model yet")
def test_the_shipped_pipeline_finds_names() -> None:
    tables, _ = annotate(*articles("Egypt's president Hosni Mubarak met Ban Ki-moon."), load())
    assert tables["mentions"]["surface"].to_pylist() == ["Egypt", "Hosni Mubarak", "Ban Ki-moon"]
