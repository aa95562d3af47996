"""Programmes named in running text by law, list or number, and which of several is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.programs.additions import added_names, never_in_prose, prose_nouns
from transforms.programs.instruments import find_instruments, issued_by
from transforms.programs.programs import Program, numbered, programs

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_AROUND = re.compile(r"^The\s+|\s*\([^)]*\)\s*$|(?:\s+of)?\s+(?:19|20)\d\d$")
EVERYWHERE = frozenset({"zz", "ip"})


@dataclass(frozen=True, slots=True)
class Named:
    """A programme named at `start`..`end`: the keys that its name may mean, in their order.

    `issuer` is the state or body that issues such an instrument, where it has a number.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    issuer: str | None = None


def named_in(text: str, issuer: str | None = None) -> list[Named]:
    """The programmes that a text names, in its order; longer names win over those inside them.

    `issuer` narrows to the programmes of an authority (us_ofac) or of a state or body (us).
    """
    found = list(dict.fromkeys([*_numbers(text), *_names(text)]))
    if issuer is not None:
        found = [Named(n.start, n.end, _of(n.keys, issuer), n.issuer) for n in found]
    kept: list[Named] = []
    for named in sorted(found, key=lambda n: n.start - n.end):
        if named.keys and not any(_inside(named, k) for k in kept):
            kept.append(named)
    return sorted(kept, key=lambda n: (n.start, n.end, n.keys))


def _inside(named: Named, other: Named) -> bool:
    span, outer = (named.start, named.end), (other.start, other.end)
    return span != outer and outer[0] < span[1] and span[0] < outer[1]


def _of(keys: Collection[str], issuer: str) -> tuple[str, ...]:
    told = ((key, programs()[key]) for key in keys)
    return tuple(key for key, p in told if issuer in {p.issuer, p.country})


def _numbers(text: str) -> list[Named]:
    return [
        Named(told.start, told.end, tuple(sorted(keys)), issued_by(told.instrument.kind))
        for told in find_instruments(text)
        if (keys := numbered().get(told.instrument))
    ]


def _names(text: str) -> list[Named]:
    words = [(m.start(), m.end(), m.group().replace("’", "'")) for m in _WORD.finditer(text)]
    found = []
    for at, (start, _, first) in enumerate(words):
        for name, keys in _by_first_word().get(first.casefold(), ()):
            run = words[at : at + len(name)]
            if len(run) == len(name) and all(map(_same, name, (w for _, _, w in run))):
                found.append(Named(start, run[-1][1], keys))
    return found


def _same(told: str, word: str) -> bool:
    """Whether a word of the text is that of a name; a capital there is one here too."""
    if told.casefold() != word.casefold():
        return False
    return not told[0].isupper() or word[0].isupper()


@cache
def _by_first_word() -> Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]:
    names: dict[tuple[str, ...], set[str]] = {}
    for key, program in programs().items():
        for name in _prose_names(program):
            names.setdefault(_words(name), set()).add(key)
    for added in added_names():
        for name in added.names:
            names[_words(name)] = set(added.keys)
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for words, keys in names.items():
        found.setdefault(words[0].casefold(), []).append((words, tuple(sorted(keys))))
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(w.replace("’", "'") for w in _WORD.findall(name))


def _prose_names(program: Program) -> list[str]:
    """Those names of the table that prose may use: of two words and more, one a law's or list's.

    Numbers are told by their instruments, and codes of a few letters ("UKR") stand for too much.
    """
    told = (_AROUND.sub("", name) for name in (program.title, *program.aliases))
    return [
        name
        for name in told
        if len(_words(name)) > 1
        and prose_nouns() & {w.casefold() for w in _words(name)}
        and name not in never_in_prose()
        and not any(find_instruments(name))
    ]


def meant(
    named: Collection[Named],
    issuers: Collection[str] = (),
    authorities: Collection[str] = (),
    targets: Collection[str] = (),
) -> str | None:
    """The key of the one programme that is meant by all of `named`, or None.

    `issuers` and `targets` are codes of countries and bodies, `authorities` keys (us_ofac). Where
    issuers are known only their programmes count, else those of the body that issues such an
    instrument; of several, those of the authority and those for the target's country.
    """
    sets = [s for n in named if (s := set(_fitting(n, issuers, authorities, targets)))]
    common = set.intersection(*sets) if sets else set()
    return common.pop() if len(common) == 1 else None


def _fitting(
    named: Named, issuers: Collection[str], authorities: Collection[str], targets: Collection[str]
) -> list[str]:
    known = set(issuers) or ({named.issuer} if named.issuer else set())
    told = [programs()[key] for key in named.keys]
    told = [p for p in told if not known or p.country in known]
    told = [p for p in told if p.issuer in authorities] or told
    if len(told) > 1 and targets:
        near = [p for p in told if set(p.territories) & set(targets)]
        told = near or [p for p in told if not p.territories or EVERYWHERE & set(p.territories)]
    return [p.key for p in told]
