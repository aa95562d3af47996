"""Labels and spans that a name's own words or its article decide against the model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from transforms.language.appositions import told_organisations
from transforms.language.gazetteer import settled
from transforms.language.keys import normalised
from transforms.language.kinds import body, heads, is_told, is_vessel, kind_of
from transforms.language.reading import Mention, Reading
from transforms.language.territories import NAMES_KEPT, by_capital, by_demonym, by_metonym, find
from transforms.language.words import family_names, first_words, read, titles

DATED = frozenset({"DATE", "MONEY"})

_INNER = re.compile(r"[\"“”\n(\[]")
_IN_PERSON = re.compile(r"\s(?:of|for|at|in|from|told|and)\s|,")
_OWNER = re.compile(r"([^\s'’]+(?: [^\s'’]+)?)['’]s? (?=[A-Z])")
_ARTICLE = re.compile(r"^(?:al|el) ")
_NO_NAME = re.compile(r"[$\[\]]")
_WORD_BEFORE = re.compile(r"([A-Z][\w-]+\.?) $")
_ONE_WORD_BANK = re.compile(r"[A-Z]\w{3,}bank")  # Gazprombank, Sberbank
_HEAD = re.compile(r"(?:The|the) ([A-Z][a-z]+)\b(?!\s+[A-Z])")


def cut(name: str, label: str) -> int:
    """How many code points of a span to keep: none of it runs over quotation marks or brackets."""
    inner = _INNER.search(name, 1)
    stop = inner.start() if inner else len(name)
    if label == "PERSON" and (tail := _IN_PERSON.search(name, 1, stop)):
        stop = tail.start()
    return stop


@lru_cache(NAMES_KEPT)
def by_words(name: str, label: str) -> str:
    """The label that the words of a name give; `label` where they give none."""
    if label in DATED:
        return label
    if known := settled(name) or _listed(name, label):
        return known
    if is_vessel(name):
        return "PRODUCT"
    words = name.split()
    last = name.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].casefold()
    to = _last_words().get((last, label)) if len(words) > 1 else None
    if len(words) == 1 and label == "PERSON" and _ONE_WORD_BANK.fullmatch(name):
        return "ORG"
    return to or ("PERSON" if _titled(words) else label)


def _listed(name: str, label: str) -> str | None:
    """The label of a body, region, seat of power or capital that is on a list."""
    if body(name):
        return "ORG"
    if name in _regions():
        return "LOC"
    if not by_metonym(name) or label not in {"PERSON", "GPE", "LOC", "NORP"}:
        return None
    if not by_capital(name):
        return "FAC"
    return "GPE" if label == "PERSON" and name not in _also_people() else None


def _titled(words: list[str]) -> bool:
    """Whether a span is a title that only people have, and one to three words of a name."""
    front = [w.rstrip(".").casefold() for w in words]
    size = next((i for i, w in enumerate(front) if w not in titles().titles | _people_titles()), 0)
    rest = words[size:]
    return (
        bool(_people_titles() & set(front[:size]))
        and 0 < len(rest) < 4
        and all(w[0].isupper() for w in rest)
        and not is_told(" ".join(rest))
    )


def owned(name: str) -> int:
    """Where a name begins behind its owner: "Russia's Gazprom", "Wikinews' Ann Lee"; 0 if none."""
    match = _OWNER.match(name)
    return match.end() if match and (is_territory(match.group(1)) or match[0][-2] != "s") else 0


def behind_country(text: str, start: int, end: int) -> int:
    """Where a person begins in "president of France Jacques Chirac", given "France Jacques …".

    Returns `start` where the span does not begin with the territory of an office.
    """
    if text[max(0, start - 4) : start] != " of ":
        return start
    words = text[start:end].split(" ")
    for size in (3, 2, 1):
        rest = " ".join(words[size:])
        if find(" ".join(words[:size])) and " " in rest and not is_told(rest):
            return end - len(rest)
    return start


@lru_cache(NAMES_KEPT)
def false_name(name: str, label: str) -> bool:
    """Whether a span is no name at all, whatever the article says: one letter, "US$", "The"."""
    if label in DATED:
        return False
    if len(name) < 2 or _NO_NAME.search(name) or no_name(name):
        return True
    if label == "PERSON":
        first = name.split(" ", maxsplit=1)[0]
        opener = no_name(first) and first not in family_names()
        if opener or any(c.isdigit() for c in name):
            return True
    head = name.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].casefold()
    return " " in name and head in _offices()


def no_name(word: str) -> bool:
    """Whether a capitalised word is a common one that begins a sentence, never a name."""
    return word in first_words() or word in _no_names()


def common_words(reading: Reading, found: Iterable[Mention]) -> set[str]:
    """Single words that are names only where they begin a sentence, and common words elsewhere."""
    elsewhere: set[str] = set()
    first: set[str] = set()
    for mention in found:
        if mention.label in DATED or " " in mention.surface:
            continue
        begins = reading.sentences[mention.sentence].start == mention.start
        (first if begins else elsewhere).add(mention.surface)
    only_first = {w for w in first - elsewhere if not is_territory(w) and w[1:].islower()}
    return {w for w in only_first if re.search(rf"\b{re.escape(w.lower())}\b", reading.text)}


def even_out(reading: Reading, found: list[Mention]) -> None:
    """One name, one label: as introduced with its initials, as a person's, or the most frequent."""
    names = [m for m in found if m.label not in DATED and not m.kind]
    for mention in names:
        if mention.label != "PERSON" and _after_title(reading, mention):
            mention.label, mention.by_rule = "PERSON", True
    told_organisations(reading, names)
    by_name: dict[str, Counter[str]] = {}
    for mention in names:
        by_name.setdefault(mention.surface, Counter())[mention.label] += 1
    ruled, people, firms = _ruled(names), _people(names), _firms(names)
    given = _given_names(names)
    for mention in names:
        name = mention.surface
        counts = by_name[name]
        best, times = counts.most_common(1)[0]
        if name in ruled:
            mention.label = ruled[name]
        elif not is_territory(name) and (
            _bare(name) in people or (mention.label not in {"GPE", "LOC"} and _bare(name) in given)
        ):
            mention.label = "PERSON"
        elif name in firms and not is_territory(name):
            mention.label = "ORG"
        elif times >= 2 * (counts.total() - times) and {best, mention.label} != {"GPE", "LOC"}:
            mention.label = best


def _ruled(names: Iterable[Mention]) -> dict[str, str]:
    """Names whose label a rule gave."""
    ruled = {}
    for mention in names:
        if mention.by_rule:
            ruled[mention.surface] = mention.label
    return ruled


def _people(names: Iterable[Mention]) -> set[str]:
    told = [m for m in names if m.label == "PERSON"]
    full = {_bare(m.surface) for m in told if " " in m.surface}
    titled = {_bare(m.surface) for m in told if m.by_rule}
    for mention in names:
        name = _bare(mention.surface)
        if mention.label in {"GPE", "LOC", "NORP"} and name.rsplit(" ", 1)[-1] in titled:
            full.add(name)
    return full | titled | {name.rsplit(" ", 1)[-1] for name in full}


def _given_names(names: Iterable[Mention]) -> set[str]:
    told = (m.surface for m in names if m.label == "PERSON" and " " in m.surface)
    return {_bare(name.split(" ", 1)[0]) for name in told}


def _bare(name: str) -> str:
    return _ARTICLE.sub("", normalised(name))


def _firms(names: Iterable[Mention]) -> set[str]:
    """First words of firms that stand alone too: "Mahan" of "Mahan Air"."""
    told = (m.surface.split() for m in names if m.label == "ORG")
    return {w[0] for w in told if len(w) == 2 and kind_of(w[1]) == "company"}


def _after_title(reading: Reading, mention: Mention) -> bool:
    """Whether a title that only people have stands right before: "Mayor Adamowicz"."""
    name = mention.surface
    before = _WORD_BEFORE.search(reading.text, max(0, mention.start - 25), mention.start)
    return (
        before is not None
        and before.group(1).rstrip(".").casefold() in _people_titles()
        and len(name.split()) < 4
        and all(w[0].isupper() for w in name.split())
        and not (is_territory(name) or is_told(name) or body(name))
    )


def is_territory(name: str) -> bool:
    """Whether a name is a territory's, its people's, its capital's or its seat of power."""
    return bool(find(name) or by_demonym(name) or by_metonym(name))


def definite_heads(reading: Reading, found: Iterable[Mention]) -> Iterator[Mention]:
    """ "the Party", "the Ministry" in capitals, where a name before ends with that noun."""
    last: dict[str, int] = {}
    for mention in found:
        if mention.label == "ORG" and " " in mention.surface:
            noun = mention.surface.rsplit(" ", 1)[1]
            last.setdefault(noun, mention.end)
    if not last:
        return
    for sentence, start, end in reading.told:
        if sentence.block in reading.headlines:
            continue
        for match in _HEAD.finditer(reading.text, start, end):
            noun = match.group(1)
            if noun.casefold() in heads() and last.get(noun, match.start()) < match.start():
                yield reading.mention(*match.span(1), "ORG", by_rule=True)


@cache
def _last_words() -> dict[tuple[str, str], str]:
    return {
        (word, label): group["to"]
        for group in read("corrections")["last_word"]
        for word in group["words"]
        for label in group["from"]
    }


@cache
def _regions() -> frozenset[str]:
    return frozenset(w for group in read("corrections")["regions"] for w in group["words"])


@cache
def _also_people() -> frozenset[str]:
    return frozenset(read("corrections")["also_people"]["words"])


@cache
def _offices() -> frozenset[str]:
    return frozenset(read("corrections")["offices"]["words"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(read("corrections")["no_names"]["words"])


@cache
def _people_titles() -> frozenset[str]:
    return frozenset(read("corrections")["people_titles"]["words"])
