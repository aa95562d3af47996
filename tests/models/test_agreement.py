"""Where a found event agrees with a labelled one."""

from __future__ import annotations

from collections import Counter

from models.train.agreement import agreement, shares
from models.train.items import role_of
from transforms.sanctions.cast import Member
from transforms.sanctions.frames import Frame
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import Part
from transforms.sanctions.reading import Candidate
from transforms.sanctions.triggers import Trigger

GOLD = {
    "action": "tighten",
    "status": "demanded",
    "issuers": ["Peru"],
    "targets": [{"name": "Chilean wine exporters", "named": False}],
}


def frame(action: str, status: str, *parts: tuple[str, str]) -> Frame:
    told = [Part(role, name, Party(0, 1, name, "name"), 0.9) for role, name in parts]
    return Frame(Trigger(0, 1, "sanctions", "noun", (), None), action, status, 0.9, told)


def test_families_and_half_of_a_groups_words_agree():
    found = frame("impose", "threatened", ("issuer", "Peru"), ("target", "wine exporters"))
    assert agreement(found, GOLD) == {
        "action": False,
        "status": False,
        "action_family": True,
        "status_family": True,
        "issuers": True,
        "targets": True,
    }


def test_a_party_too_many_is_wrong():
    found = frame("tighten", "demanded", ("target", "wine exporters"), ("target", "Chile"))
    told = agreement(found, GOLD)
    assert (told["issuers"], told["targets"], told["status"]) == (False, False, True)


def test_f1_counts_what_was_found_and_what_was_labelled():
    counts = Counter(labelled=8, found=12, paired=6, event=5, strict=2, issuers=3)
    told = shares(counts)
    assert (told["event"], told["strict"], told["detection"]) == (0.5, 0.2, 0.6)
    assert (told["issuers"], told["targets"]) == (0.5, 0.0)


def test_two_names_of_one_party_agree():
    gold = {**GOLD, "targets": [{"name": "Palestinian Authority", "named": True}]}
    found = frame("tighten", "demanded", ("issuer", "Peru"), ("target", "Palestine"))
    assert agreement(found, gold)["targets"]


def test_a_label_may_have_a_name_as_the_sentence_writes_it():
    text = "Sanctions on the Talibs stay."
    event = {"targets": [{"name": "Talibs", "named": True}], "issuers": [], "actors": []}
    party = Party(17, 23, "Islamic Emirate", "name")
    member = Member("Islamic Emirate", [Candidate(party, 3, 4, 0, 3)])
    assert role_of(event, member, text) == "target"


def test_a_legislature_is_the_state_that_issues_and_itself_when_it_acts():
    congress = Party(0, 8, "United States Congress", "body", issues_for="United States")
    member = Member("United States Congress", [Candidate(congress, 0, 1, 0, 0)])
    issuing = {"targets": [], "issuers": ["United States"], "actors": []}
    acting = {"targets": [], "issuers": [], "actors": ["United States Congress"]}
    assert role_of(issuing, member, "Congress") == "issuer"
    assert role_of(acting, member, "Congress") == "actor"
