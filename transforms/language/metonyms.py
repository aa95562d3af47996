"""When a capital or a seat of power stands for the government: it acts (metonyms.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.language.gazetteer import Names
from transforms.language.kinds import Body, body
from transforms.language.reading import Mention, Reading
from transforms.language.territories import all_metonyms, by_capital, find
from transforms.language.words import read

_CAPITAL_AFTER = re.compile(r"[ -][A-Z]")


def acts(reading: Reading, mention: Mention) -> bool:
    """Whether a seat of government stands for the government: it acts or is acted upon.

    It does as the subject of a verb of acting, as a possessor of policies, after "between" and
    "against"; it does not after "in", "at", "visit", nor where it lies, burns or is hit.
    """
    if find(mention.surface):
        return False
    sentence = reading.sentences[mention.sentence]
    before = reading.text[sentence.start : mention.start]
    after = reading.text[mention.end : sentence.end]
    place, acted_on = _before()
    if place.search(before):
        return False
    if mention.label == "ORG" and not by_capital(mention.surface):
        return True
    return bool(acted_on.search(before)) or _is_subject(before, after)


def seat_of(name: str) -> Body | None:
    """The body whose building is called so: the Defense Department of "the Pentagon"."""
    return body(name) if name in read("metonyms")["seats"]["words"] else None


def seats(reading: Reading) -> Iterator[Mention]:
    """Seats of power: ORG where they are the subject of a verb of acting, FAC behind "in", "at".

    Where they stand otherwise is left to the model.
    """
    place, _ = _before()
    people: dict[str, bool] = {}  # a name of one word is looked for once in the whole text
    for sentence, start, end in reading.told:
        if sentence.block in reading.headlines:
            continue
        for begin, stop, _ in _seats().scan(reading.text, start, end):
            before, after = reading.text[start:begin], reading.text[stop:end]
            name = reading.text[begin:stop]
            if " " in name or name not in people:
                people[name] = _is_person(reading.text, begin, stop)
            if _CAPITAL_AFTER.match(after) or people[name]:
                continue
            if place.search(before):
                yield reading.mention(begin, stop, "FAC")
            elif _is_subject(before, after):
                yield reading.mention(begin, stop, "ORG")


def _is_person(text: str, start: int, stop: int) -> bool:
    """Whether a name goes before it here, or before a single word anywhere: "Jo Whitehall"."""
    name = text[start:stop]
    here = text[:stop] if " " in name else text
    behind = start - 25 if " " in name else 0
    named = rf"(?<=[\w,;] )(?!The |\w+day )[A-Z][\w.-]+ {re.escape(name)}\b"
    return bool(re.search(named, here[max(0, behind) :]))


def _is_subject(before: str, after: str) -> bool:
    state, told, owned = _after()
    if owned.match(after):
        return True
    return not state.match(after) and bool(told.match(after)) and not _governed().search(before)


@cache
def _words(part: str) -> str:
    return "|".join(re.escape(w) for w in read("metonyms")[part]["words"])


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"\b(?:{_words('place_before')})\s+(?:the\s+|central\s+|downtown\s+)?$", re.IGNORECASE
        ),
        re.compile(rf"\b(?:{_words('acts_before')})\s+(?:the\s+|both\s+)?$", re.IGNORECASE),
    )


@cache
def _governed() -> re.Pattern[str]:
    """A preposition before the name, or before another that "and" joins to it."""
    joined = r"(?:[A-Z]\w+(?:, [A-Z]\w+)*,? and )?"
    return re.compile(rf"\b(?i:{_words('governed_by')})\s+(?:the\s+)?{joined}$")


@cache
def _after() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows a name that is only a city, one that acts, and one that owns a policy."""
    helping = rf"\s+(?:(?:{_words('helping')}|\w+ly)\s+)*"
    acting = rf"(?:{_words('acts_after')}|(?!{_words('no_verbs')})[a-z]{{3,}}ed(?!\s+by\b))\b"
    joined = rf"(?:,?\s+and\s+[A-Z]\w+|,\s+(?:{_words('asides')}),)?"
    return (
        re.compile(rf"{helping}(?:{_words('states')})\b", re.IGNORECASE),
        re.compile(rf"{joined}{helping}{acting}"),
        re.compile(rf"['’]s?\s+(?:\w+\s+){{0,2}}(?:{_words('owned')})\b", re.IGNORECASE),
    )


@cache
def _seats() -> Names[str]:
    names = [*all_metonyms(), *read("metonyms")["seats"]["words"]]
    return Names((name, name) for name in names)
