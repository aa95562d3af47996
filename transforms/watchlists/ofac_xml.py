"""OFAC's lists as Advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML; schema ADVANCED_XML.xsd).

What the parties are called by number stands before them (`ReferenceValueSets`, `Locations`,
`IDRegDocuments`), and why they are listed behind them (`SanctionsEntries`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Entry, ListedName, ListFormat, Opener, Tally
from transforms.watchlists.ofac_party import Party, entry_of
from transforms.watchlists.ofac_xml_names import day_of, period, running
from transforms.watchlists.xml_stream import all_words, elements, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FILES = {"sdn_advanced.xml": "us_ofac_sdn", "cons_advanced.xml": "us_ofac_cons"}

_ROOT = re.compile(rb"<(?:\w+:)?Sanctions[\s>]")
_NAME_TYPES = {"A.K.A.": "alias", "F.K.A.": "former", "N.K.A.": "alias", "Name": "alias"}
_IN_REMARKS = {
    "Birthdate": "DOB",
    "Place of Birth": "POB",
    "Nationality Country": "nationality",
    "Citizenship Country": "citizen",
}
"""Features that the CSV calls otherwise; all others stand in its remarks by their own name."""

_PRIMARY_LATIN = "1"
"""`DocNameStatus` of the form of a name that OFAC itself uses."""

_PLACES = ("Location", "Vessel Flag")
_AGAIN = "download it again"


@dataclass(slots=True)
class _List:
    """What was read so far; `parties` by profile, `lists` the names of the lists of each."""

    file: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=dict)
    documents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, Party] = field(default_factory=dict)
    lists: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def text(self, values: str, number: str | None) -> str:
        """What a number means in one of the `ReferenceValueSets`."""
        try:
            return self.texts[values, number or ""]
        except KeyError:
            fault = f"{values} {number} is not among the reference values"
            raise ListFormatError(f"{self.file}: {fault}; {_AGAIN}") from None


def _recognises(name: str, head: bytes) -> str | None:
    if name in FILES or not _ROOT.search(head):
        return FILES.get(name)
    return "us_ofac_cons" if "cons" in name else "us_ofac_sdn"


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in sorted(files.items()):
        so_far = _List(name)
        with opener() as stream:
            for element in elements(stream, name, "Sanctions", _READERS.keys() | {"DateOfIssue"}):
                if element.tag == "DateOfIssue":
                    tally.published_on = day_of(element)
                elif reader := _READERS.get(element.tag):
                    reader(element, so_far)
        if not so_far.parties:
            raise ListFormatError(f"{name}: has no entries; {_AGAIN}")
        file_key = _recognises(name, b"<Sanctions>") or "us_ofac_sdn"
        for profile in list(so_far.parties):
            lists = so_far.lists.get(profile)
            yield entry_of(so_far.parties.pop(profile), _list_key(lists) if lists else file_key)


def _list_key(lists: set[str]) -> str:
    sdn = any("SDN" in words_of and "Non-SDN" not in words_of for words_of in lists)
    return "us_ofac_sdn" if sdn else "us_ofac_cons"


def _references(element: Element, so_far: _List) -> None:
    for values in element:
        for value in values:
            number = value.get("ID", "")
            so_far.texts[value.tag, number] = words(value) or value.get("ISO2", "")
            if value.tag == "PartySubType":
                so_far.party_types[number] = value.get("PartyTypeID", "")
            elif value.tag == "AreaCode":
                so_far.texts["AreaCode", number] = value.get("Description") or words(value)


def _location(element: Element, so_far: _List) -> None:
    """Keep the country: told by number, as the only part of an address, or as an area."""
    told = [so_far.text("Country", c.get("CountryID")) for c in element.iterfind("LocationCountry")]
    for part in element.iterfind("LocationPart"):
        if so_far.text("LocPartType", part.get("LocPartTypeID")) == "Unknown":
            told += all_words(part, "LocationPartValue/Value")
    for area in element.iterfind("LocationAreaCode"):
        told.append(so_far.text("AreaCode", area.get("AreaCodeID")))
    so_far.locations[element.get("ID", "")] = told[0] if told else ""


def _document(element: Element, so_far: _List) -> None:
    number = words(element, "IDRegistrationNo")
    if not number:
        return
    told = f"{so_far.text('IDRegDocType', element.get('IDRegDocTypeID'))} {number}"
    if issuer := element.get("IssuedBy-CountryID"):
        country = so_far.text("Country", issuer)
        told += f" ({country})" if country and country != "undetermined" else ""
    so_far.documents[element.get("IdentityID", "")].append(told)


def _party(element: Element, so_far: _List) -> None:
    number = element.get("FixedRef", "")
    profile = element.find("Profile")
    if not number or profile is None:
        fault = f"party {number or len(so_far.parties) + 1} has no FixedRef or no Profile"
        raise ListFormatError(f"{so_far.file}: {fault}; {_AGAIN}")
    sub_type = profile.get("PartySubTypeID", "")
    party_type = so_far.text("PartySubType", sub_type)
    if party_type == "Unknown":
        party_type = so_far.text("PartyType", so_far.party_types[sub_type])
    party = Party(number, party_type, remarks=all_words(element, "Comment"))
    for identity in profile.iterfind("Identity"):
        _identity(identity, party, so_far)
    for feature in element.iter("Feature"):
        _feature(feature, party, so_far)
    if not party.names:
        raise ListFormatError(f"{so_far.file}: party {number} has no name; {_AGAIN}")
    so_far.parties[profile.get("ID", number)] = party


def _identity(identity: Element, party: Party, so_far: _List) -> None:
    part_types = {
        group.get("ID", ""): so_far.text("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    aliases = sorted(identity.iterfind("Alias"), key=lambda alias: alias.get("Primary") != "true")
    for alias in aliases:
        name_type = _NAME_TYPES.get(so_far.text("AliasType", alias.get("AliasTypeID")), "alias")
        if alias.get("LowQuality") == "true":
            name_type = "weak_alias"
        for documented in sorted(alias.iterfind("DocumentedName"), key=_other_script):
            if name := running(documented, part_types):
                party.names.append(ListedName(name, name_type if party.names else "primary"))
    party.remarks += so_far.documents.pop(identity.get("ID", ""), [])


def _other_script(documented: Element) -> bool:
    return documented.get("DocNameStatusID") != _PRIMARY_LATIN


def _feature(feature: Element, party: Party, so_far: _List) -> None:
    label = so_far.text("FeatureType", feature.get("FeatureTypeID"))
    for version in feature.iterfind("FeatureVersion"):
        told = list(_values(version, so_far))
        if label in _PLACES:
            party.countries += told
        elif label == "Title":
            party.titles += (title for value in told for title in value.split(";"))
        else:
            party.remarks += (f"{_IN_REMARKS.get(label, label)} {value}" for value in told)


def _values(version: Element, so_far: _List) -> Iterator[str]:
    """What a version of a feature says: in words, by a number, as a time, or as a country."""
    for detail in version.iterfind("VersionDetail"):
        if reference := detail.get("DetailReferenceID"):
            yield so_far.text("DetailReference", reference)
        elif told := words(detail):
            yield told
    for dates in version.iterfind("DatePeriod"):
        if told := period(dates) or "":
            yield told
    for place in version.iterfind("VersionLocation"):
        if told := so_far.locations.get(place.get("LocationID", ""), ""):
            yield told


def _relationship(element: Element, so_far: _List) -> None:
    party = so_far.parties.get(element.get("From-ProfileID", ""))
    other = so_far.parties.get(element.get("To-ProfileID", ""))
    if party and other:
        party.remarks.append(f"Linked To: {other.names[0].name}")


def _sanctions(element: Element, so_far: _List) -> None:
    profile = element.get("ProfileID", "")
    if (party := so_far.parties.get(profile)) is None:
        return
    so_far.lists[profile].add(so_far.text("List", element.get("ListID")))
    for event in element.iterfind("EntryEvent"):
        listed = day_of(event.find("Date"))
        if listed and so_far.text("EntryEventType", event.get("EntryEventTypeID")) == "Created":
            party.listed_on = min(listed, party.listed_on or listed)
    for measure in element.iterfind("SanctionsMeasure"):
        if so_far.text("SanctionsType", measure.get("SanctionsTypeID")) == "Program":
            party.programs += all_words(measure, "Comment")


_READERS: dict[str, Callable[[Element, _List], None]] = {
    "ReferenceValueSets": _references,
    "Location": _location,
    "IDRegDocument": _document,
    "DistinctParty": _party,
    "ProfileRelationship": _relationship,
    "SanctionsEntry": _sanctions,
}

OFAC_XML = ListFormat("ofac_xml", _recognises, _read)
