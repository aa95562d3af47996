"""Articles in other languages, read by the pipeline that was given for theirs."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language

from tests.language.conftest import article
from tests.language.conftest import pipelines as english
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines


def german(**names: str) -> Language:
    nlp = spacy.blank("de")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": label, "pattern": n.replace("_", " ")} for n, label in names.items()]
    )
    return nlp


@pytest.fixture(scope="module")
def told() -> dict[str, list[dict[str, Any]]]:
    nlp = german(
        Russland="LOC", Wladimir_Putin="PER", Putin="PER", Berlin="LOC", Gazprom="ORG",
        Vereinten_Nationen="ORG", heute="MISC",
    )  # fmt: skip
    models = Pipelines(english({}).names, "given 0", others={"de": nlp})
    text = (
        "Wladimir Putin sprach heute in Berlin. „Russland“ und Gazprom, sagte Putin, haben die"
        " Vereinten Nationen gefragt."
    )
    articles, blocks = article(text, language="de")
    tables, rejects = annotate(articles, blocks, models)
    assert rejects == []
    return {name: rows.to_pylist() for name, rows in tables.items()}


def test_what_the_pipeline_finds_stands_under_our_labels(told):
    assert [(m["surface"], m["label"], m["form"]) for m in told["mentions"]] == [
        ("Wladimir Putin", "PERSON", "name"),
        ("Berlin", "LOC", "name"),
        ("Russland", "GPE", "name"),
        ("Gazprom", "ORG", "name"),
        ("Putin", "PERSON", "surname"),
        ("Vereinten Nationen", "ORG", "name"),
    ]


def test_a_state_is_the_same_entity_in_every_language(told):
    chains = {c["name"]: (c["kind"], c["country"], c["entity_key"]) for c in told["chains"]}
    assert chains["Russia"][:2] == ("country", "ru")
    articles, blocks = article("Russia agreed.")
    tables, _ = annotate(articles, blocks, english({"Russia": "GPE"}))
    assert chains["Russia"][2] == tables["chains"]["entity_key"][0].as_py()


def test_roles_and_quotes_are_read_in_english_alone(told):
    assert told["roles"] == told["quotes"] == []


def test_a_language_without_a_pipeline_gets_no_annotations():
    articles, blocks = article("Wladimir Poutine est à Paris.", language="fr")
    models = Pipelines(english({"Paris": "GPE"}).names, "given 0", others={"de": german()})
    tables, rejects = annotate(articles, blocks, models)
    assert rejects == []
    assert all(rows.num_rows == 0 for rows in tables.values())


def test_a_language_that_cldr_does_not_know_has_no_names_of_states():
    nlp = spacy.blank("xx")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": "Russia"}])
    models = Pipelines(english({}).names, "given 0", others={"xx": nlp})
    tables, _ = annotate(*article("In Russia.", language="xx"), models)
    assert tables["mentions"].to_pylist()[0]["label"] == "LOC"
