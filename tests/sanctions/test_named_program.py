from __future__ import annotations

import pytest

from transforms.sanctions.frames import Frame
from transforms.sanctions.named_program import program_of
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import Part
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

US, UN, CANADA, AU = ("us", None), ("un", "zz_unsc"), ("ca", None), (None, None)
TREASURY = ("us", "us_ofac")


def _program(
    sentence: str,
    issuer: tuple[str | None, str | None] | None,
    target: str | None = None,
    before: list[str] | None = None,
    resolved: bool = False,
) -> str | None:
    at = sentence.index("sanction")
    trigger = Trigger(at, at + 9, "sanctions", "noun", (), None)
    start = -1 if resolved else 0
    parts = []
    if issuer is not None:
        told = Party(start, start + 1, "X", "state", country=issuer[0], authority=issuer[1])
        parts.append(Part("issuer", "X", told, 0.9))
    if target is not None:
        parts.append(
            Part("target", "Y", Party(start, start + 1, "Y", "state", country=target), 0.9)
        )
    frame = Frame(trigger, "impose", "actual", 0.9, parts)
    return program_of(frame, Reading(sentence, (), (), (trigger,), ()), before or [])


@pytest.mark.parametrize(
    ("sentence", "issuer", "target", "key"),
    [
        ("Treasury sanctioned a bank under Executive Order 13224.", US, None, "US-TERR"),
        ("A bank was sanctioned under E.O. 13902.", None, "ir", "US-IRAN"),
        ("It adopted Resolution 1718 with sanctions on Pyongyang.", UN, "kp", "UN-SC1718"),
        ("It was sanctioned under Executive Order 13382.", TREASURY, None, "US-NON-PROLIF"),
        ("It was sanctioned under Executive Order 13382.", US, None, None),
        ("Two judges were sanctioned under the Magnitsky Act.", CANADA, "ru", "CA-JVCFOA"),
        ("Two judges were sanctioned under the Magnitsky Act.", US, "ru", "US-MAGNITSKY"),
        ("Two judges were sanctioned under the Magnitsky Act.", US, "sa", "US-GLOMAG"),
        ("Two judges were sanctioned under the Magnitsky Act.", AU, "sa", None),
        ("Ottawa sanctioned whom Executive Order 13224 lists.", CANADA, None, None),
        ("The sanctions rest on the Caesar Act and the RENACER Act.", US, None, None),
        ("The U.S. Iran sanctions stay.", US, "ir", None),
    ],
)
def test_the_programme_named_in_the_sentence_counts_if_its_issuer_fits(
    sentence: str, issuer: tuple[str | None, str | None] | None, target: str | None, key: str | None
) -> None:
    assert _program(sentence, issuer, target) == key


BEFORE = ["He signed Executive Order 14059 on Monday.", "Four men were named."]


def test_the_sanctions_are_those_of_a_sentence_before_where_the_parties_are_too() -> None:
    assert _program("The sanctions freeze their assets.", US, before=BEFORE, resolved=True) == (
        "US-NARCO"
    )
    assert _program("The sanctions freeze their assets.", US, before=BEFORE) is None
    assert _program("New sanctions are planned.", US, before=BEFORE, resolved=True) is None


def test_a_programme_told_further_back_does_not_count() -> None:
    before = [*BEFORE, "They were arrested."]
    assert _program("The sanctions freeze assets.", US, before=before, resolved=True) is None
