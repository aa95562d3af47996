"""Targets are chosen together: what two members cannot both be counts against the pair."""

from __future__ import annotations

import json

import pytest

from transforms.sanctions import choice
from transforms.sanctions.cast import Member
from transforms.sanctions.choice import Candidate, choose, features_of, likely_of, sets_of
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import Part
from transforms.sanctions.reading import Candidate as Mention


def candidate(name: str, chance: float, span: tuple[int, int], kind: str) -> Candidate:
    """All of them stand in one list."""
    party = Party(*span, name, kind)
    here = [Mention(party, 0, 1, 0, 0)]
    chances = {"none": 1 - chance, "issuer": 0.0, "target": chance, "actor": 0.0}
    return Candidate(Member(name, here), chances, Part("target", name, party, chance))


GROUP = candidate("members of the Taliban", 0.98, (10, 32), "group")
INNER = candidate("Taliban", 0.97, (25, 32), "name")
OTHER = candidate("Haiti", 0.97, (40, 45), "state")


def names(judged: list[Candidate]) -> list[str]:
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


def test_the_sets_are_all_of_the_likeliest_members_and_few():
    crowd = [candidate(f"N{n}", 0.5 - n / 100, (n * 10, n * 10 + 2), "state") for n in range(12)]
    likely = likely_of([*crowd, candidate("no", 0.01, (900, 902), "state")])
    assert names(likely) == [f"N{n}" for n in range(choice.MOST)]
    sets = list(sets_of(likely))
    assert len(sets) == len(set(sets)) == 120
    assert sets[0] == ()
    assert max(map(len, sets)) == choice.LARGEST


def test_what_tells_for_a_set():
    told = features_of([GROUP, INNER], (0, 1), "noun")
    assert told["nested"] == 1
    assert told["takes:group:here"] == told["takes:name:here"] == told["size=2"] == 1
    told = features_of([GROUP, INNER], (1,), "noun")
    assert told["host left out"] == told["likeliest left out"] == 1
    assert told["out"] == pytest.approx(-3.912, abs=1e-3)
    told = features_of([GROUP, candidate("Chad", 0.5, (50, 54), "state")], (0,), "noun")
    assert told["host left out"] == told["inner left out"] == 0


def test_every_shipped_weight_is_of_a_known_feature():
    weights = json.loads(choice.WEIGHTS.read_text(encoding="utf-8"))
    assert weights["nested"] < -1
    starts = (
        "size=", "likeliest left out", "in", "out", "takes:", "perhaps ", "one ", "apart", "nested",
        "host left out", "inner left out", "list parted",
    )  # fmt: skip
    assert all(name.startswith(starts) for name in weights)
