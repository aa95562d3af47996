"""What is asked about a trigger, and the nets that are shipped to answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from transforms.sanctions import nets
from transforms.sanctions.cast import Member
from transforms.sanctions.context import Word
from transforms.sanctions.event_features import of_event, of_governor, of_sense
from transforms.sanctions.member_features import of_members
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Chances, Nets
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

NETS = Path(__file__).with_name("nets.npz")


@cache
def shipped() -> Nets:
    """The nets beside this module."""
    return nets.load(NETS)


def asked_of(
    reading: Reading, trigger: Trigger, cast: Sequence[Member], before: Sequence[Word] = ()
) -> Asked:
    """A trigger with everything that is known of it and of its cast, and the words before."""
    told, governor = of_event(reading, trigger), of_governor(reading, trigger)
    known = {*told, *governor, *_occasion(reading, trigger)}
    members = of_members(reading, trigger, cast, told, governor)
    return Asked(reading, trigger, cast, known, members, before)


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


def best(chances: Chances) -> tuple[str, float]:
    """The likeliest class and its probability."""
    return max(chances.items(), key=lambda pair: pair[1])
