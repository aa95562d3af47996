"""Who is named in a sentence: states, bodies, offices and names, each under its canonical name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from transforms.language import territories
from transforms.language.keys import entity_key
from transforms.sanctions.words import word_list

BODIES = Path(__file__).with_name("bodies.toml")
HEADS = Path(__file__).with_name("heads.toml")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody told in a sentence; `start` and `end` are offsets in the sentence.

    `kind` is state | body | person | name | group; `form` is name | demonym | metonym
    | place | people | inside (another's words).
    `state` is the canonical name of the state or body that it acts for, if any; `issues_for` that
    of the state whose law it makes (a legislature acts in its own name), or of the body that
    is meant where it issues ("European sanctions").
    """

    start: int
    end: int
    name: str
    kind: str
    form: str = "name"
    country: str | None = None
    state: str | None = None
    key: str | None = None
    authority: str | None = None
    issues_for: str | None = None

    @property
    def named(self) -> bool:
        """Whether it is a name rather than a group's words."""
        return self.kind != "group"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the language stage found, with its chain's canonical name."""

    start: int
    end: int
    label: str
    name: str
    country: str | None
    key: str | None


def in_full(text: str, start: int, label: str, name: str, surfaces: Set[str]) -> str:
    """The name that an event gives for one at `start` of a text: "North Korea" for "the North"
    where the last name before it that begins so is Korea's, and a people as many where it is told
    so ("Tamil Tigers"; `surfaces` are all names as the article writes them).
    """
    if label == "NORP" and name.lower() not in _EUROPE:
        return name + "s" if name + "s" in surfaces else name
    if label not in {"GPE", "LOC"} or name not in _HALVES or not text.endswith(_THE, 0, start):
        return name
    halves = _HALF.findall(text, max(0, start - HALF_REACH), start)
    return f"{name} Korea" if halves and halves[-1].startswith("Korea") else name


def whole_name(text: str, span: tuple[int, int], label: str) -> tuple[int, str]:
    """Where the name at `span` of a text really ends, and the name with what belongs to it: a part
    behind a hyphen ("Jamaat | -ud-Dawa", "Wan Kuok | -koi") and the title without which one word is
    nobody's name ("Mullah Omar").
    """
    start, end = span
    last = end
    if label in _HYPHENATED:
        found = _JOINED.match(text, end)
        if found is None and label == "PERSON" and " " in text[start:end]:
            found = _SYLLABLE.match(text, end)
        if found is not None and found.group() not in _NO_SYLLABLES:
            last = found.end()
    name = text[start:last]
    if label == "PERSON" and " " not in name:
        title = next((t for t in _TITLES if text.endswith(f"{t} ", 0, start)), None)
        name = f"{title} {name}" if title else name
    return last, name


_HYPHENATED = frozenset({"PERSON", "ORG", "NORP"})
_JOINED = re.compile(r"-(?:[eiy]|u[dlnrstz])-[A-Z]\w+")
_SYLLABLE = re.compile(r"-(?!\w*(?:ed|en|ing|ly)\b)[a-z]{2,5}\b")
"""Of a given name in two syllables; none of a word such as "-led"."""
_NO_SYLLABLES = word_list("parties", "no_syllables")
_TITLES = sorted(word_list("parties", "titles_kept"))


_HALVES = frozenset({"North", "South"})
_HALF = re.compile(r"\b(?:North|South)(?:ern)?\s+([A-Z]\w+)")
_THE = ("the ", "The ")
HALF_REACH = 1_000
"""Code points before "the North" in which its full name is looked for: about as many as the
sentences that an event's parties may come from."""


def find_parties(sentence: str, names: Iterable[Name] = ()) -> list[Party]:
    """Everybody named in `sentence`, in order, spans apart; `names` have offsets in it.

    Bodies and states come from gazetteers, all others from `names`.
    """
    found = [*_bodies(sentence), *_states(sentence)]
    taken = sorted((p.start, p.end) for p in found)
    for name in names:
        if name.label in _KINDS:
            inside = [t for t in taken if t[0] < name.end and name.start < t[1]]
            whole = any(t[0] <= name.start and name.end <= t[1] for t in inside)
            if not whole:
                found.append(_named(name))
    return _apart(found)


@cache
def called(name: str) -> Party:
    """The state or body that the gazetteers call so; `name` must be one of theirs."""
    return find_parties(name)[0]


_KINDS = {
    "PERSON": ("person", "name"),
    "ORG": ("name", "name"),
    "GPE": ("name", "place"),
    "LOC": ("name", "place"),
    "NORP": ("name", "people"),
}
"""Kind and form of a party by the label of its name."""


def _named(name: Name) -> Party:
    kind, form = _KINDS[name.label]
    words = re.sub(r"^(?:the|The)\s+", "", name.name)
    state = None
    if form == "place":
        state = next((p for p in _states(name.name) if p.name == name.name), None)
    elif kind == "name":
        state = _ministry_of(name.name)
    if state:
        return replace(state, start=name.start, end=name.end)
    issues_for = "European Union" if name.name.lower() in _EUROPE else None
    return Party(
        name.start, name.end, words, kind, form, name.country, None, name.key,
        issues_for=issues_for,
    )  # fmt: skip


_EUROPE = word_list("parties", "europe")
"""Who issues is then the Union: "European sanctions"."""
_MINISTRY = re.compile(
    r"\b(?:Ministry|Department|Government|Treasury|Embassy|Presidency|Council|National Security)\b"
)


def _ministry_of(name: str) -> Party | None:
    """The state of a ministry, department or government that names it."""
    if not _MINISTRY.search(name):
        return None
    return next((replace(p, form="name") for p in _states(name)), None)


def _bodies(sentence: str) -> list[Party]:
    found: list[Party] = []
    for match in _gazetteer().any_body.finditer(sentence):
        body = _gazetteer().bodies[int((match.lastgroup or "b0")[1:])]
        found.append(replace(body, start=match.start(), end=match.end()))
    return found


def _states(sentence: str) -> list[Party]:
    found: list[Party] = []
    for match in _gazetteer().any_state.finditer(sentence):
        words = match.group()
        form, territory = "name", territories.find(words)
        if territory is None:
            form, territory = "demonym", territories.by_demonym(words)
        if territory is None:
            form, territory = "metonym", territories.by_metonym(words)
        if territory is None or territory.code in {"eu", "un"}:
            continue
        found.append(
            Party(
                match.start(), match.end(), territory.name, "state", form, territory.code,
                territory.name, entity_key("country", territory.name),
            )
        )  # fmt: skip
    return found


def _apart(found: list[Party]) -> list[Party]:
    kept: list[Party] = []
    for party in sorted(found, key=lambda p: (p.start, -p.end, p.kind == "name")):
        if kept and party.start < kept[-1].end:
            if party.end > kept[-1].end and party.kind in {"person", "name"}:
                kept[-1] = party
            continue
        kept.append(party)
    return kept


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    bodies: tuple[Party, ...]
    any_body: re.Pattern[str]
    any_state: re.Pattern[str]


@cache
def _gazetteer() -> _Gazetteer:
    rows = tomllib.loads(BODIES.read_text(encoding="utf-8"))["body"]
    bodies = tuple(_body(row) for row in rows)
    order = sorted(range(len(rows)), key=lambda i: -len(str(rows[i]["pattern"])))
    groups = "|".join(f"(?P<b{i}>{rows[i]['pattern']})" for i in sorted(order))
    names = _state_names()
    joined = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    state = re.compile(rf"(?<![\w.])(?:{joined})(?![\w])(?:(?<=[.])|(?!\.\w))")
    return _Gazetteer(bodies, re.compile(rf"(?<![\w.])(?:{groups})(?!\w)"), state)


def _state_names() -> set[str]:
    names: set[str] = set()
    for name in (*territories.all_names(), *_seats()):
        names.add(name)
    for demonym in territories.all_demonyms():
        names |= {demonym, demonym + "s"}
    return {n for n in names if len(n) > 1 and n[0].isupper()} - _NOT_STATES


_NOT_STATES = frozenset({"Turkeys", "Chads"})


def _seats() -> set[str]:
    index = territories._index()
    return {*index.capitals, *index.metonyms}


def _body(row: Mapping[str, object]) -> Party:
    name, country = str(row["name"]), str(row["country"]) or None
    state = bool(row.get("state"))
    kind = "state" if state else "body"
    stands = name if state or country in {"eu", "un"} else None
    found = territories.find(name) if state else None
    key = entity_key("country", found.name) if found else entity_key("public_body", name)
    authority, issues = str(row["authority"]) or None, row.get("issues_for")
    issues_for = str(issues) if issues else None
    return Party(0, 0, name, kind, "name", country, stands, key, authority, issues_for)


@cache
def heads() -> Mapping[str, frozenset[str]]:
    """The lists of `heads.toml`."""
    raw = tomllib.loads(HEADS.read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}
