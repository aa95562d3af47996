"""Other writings that a printed name holds: in brackets, behind "a.k.a.", in another script."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from transforms.watchlists.countries import country
from transforms.watchlists.entries import ListedName
from transforms.watchlists.printed_names import ends_in_capitals, in_capitals, reading_order, tidy

WORDS = Path(__file__).with_name("name_variants.toml")

_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*")
_NESTED = re.compile(r"\(([^()]*)\(([^()]*)\)\s*\)")
_OR = re.compile(
    r"\s*,\s+(?!(?:ltd|limited|llc|inc|jsc|co)\b)|\s*;\s*|\s+or\s+|\s+/\s+", re.IGNORECASE
)
_FOREIGN = re.compile(r"[^\W\d_A-Za-z\u00aa-\u02ff\u1e00-\u1eff]")
_TAIL = re.compile(rf"(?<!\w)[‘“«]?{_FOREIGN.pattern}[^A-Za-z]*$")
_LATIN = re.compile("[A-Za-z]")
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)$")
_ABBREVIATION = re.compile(r"(?<=\S)\s*\(((?=[^()]*[A-Z][^()]*[A-Z])[^()\s]{2,7})\)(?=[\s,])")
_SMALL = frozenset({"and", "of", "the", "for", "de", "des", "et"})
_SEVERAL = re.compile(r"\s+/\s+|;\s+")
_FORMS = frozenset(
    {"pao", "ao", "oao", "zao", "ooo", "jsc", "pjsc", "llc", "ltd", "plc", "sa", "pjs"}
)
_NO_NAME = re.compile(r"[\d:;]")
_LETTER = re.compile(r"^\s*\([a-z]{1,2}\)\s*")
_LETTERED = re.compile(r"[,;]?\s+\([a-z]{1,2}\)[,\s]*(?=\w)")


def told_names(text: str, name_type: str, *, person: bool) -> Iterator[ListedName]:
    """The names that a printed one holds, its own first and with `name_type`.

    "Yasser (a.k.a. Yaser) HASSAN" is called Yasser HASSAN and Yaser HASSAN; what follows in
    another script is a name too. Of a person, one word in brackets stands for the word before
    it, and several for the whole name if they share a word with it. For others see
    `_without_brackets`.
    """
    text, *others = _LETTERED.split(_LETTER.sub("", text))
    if labelled := _labelled(text):
        text, name_type = labelled
    base, foreign = _without_tail(_NESTED.sub(r"(\1, \2)", tidy(text)))
    base, more = _without_labels(base, person=person)
    more += [ListedName(tidy(name), name_type) for name in others]
    if person:
        base, variants = _without_variants(base)
        base, *others = _side_by_side(base)
        more += [*variants, *(ListedName(name, "alias") for name in others)]
        base = reading_order(base)
    else:
        parts = [_without_brackets(part) for part in _SEVERAL.split(base)]
        base = parts[0][0]
        others = [name for part, inside in parts for name in (part, *inside)]
        more += [ListedName(name, "alias") for name in others[1:]]
    yield ListedName(base, name_type)
    for name in foreign:
        more.append(ListedName(name, name_type if " " in name or not person else "weak_alias"))
    for listed in more:
        name = reading_order(listed.name) if person else listed.name
        yield ListedName(name, "alias" if listed.type == "primary" else listed.type)


def _without_tail(text: str) -> tuple[str, list[str]]:
    """The name without the names in another script behind it, and these."""
    begin = _TAIL.search(text)
    head = text[: begin.start()] if begin else ""
    if not begin or not _is_closed(head) or not _LATIN.search(head) or len(tidy(head)) < 4:
        return text, []
    head = _label_at_end().sub("", head)
    return tidy(head), [name for part in re.split("[,،]", begin[0]) if (name := tidy(part))]


def _without_labels(text: str, *, person: bool) -> tuple[str, list[ListedName]]:
    """The name without what "a.k.a." and the like introduce, in brackets or not, and these."""
    found: list[ListedName] = []
    for mark in reversed(list(_label().finditer(text))):
        head, label = text[: mark.start()], mark[1].casefold()
        if head and label != "or" and _is_closed(head):
            tail = text[mark.end() :]
            found += _variants(tidy(head), tail, "", _labels()[label], person=person)
            text = head
    for bracket in _BRACKET.finditer(text):
        if told := _labelled(bracket[1]):
            before, after = _around(text, bracket)
            found += _variants(before, told[0], after, told[1], person=person)
    return tidy(_BRACKET.sub(lambda m: " " if _labelled(m[1]) else m[0], text)), found


def _without_variants(text: str) -> tuple[str, list[ListedName]]:
    """A person's name without the brackets that give it in another writing, and these writings."""
    found: list[ListedName] = []
    for bracket in _BRACKET.finditer(text):
        before, after = _around(text, bracket)
        written = [word for word in _OR.split(bracket[1]) if _is_name(word, before)]
        found += _variants(before, "; ".join(written), after, "alias", person=True)
    return tidy(_BRACKET.sub(" ", text)), found


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The name of one that is no person without the brackets behind it, and other names in these.

    A country or branch tells namesakes apart and stays; a legal form tells no name, nor does the
    abbreviation of another body that the name ends with: "Navy of the Guard Corps (GC)". In the
    middle a bracket abbreviates the words before it alone, and only that is left out.
    """
    found: list[str] = []
    while bracket := _LAST_BRACKET.search(text):
        inside, head = tidy(bracket[1]), text[: bracket.start()].rstrip()
        told_apart = country(inside) and inside != _initials(head)
        if not head or told_apart or "branch" in inside.casefold():
            break
        text = head
        if not (
            inside.casefold().replace(".", "") in _FORMS
            or _abbreviates_the_end(inside, head)
            or _ABBREVIATION.search(head)
        ):
            found.insert(0, inside)
    return tidy(_ABBREVIATION.sub(_unless_country, text)), found


def _unless_country(bracket: re.Match[str]) -> str:
    return bracket[0] if country(bracket[1].replace(".", "")) else ""


def _abbreviates_the_end(short: str, name: str) -> bool:
    initials = _initials(name)
    return short.isupper() and short != initials and initials.endswith(short)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words if word[0].isupper())


def _around(text: str, bracket: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a bracket, without other brackets."""
    before, after = text[: bracket.start()], text[bracket.end() :]
    return _BRACKET.sub(" ", before).strip(), _BRACKET.sub(" ", after).strip()


def _side_by_side(text: str) -> list[str]:
    """Whole names after each other: "Oleg TSARIOV, Oleh TSAROV", "Vadim SUBOTIN / V. SUBBOTIN"."""
    for mark in ("/", ","):
        parts = [part.strip() for part in text.split(mark) if part.strip()]
        whole = [ends_in_capitals(part) or mark == "/" for part in parts if " " in part]
        if len(parts) > 1 and len(whole) == len(parts) and all(whole):
            return parts
    return [text]


def _is_name(words: str, before: str) -> bool:
    """Whether words in brackets are a name: one word, or some of them with one of its words."""
    told = words.split()
    if _NO_NAME.search(words):
        return False
    if _FOREIGN.search(words):
        return len(told) > 1
    shared = {word.casefold() for word in told} & {word.casefold() for word in before.split()}
    return words[:1].isupper() and (len(told) == 1 or bool(shared))


def _variants(
    before: str, words: str, after: str, name_type: str, *, person: bool
) -> Iterator[ListedName]:
    """The names that a name is also written as, by what stands before and after these words.

    One word behind a person's name that is no family name in capitals is a nickname: it tells
    of many, and is weak.
    """
    for written in filter(None, map(tidy, _OR.split(words))):
        if written.islower():
            continue
        if " " in written or _FOREIGN.search(written) or not (person or after):
            yield ListedName(f"{written} {after}".strip(), name_type)
        elif not after and name_type == "alias" and not in_capitals(written):
            yield ListedName(written, "weak_alias")
        else:
            yield ListedName(" ".join([*before.split()[:-1], written, *after.split()]), name_type)


def _labelled(words: str) -> tuple[str, str] | None:
    """What follows a label such as "a.k.a." that the words begin with, and the type it tells."""
    found = _label().match(words)
    return (words[found.end() :], _labels()[found[1].casefold()]) if found else None


def _is_closed(words: str) -> bool:
    """Whether the place behind these words is outside all brackets."""
    return words.count("(") <= words.count(")")


@cache
def _labels() -> Mapping[str, str]:
    labels = tomllib.loads(WORDS.read_text(encoding="utf-8"))["label"]
    return {label["words"]: label["type"] for label in labels}


@cache
def _any_label() -> str:
    ends = (("(?!\\w)" if label[-1].isalpha() else "") for label in _labels())
    return "|".join(re.escape(label) + end for label, end in zip(_labels(), ends, strict=True))


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,\s])\s*({_any_label()})[\s:.]*", re.IGNORECASE)


@cache
def _label_at_end() -> re.Pattern[str]:
    return re.compile(rf"\W*(?<!\w)(?:{_any_label()})\W*$", re.IGNORECASE)
