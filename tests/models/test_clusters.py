"""Words of one cluster look alike to the names model."""

from __future__ import annotations

import spacy

from models.train import clusters
from models.train.clusters import with_clusters, without_norms
from transforms.language.pipelines import SHIPPED


def test_a_clustered_word_has_its_cluster_for_a_norm(monkeypatch):
    monkeypatch.setattr(clusters, "clusters", lambda: {"Tehran": "c7", "London": "c7"})
    nlp = with_clusters(spacy.blank("en"))
    assert [t.norm_ for t in nlp.make_doc("Tehran Oslo London’s")] == ["c7", "oslo", "c7", "'s"]


def test_a_table_of_norms_that_a_package_brings_is_left_out():
    nlp = spacy.blank("en")
    if "lexeme_norm" not in nlp.vocab.lookups:
        nlp.vocab.lookups.add_table("lexeme_norm", {"cos": "because"})
    assert [t.norm_ for t in without_norms(nlp).make_doc("cos")] == ["cos"]


def test_the_shipped_model_brings_its_clusters():
    nlp = spacy.load(SHIPPED / "names")
    london, paris, said = (nlp.vocab[word].norm_ for word in ("London", "Paris", "said"))
    assert london == paris
    assert london != said
    assert london.startswith("c")
