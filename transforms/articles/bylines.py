"""Who wrote a report and who helped: names read out of bylines and contributor lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.articles.patterns import WORDS, whole

_WORD = r"(?:[A-ZÀ-ÞŁŚŻČŠŽĆĐİŞ][\w’'‘.-]*|[A-ZÀ-Þ]\.)"
_PARTICLE = "(?:" + "|".join(sorted(WORDS["particles"])) + ")"
_NAME = re.compile(rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,4}}")
_OUTLET = re.compile(r"[A-Z][\w-]{2,30}")
_AND = re.compile(r"\s*(?:,|;|&|/|\||•|·|\band\b|\bwith\b|\s[-–—]\s|\n)\s*(?:and\s+)?")
_PLACE = re.compile(r"(?:\s+(?:also\s+)?reported)?\s+(?:in|at|for|from|of)\s+.*$")
_EMPLOYED = re.compile(
    r"^(?:[A-Z][\w.’'&-]*\s+){0,4}(?:(?:staff|news|video|special)\s+)*(?:"
    + "|".join(("writers?", "reporters?", "correspondents?", "journalists?", "editors?"))
    + r"|producers?|photographers?|researchers?|staffers?)\s+(?=[A-Z])"
)
_BY = re.compile(r"^(?i:(?:(?:written|story|words|text|reported) )?by|authors?|reporters?)\s*:?\s+")
_MAIL = re.compile(r"[<(]?\S+@\S+\.\w+[>)]?|https?://\S+|@\w+")
_NOT_REPORTING = re.compile(
    r"^(?:edit(?:ing|ed)|production|translat(?:ion|ed)|graphics?|compil(?:ed|ing)|copy ?edit\w*)\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^(?:(?:additional |contributing )?(?:reporting|writing|research|written|reported))"
    r"(?: and (?:writing|reporting|editing))?(?: by| from|:)+ ?",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"^[A-Z](?:(?![.!?”\"] ).){,100}contributed (?:reporting )?to this (?:report|article|story)\.?$"
)
LONGEST_BYLINE = 200
_AGENCIES = frozenset(agency.casefold() for agency in WORDS["agencies"])


def is_person(words: str) -> bool:
    """Whether words look like a person's full name: two to five, all of them name-like."""
    if len(words) > 50 or not _NAME.fullmatch(words):
        return False
    parts = words.split()
    listed = [
        w for w in parts if w in WORDS["not_in_names"] or w.capitalize() in WORDS["not_in_names"]
    ]
    return not listed and not any(w.lower() in WORDS["roles"] for w in parts)


def is_agency(words: str) -> bool:
    """Whether words are the name of a news agency or of a paper that stands in for an author."""
    return words.casefold() in _AGENCIES


def byline_names(line: str) -> list[str] | None:
    """The names of a line that says "By …"; null where it is no such line.

    A line that names a role alone ("By Staff Writer") is a byline of nobody; one word ("By
    Euronews") is the outlet, which stands in for its author.
    """
    match = whole("byline", line) if len(line) <= LONGEST_BYLINE else None
    if match is None:
        return None
    if _OUTLET.fullmatch(match["names"]):
        return [match["names"]]
    return _named(match["names"])


def bare_names(line: str) -> list[str] | None:
    """The names of a line that holds nothing but names, with a role or agency beside them."""
    if len(line) > 120 or line[-1:] in "!?:;":
        return None
    names = _named(line)
    return names if names and not (len(names) == 1 and is_agency(names[0])) else None


def author_names(values: Iterable[str]) -> list[str]:
    """The authors of a column, as given: split, without "By", roles, addresses and repeats."""
    names: list[str] = []
    for value in values:
        words = _BY.sub("", _MAIL.sub("", value).strip(" ()<>,")).strip()
        inverted = re.fullmatch(r"([A-Z][\w’'-]+), ([A-Z][\w’'-]+)", words)
        if inverted and not is_agency(inverted[2]):
            names.append(f"{inverted[2]} {inverted[1]}")
        elif words:
            found = _named(words)
            names.extend(found if found is not None else [words] if len(words) <= 80 else [])
    return list(dict.fromkeys(names))


def contributor_names(line: str, kind: str = "contributor") -> list[str] | None:
    """The names of a contributor line, editors left out; null where it is no such line.

    `kind` is the kind of its patterns: `signed_off` for lines that only the very end may have.
    """
    match = whole(kind, line) if len(line) <= 400 else None
    if match is None:
        return None
    names: list[str] = []
    editing = line.lstrip("[( ")
    for part in re.split(r"\s*;\s*", match["names"]):
        whose = editing if part == match["names"].split(";")[0].strip() else part
        if _NOT_REPORTING.match(whose):
            continue
        for words in _AND.split(_TASK.sub("", part)):
            if _NOT_REPORTING.match(words):
                continue
            name = _PLACE.sub("", _EMPLOYED.sub("", _TASK.sub("", words))).strip(" .()[]")
            if is_person(name) or is_agency(name):
                names.append(name)
    if not names and not (_NOT_REPORTING.match(editing) or _HELPED.search(line)):
        return None
    return list(dict.fromkeys(names))


def _named(words: str) -> list[str] | None:
    """Persons, else agencies, of a list of names; null where anything else stands in it."""
    persons: list[str] = []
    agencies: list[str] = []
    for part in _AND.split(words.strip(" .|•·")):
        bare = part.strip(" .()")
        name = _PLACE.sub("", bare)
        if not bare:
            continue
        if is_agency(name) or is_agency(bare):
            agencies.append(name if is_agency(name) else bare)
        elif is_person(name):
            persons.append(name)
        elif not is_role(bare) and not (persons and _is_place(bare)):
            return None
    return list(dict.fromkeys(persons or agencies))


def is_role(part: str) -> bool:
    """Whether words say what a writer is ("Senior Correspondent"), not who."""
    words = part.lower().replace("-", " ").split()
    return len(words) <= 6 and any(w in WORDS["roles"] for w in words)


def _is_place(part: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}", part))
