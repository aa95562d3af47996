"""What the regressions and the nets together say of triggers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.sanctions import linear, nets
from transforms.sanctions.cast import Member
from transforms.sanctions.event_features import of_event, of_governor, of_sense
from transforms.sanctions.linear import Linear
from transforms.sanctions.member_features import beside_others, of_members
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Chances, Judged, Nets, mixed
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

WEIGHTS = Path(__file__).with_name("weights.json")
NETS = Path(__file__).with_name("nets.npz")
NETS_SHARE = 0.8
"""How much the nets count beside the regressions, in log odds. Between .4 and 1 event F1 moves by
.02 on sentences that no model has seen."""


@dataclass(frozen=True, slots=True)
class Models:
    """The regressions by name (event, action, status, alone, role), and the nets."""

    regressions: Mapping[str, Linear]
    nets: Nets


@cache
def shipped() -> Models:
    """The weights beside this module."""
    return Models(linear.load(WEIGHTS), nets.load(NETS))


def asked_of(reading: Reading, trigger: Trigger, cast: Sequence[Member]) -> Asked:
    """A trigger with everything that is known of it and of its cast."""
    told = of_event(reading, trigger)
    return Asked(
        reading, trigger, cast, told, of_governor(reading, trigger),
        _occasion(reading, trigger), of_members(reading, trigger, cast, told),
    )  # fmt: skip


def _occasion(reading: Reading, trigger: Trigger) -> list[str]:
    """What the sentence is about, and where a trigger stands among those in it."""
    triggers = reading.triggers
    order = triggers.index(trigger)
    return [
        *of_sense(reading, trigger),
        f"order={min(order, 3)}", f"of={min(len(triggers), 4)}",
        f"order={min(order, 3)}:{trigger.key}", f"alone={len(triggers) == 1}",
        f"after={triggers[order - 1].key if order else '^'}:{trigger.key}",
    ]  # fmt: skip


def judge(asked: Sequence[Asked], models: Models) -> list[Judged]:
    """What is said of triggers, in order; cheaper for many at once."""
    pairs = zip(asked, models.nets.judge(asked), strict=True)
    return [_together(one, said, models.regressions) for one, said in pairs]


def _together(one: Asked, said: Judged, models: Mapping[str, Linear]) -> Judged:
    own = models["event"].chances(one.sense)
    event = _mixed(own, {"yes": said.event, "no": 1 - said.event})
    action = _mixed(models["action"].chances(one.meaning), said.action)
    status = models["status"].chances(one.meaning_of(best(action)[0]))
    roles = [
        _mixed(mine, theirs) for mine, theirs in zip(_roles(one, models), said.roles, strict=True)
    ]
    return Judged(event["yes"], action, _mixed(status, said.status), roles)


def _roles(one: Asked, models: Mapping[str, Linear]) -> list[dict[str, float]]:
    """The chances of each role for every member, looked at alone and then beside the others."""
    alone = [models["alone"].chances(told) for told in one.members]
    beside = beside_others(one.cast, alone)
    return [
        models["role"].chances([*told, *more])
        for told, more in zip(one.members, beside, strict=True)
    ]


def _mixed(one: Chances, other: Chances) -> dict[str, float]:
    return mixed(one, other, NETS_SHARE)


def best(chances: Chances) -> tuple[str, float]:
    """The likeliest class and its probability."""
    return max(chances.items(), key=lambda pair: pair[1])
