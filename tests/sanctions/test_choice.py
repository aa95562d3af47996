"""Targets are chosen together: what two members cannot both be counts against the pair."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from transforms.sanctions import choice
from transforms.sanctions.cast import Member
from transforms.sanctions.choice import (
    Contender,
    choose,
    features_of,
    likely_of,
    sets_of,
    terms_of,
)
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import Part
from transforms.sanctions.reading import Candidate


def candidate(name: str, chance: float, span: tuple[int, int], kind: str) -> Contender:
    """All of them stand in one list."""
    party = Party(*span, name, kind)
    here = [Candidate(party, 0, 1, 0, 0)]
    chances = {"none": 1 - chance, "issuer": 0.0, "target": chance, "actor": 0.0}
    return Contender(Member(name, here), chances, Part("target", name, party, chance))


GROUP = candidate("members of the Taliban", 0.98, (10, 32), "group")
INNER = candidate("Taliban", 0.97, (25, 32), "name")
OTHER = candidate("Haiti", 0.97, (40, 45), "state")


def names(judged: list[Contender]) -> list[str]:
    return [one.part.name for one in judged]


def test_a_name_in_the_words_of_a_target_is_no_second_target():
    assert names(choose([INNER, GROUP], "noun")) == ["members of the Taliban"]
    assert names(choose([GROUP, OTHER], "noun")) == ["members of the Taliban", "Haiti"]


def test_who_is_chosen_stands_in_the_order_of_the_cast():
    unsure = candidate("Chad", 0.9, (50, 54), "state")
    assert names(choose([unsure, OTHER], "noun")) == ["Chad", "Haiti"]


def test_nobody_is_chosen_where_nobody_is_likely():
    assert choose([candidate("Haiti", 0.03, (40, 45), "state")], "noun") == []
    assert choose([], "noun") == []


def test_all_of_a_long_list_are_chosen():
    listed = [candidate(f"N{n}", 0.99 - n / 100, (n * 10, n * 10 + 2), "state") for n in range(12)]
    assert choose(listed, "noun") == listed


def test_a_likelier_member_is_never_left_out_for_it():
    for kind in ("United Nations", "European Union", "Haiti", "group"):
        for chance in (0.6, 0.9, 0.99, 0.9999):
            one = candidate(kind, chance, (10, 20), "body")
            assert choose([one], "noun") == [one]


def test_who_is_likelier_an_issuer_is_no_target():
    one = candidate("Haiti", 0.4, (40, 45), "state")
    one = replace(one, chances={**one.chances, "issuer": 0.5})
    assert likely_of([one]) == []


def test_the_sets_are_all_of_the_likeliest_members():
    crowd = [candidate(f"N{n}", 0.5 - n / 100, (n * 10, n * 10 + 2), "state") for n in range(12)]
    likely = likely_of([*crowd, candidate("no", 0.01, (900, 902), "state")])
    assert names(likely) == [f"N{n}" for n in range(12)]
    sets = list(sets_of(likely))
    assert len(sets) == len(set(sets)) == 2**choice.MOST
    assert sets[0] == ()


def told(known: list[Contender], chosen: tuple[int, ...]) -> choice.Features:
    return features_of(terms_of(known), chosen, "noun")


def test_what_tells_for_a_set():
    both = told([GROUP, INNER], (0, 1))
    assert both["nested"] == 1
    assert both["takes:group:here"] == both["takes:name:here"] == both["size=2"] == 1
    inner = told([GROUP, INNER], (1,))
    assert inner["host left out"] == 1
    assert inner["out"] == pytest.approx(-3.912, abs=1e-3)
    group = told([GROUP, candidate("Chad", 0.5, (50, 54), "state")], (0,))
    assert not {"host left out", "inner left out"} & group.keys()


def test_every_shipped_weight_is_of_a_known_feature_and_no_chance_tells_against():
    weights = json.loads(choice.WEIGHTS.read_text(encoding="utf-8"))
    assert weights["nested"] < -1
    starts = {
        "size=", "in", "in:", "out", "out:", "takes:", "perhaps ", "one list", "one list:",
        "one before", "one kind", "apart", "apart:", "nested", "host left out", "inner left out",
        "list parted",
    }  # fmt: skip
    known = re.compile("|".join(f"{s}{'' if s[-1] in '=: ' else ':?$'}" for s in sorted(starts)))
    assert all(known.match(name) for name in weights)
    for name, weight in weights.items():
        assert abs(weight) < 10
        assert weight >= 0 or name.partition(":")[0] not in {"in", "out"}
