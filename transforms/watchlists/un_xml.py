"""The UN Security Council's consolidated list, as XML (schema sc-sanctions.xsd).

The root CONSOLIDATED_LIST has the day (`dateGenerated`), below it INDIVIDUALS/INDIVIDUAL and
ENTITIES/ENTITY. REFERENCE_NUMBER ("QDi.001") names an entry from one version to the next; DATAID
changed for four of them between September 2024 and February 2026.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from schemas.errors import ListFormatError
from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry, ListedName, ListFormat, Opener, Tally
from transforms.watchlists.listed_names import unquoted
from transforms.watchlists.un_names import names, noted
from transforms.watchlists.xml_stream import all_words, elements, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIST = "un_sc"
ROOT = "CONSOLIDATED_LIST"
UNKNOWN = "na"
"""In place of a nationality: not available. It is not Namibia's code."""
WORDS = Path(__file__).with_name("un_words.toml")
QUALITIES = {"Good": "alias", "Low": "weak_alias", "a.k.a.": "alias", "f.k.a.": "former"}

_OTHER_ROOTS = (b"<sdnList", b"<Sanctions", b"<export")
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_INTERPOL = re.compile(
    r"(?:Photo[\w ]* available for inclusion in (?:the )?)?"
    r"INTERPOL-UN(?: Security Council|SC) Special Notice(?: web ?link)?\s*[:.]?\s*(?:https?:\S+)?"
)
_REASON = re.compile(r"\blisted (?:on [\w .]{8,14} )?pursuant to", re.IGNORECASE)
_IMO = re.compile(r"(?:\bIMO\)? number:|\bcompany number IMO)\s*(\d{7})\b", re.IGNORECASE)
_DESIGNATED = "Designated for"
_MARKER = re.compile(r"(?:^|\s)[a-z]\)\s")
_EXPLAINED = re.compile(r",? which .*|\s*\(designated under [^)]*\)")
_ABOUT = re.compile(r"(?:[Dd]esignation:|(?:[A-Z][\w'’-]+ ){2,4}is (?:an?|the) )\s*")


def _recognises(name: str, head: bytes) -> str | None:
    if ROOT.encode() in head.replace(b"\0", b""):
        return LIST
    other = any(root in head for root in _OTHER_ROOTS)
    return LIST if name == "consolidated.xml" and not other else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in files.items():
        with opener() as stream:
            yield from _entries(stream, name, tally)


def _entries(stream: BinaryIO, file: str, tally: Tally) -> Iterator[Entry]:
    found = elements(stream, file, ROOT, {"INDIVIDUAL", "ENTITY"})
    tally.published_on = _day(next(found).get("dateGenerated", ""))
    seen: set[str] = set()
    for element in found:
        entry_id = words(element, "REFERENCE_NUMBER")
        if not entry_id or entry_id in seen:
            entry_id = words(element, "DATAID")
        if not entry_id or entry_id in seen:
            place = entry_id or f"entry {len(seen) + 1}"
            fault = "has neither a REFERENCE_NUMBER nor a DATAID of its own"
            raise ListFormatError(f"{file}: {place}: {fault}; download the list again")
        seen.add(entry_id)
        yield _drafted(element, entry_id).entry(file)
    if not seen:
        raise ListFormatError(f"{file}: lists nobody; download the list again")


def _drafted(element: Element, entry_id: str) -> Draft:
    person = element.tag == "INDIVIDUAL"
    draft = Draft(entry_id, "person" if person else "organization")
    for name in _names(element, person=person):
        draft.called(name.name, name.type)
    note(draft.programs, all_words(element, "UN_LIST_TYPE"))
    draft.listed(_day(words(element, "LISTED_ON")))
    draft.delisted_on = _day(words(element, "DELISTED_ON"))
    for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        draft.born(_birth(birth))
    for path in ("NATIONALITY/VALUE", "INDIVIDUAL_ADDRESS/COUNTRY", "ENTITY_ADDRESS/COUNTRY"):
        draft.of(*(told for told in all_words(element, path) if told != UNKNOWN))
    comment = _INTERPOL.sub("", words(element, "COMMENTS1")).strip(" :")
    note(draft.reasons if _REASON.search(comment) else draft.remarks, [comment])
    for told in _positions(element):
        note(draft.reasons if told.startswith(_DESIGNATED) else draft.positions, [told])
    draft.numbered_imo(*_IMO.findall(comment))
    draft.measures |= _measures(draft.programs, comment, person=person)
    return draft


def _names(element: Element, *, person: bool) -> Iterator[ListedName]:
    """The entry's own name first, then its own name in its own script, then the others."""
    own = " ".join(filter(None, (words(element, part) for part in _NAME_PARTS)))
    if person:
        # Parts in their order: a comma in it ("RUBEN PESTANO LAVILLA, JR") turns nothing round.
        yield ListedName(own.replace(",", " "), "primary")
    else:
        for place, listed in enumerate(names(own, "alias", person=False)):
            yield ListedName(listed.name, "alias" if place else "primary")
    for script in all_words(element, "NAME_ORIGINAL_SCRIPT"):
        yield from names(script, "alias", person=person)
    for alias in element:
        if alias.tag.endswith("_ALIAS"):
            former, native = noted(words(alias, "NOTE"))
            kind = "former" if former else QUALITIES.get(words(alias, "QUALITY"), "alias")
            yield from names(words(alias, "ALIAS_NAME"), kind, person=person)
            yield from (ListedName(name, kind) for name in native)


def _day(told: str) -> date | None:
    """The day of an xs:date or xs:dateTime, which may have a zone: "2015-04-07-04:00"."""
    return day(told[: len("2015-04-07")])


def _birth(element: Element) -> str:
    """A date of birth in words: DATE, YEAR with a month in NOTE, two years, or NOTE alone."""
    remark, year = words(element, "NOTE"), words(element, "YEAR")
    first, last = words(element, "FROM_YEAR"), words(element, "TO_YEAR")
    told = words(element, "DATE") or f"{remark} {year}".strip()
    if first and last:
        told = f"between {first} and {last}"
    return f"circa {told}" if words(element, "TYPE_OF_DATE") == "APPROXIMATELY" else told


def _positions(element: Element) -> Iterator[str]:
    for told in all_words(element, "DESIGNATION/VALUE"):
        for position in _MARKER.split(told):
            cleaned = _EXPLAINED.sub("", _ABOUT.sub("", position.strip(), count=1))
            if cleaned := unquoted(cleaned).rstrip("."):
                yield cleaned
    for told in all_words(element, "TITLE/VALUE"):
        if (title := unquoted(told)).casefold().rstrip(".") not in _address():
            yield title


def _measures(programs: Iterable[str], comment: str, *, person: bool) -> set[str]:
    told = {row["measure"] for row in _words()["told"] if row["words"] in comment}
    for program in programs:
        told.update(_regimes().get(program, {}).get("persons" if person else "others", ()))
    return told


@cache
def _regimes() -> Mapping[str, Mapping[str, Any]]:
    return {row["program"]: row for row in _words()["regime"]}


@cache
def _address() -> frozenset[str]:
    return frozenset(_words()["address"]["words"])


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


UN_XML = ListFormat("un_xml", _recognises, _read)
