"""The EU's consolidated financial sanctions list as XML, "xmlFullSanctionsList 1.1".

Namespace http://eu.europa.ec/fpi/fsd/export; the root `export` has the moment (`generationDate`),
below it one `sanctionEntity` a subject, whose facts are attributes of its children: `subjectType`,
`regulation`, `nameAlias`, `citizenship`, `address`, `birthdate`, `identification`; `remark` is
text. An unknown country is written 00.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from schemas.errors import ListFormatError
from transforms.watchlists import eu_fsf
from transforms.watchlists.dates import day
from transforms.watchlists.draft import note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally
from transforms.watchlists.xml_stream import all_words, elements

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = b"fpi/fsd/export"
_NAME = {"whole": "wholeName", "first": "firstName", "middle": "middleName", "last": "lastName"}
_BIRTH = {
    "date": "birthdate",
    "year": "year",
    "month": "monthOfYear",
    "from": "yearRangeFrom",
    "to": "yearRangeTo",
    "circa": "circa",
}


def _recognises(name: str, head: bytes) -> str | None:
    is_named = eu_fsf.FILE in name and name.endswith(".xml")
    return eu_fsf.LIST if is_named or NAMESPACE in head.replace(b"\0", b"") else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in files.items():
        with opener() as stream:
            yield from _entries(stream, name, tally)


def _entries(stream: BinaryIO, file: str, tally: Tally) -> Iterator[Entry]:
    found = elements(stream, file, "export", {"sanctionEntity"})
    tally.published_on = _day(_told(next(found), "generationDate"))
    number = 0
    for number, element in enumerate(found, 1):
        entry_id = _told(element, "euReferenceNumber") or _told(element, "logicalId")
        if not entry_id:
            fault = "has neither euReferenceNumber nor logicalId"
            raise ListFormatError(f"{file}: entry {number}: {fault}; download the list again")
        yield _subject(element, entry_id).entry(file)
    if not number:
        raise ListFormatError(f"{file}: lists nobody; download the list again")


def _subject(element: Element, entry_id: str) -> eu_fsf.Subject:
    codes = [
        _told(kind, code)
        for kind in element.iterfind("subjectType")
        for code in ("code", "classificationCode")
    ]
    made = eu_fsf.subject(entry_id, *codes)
    draft = made.draft
    draft.listed(_day(_told(element, "designationDate")))
    for regulation in element.iterfind("regulation"):
        note(draft.programs, [_told(regulation, "programme")])
        made.published.append(_told(regulation, "publicationDate"))
    for alias in element.iterfind("nameAlias"):
        strong, language = _told(alias, "strong"), _told(alias, "nameLanguage")
        eu_fsf.name(made, _chosen(alias, _NAME), strong, language)
        eu_fsf.function(made, _told(alias, "function"))
    for birth in element.iterfind("birthdate"):
        draft.born(eu_fsf.birth(_chosen(birth, _BIRTH)))
    for tag in ("citizenship", "address"):
        for place in element.iterfind(tag):
            draft.of(_told(place, "countryIso2Code") or _told(place, "countryDescription"))
    for paper in element.iterfind("identification"):
        if _told(paper, "identificationTypeCode").casefold() == "imo":
            made.imo.append(_told(paper, "number"))
    note(draft.remarks, [*all_words(element, "remark"), _told(element, "designationDetails")])
    return made


def _told(element: Element, attribute: str) -> str:
    return " ".join(element.get(attribute, "").split())


def _chosen(element: Element, attributes: Mapping[str, str]) -> dict[str, str]:
    return {ours: _told(element, theirs) for ours, theirs in attributes.items()}


def _day(told: str) -> date | None:
    """The day of an xs:date or xs:dateTime with a zone: "2026-08-05T16:47:04.449+02:00"."""
    return day(told[: len("2022-02-25")])


EU_FSF_XML = ListFormat("eu_fsf_xml", _recognises, _read)
