"""Each name is one member of an event's cast, wherever it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transforms.language.keys import entity_key
from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import MOST_NAMES, earlier_parties
from transforms.sanctions.language_rows import Language
from transforms.sanctions.parties import Name, Party, find_parties, in_full, whole_name
from transforms.sanctions.parts import in_role, name_as
from transforms.sanctions.reading import Candidate, Reading, Token


def reading(*parties: tuple[str, int]) -> Reading:
    """A sentence of parties only; the number tells in which list each stands."""
    candidates = tuple(
        Candidate(Party(i, i + 1, name, "state", state=name), i, i + 1, series, i)
        for i, (name, series) in enumerate(parties)
    )
    tokens = tuple(Token("x", i, i + 1, "PROPN", "dep", i) for i in range(len(parties)))
    return Reading("x" * len(parties), tokens, (), (), candidates)


def test_mentions_of_one_name_are_one_member():
    cast = cast_of(reading(("Peru", 0), ("Chile", 1), ("Peru", 2)), [])
    assert [(m.name, len(m.here), m.where) for m in cast] == [
        ("Peru", 2, "here"),
        ("Chile", 1, "here"),
    ]


def test_names_told_before_come_last_and_join_their_mentions_here():
    earlier = earlier_parties([("Kenya spoke to Peru.", ())])
    cast = cast_of(reading(("Peru", 0)), earlier)
    assert [(m.name, m.where, m.before is not None) for m in cast] == [
        ("Peru", "here", True),
        ("Kenya", "before", True),
    ]


def test_members_of_one_list_share_it():
    peru, chile, kenya = cast_of(reading(("Peru", 0), ("Chile", 0), ("Kenya", 1)), [])
    assert peru.shares_list(chile)
    assert not peru.shares_list(kenya)


def test_a_state_inside_another_s_words_shares_no_list():
    told = reading(("Peru", 0), ("Chile", 1))
    (peru, chile) = told.candidates
    inside = replace(chile, party=replace(chile.party, form="inside"), series=peru.series)
    one, other = cast_of(replace(told, candidates=(peru,), inner=(inside,)), [])
    assert (one.name, other.name) == ("Peru", "Chile")
    assert not one.shares_list(other)


def test_people_and_organisations_of_the_sentences_before_are_known():
    sentence = "Kenya freed Ann Roe of the Blue Front."
    names = [
        Name(12, 19, "PERSON", "Ann Roe", None, None),
        Name(27, 37, "ORG", "Blue Front", None, None),
    ]
    earlier = earlier_parties([("Nobody came.", ()), (sentence, names)])
    assert [(e.party.name, e.party.kind) for e in earlier] == [
        ("Kenya", "state"),
        ("Ann Roe", "person"),
        ("Blue Front", "name"),
    ]


def test_of_the_names_before_only_the_last_ones_are_known():
    sentences = [f"Name{i} came." for i in range(5)] + ["Ann and Bob and Cid came."]
    spans = [[(0, 5)]] * 5 + [[(0, 3), (8, 11), (16, 19)]]
    names = [
        [Name(a, b, "PERSON", text[a:b], None, None) for a, b in own]
        for text, own in zip(sentences, spans, strict=True)
    ]
    found = [e.party.name for e in earlier_parties([*zip(sentences, names, strict=True)])]
    assert found == ["Ann", "Bob", "Cid"]
    assert len(found) == MOST_NAMES["person"]


def test_the_first_names_of_a_sentence_are_known_places_among_them():
    words = [f"Name{i}" for i in range(8)]
    labels = ["GPE", *["PERSON"] * 7]
    names = [
        Name(6 * i, 6 * i + 5, label, word, None, None)
        for i, (word, label) in enumerate(zip(words, labels, strict=True))
    ]
    earlier = earlier_parties([(" ".join(words), names)])
    assert [e.party.name for e in earlier] == ["Name0", "Name1", "Name2", "Name3"]
    assert earlier[0].party.form == "place"


def test_a_legislature_acts_itself_and_issues_for_its_state():
    (congress, *_) = find_parties("A bill in the U.S. Congress would lift it.")
    assert name_as("actor", congress) == "United States Congress"
    assert name_as("issuer", congress) == "United States"
    assert in_role("issuer", congress).key == entity_key("country", "United States")
    assert congress.key == in_role("actor", congress).key != in_role("issuer", congress).key


def test_europeans_issue_as_their_union():
    (party,) = find_parties("European sanctions.", [Name(0, 8, "NORP", "European", None, None)])
    assert (name_as("issuer", party), name_as("target", party)) == ("European Union", "European")
    union = in_role("issuer", party)
    assert (union.kind, union.key) == ("body", entity_key("public_body", "European Union"))
    assert (union.country, union.start, union.end) == ("eu", 0, 8)


@pytest.mark.parametrize(
    ("text", "label", "name", "full"),
    [
        ("North Korea sank a ship. The North", "LOC", "North", "North Korea"),
        ("South Korean troops left. The South", "LOC", "South", "South Korea"),
        ("North Korea and South Sudan met in the South", "LOC", "South", "South"),
        ("North Korea heard Oliver North", "PERSON", "North", "North"),
        ("North Korea hit ships up North", "LOC", "North", "North"),
        ("A storm hit the North", "LOC", "North", "North"),
        ("The Maoist party and the Maoists", "NORP", "Maoist", "Maoists"),
        ("The Maoist party", "NORP", "Maoist", "Maoist"),
        ("European troops and Europeans", "NORP", "European", "European"),
    ],
)
def test_a_name_is_told_in_full(text: str, label: str, name: str, full: str) -> None:
    assert in_full(text, text.rindex(name), label, name, {*text.split()}) == full


def test_a_place_that_is_a_state_is_one():
    (party,) = find_parties("The North.", [Name(4, 9, "LOC", "North Korea", None, None)])
    assert (party.kind, party.name, party.start) == ("state", "North Korea", 4)


@pytest.mark.parametrize(
    ("text", "name", "label", "whole"),
    [
        ("with Jamaat-ud-Dawa", "Jamaat", "ORG", "Jamaat-ud-Dawa"),
        ("with Wan Kuok-koi of Macau", "Wan Kuok", "PERSON", "Wan Kuok-koi"),
        ("with Kuok-koi", "Kuok", "ORG", "Kuok"),
        ("the Annan-brokered plan", "Annan", "PERSON", "Annan"),
        ("a Putin-friendly banker", "Putin", "PERSON", "Putin"),
        ("in Putin-era law", "Putin", "PERSON", "Putin"),
        ("the Iraq-al-Qaida links", "Iraq", "GPE", "Iraq"),
        ("the Taliban-al-Qaida alliance", "Taliban", "ORG", "Taliban"),
        ("the Taleban leader Mullah Omar", "Omar", "PERSON", "Mullah Omar"),
        ("the Taleban leader Mullah Omar Roe", "Omar Roe", "PERSON", "Omar Roe"),
        ("Sheikh Zayed Road", "Zayed", "LOC", "Zayed"),
    ],
)
def test_a_name_with_what_belongs_to_it(text: str, name: str, label: str, whole: str) -> None:
    start = text.index(name)
    end, found = whole_name(text, (start, start + len(name)), label)
    assert found == whole
    assert text[start:end] == whole.removeprefix("Mullah ")


def test_all_mentions_of_one_chain_have_its_fuller_name() -> None:
    text = "Mullah Omar fled. Omar is wanted. Jamaat-ud-Dawa gave. Jamaat-ud-Dawa paid."
    spans = [(7, 11, "Omar", "o"), (18, 22, "Omar", "o")]
    spans += [(34, 40, "Jamaat", "j"), (55, 69, "Jamaat-ud-Dawa", "j")]
    told = Language(
        {"a": [(start, end, "PERSON", name, key) for start, end, name, key in spans]},
        {"a": {"o": ("Omar", None), "j": ("Jamaat-ud-Dawa", None)}},
    )
    names = [(name[0], name[1], name[3]) for name in told.names("a", text)]
    assert names == [
        (7, 11, "Mullah Omar"),
        (18, 22, "Mullah Omar"),
        (34, 48, "Jamaat-ud-Dawa"),
        (55, 69, "Jamaat-ud-Dawa"),
    ]


def test_an_adviser_speaks_for_the_state_in_the_name_of_the_office() -> None:
    name = Name(0, 22, "ORG", "U.S. National Security", None, None)
    (office,) = find_parties("U.S. National Security Adviser John Bolton spoke.", [name])
    assert (office.kind, office.state) == ("state", "United States")
