"""Each name is one member of an event's cast, wherever it is told."""

from __future__ import annotations

from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import earlier_parties
from transforms.sanctions.member_features import beside_others
from transforms.sanctions.parties import Party
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
    earlier = earlier_parties(["Kenya spoke to Peru."])
    cast = cast_of(reading(("Peru", 0)), earlier)
    assert [(m.name, m.where, m.before is not None) for m in cast] == [
        ("Peru", "here", True),
        ("Kenya", "before", True),
    ]


def test_members_of_one_list_share_it():
    peru, chile, kenya = cast_of(reading(("Peru", 0), ("Chile", 0), ("Kenya", 1)), [])
    assert peru.shares_list(chile)
    assert not peru.shares_list(kenya)


def test_the_second_look_knows_who_else_is_likely():
    cast = cast_of(reading(("Peru", 0), ("Chile", 1)), [])
    chances = [
        {"none": 0.1, "issuer": 0.85, "target": 0.05},
        {"none": 0.6, "issuer": 0.4, "target": 0.0},
    ]
    peru, chile = beside_others(cast, chances)
    assert {"first:here:issuer", "first:issuer:most=True", "first:issuer=8:rival=4"} <= peru
    assert {"first:here:none", "first:issuer:most=False", "first:issuer=4:rival=8"} <= chile
