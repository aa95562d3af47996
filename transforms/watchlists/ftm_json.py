"""FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them.

In "targets.nested.json" a target holds its sanctions; in "entities.ftm.json" they are entities of
their own, before or after the one they are about, and the file is read twice: for them, then for
the targets. Properties: FollowTheMoney's schema reference.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from transforms.watchlists import csv_rows
from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally
from transforms.watchlists.ftm_sanctions import Properties, Sanctions, nested, words
from transforms.watchlists.ftm_terms import WIKIDATA, alpha2, in_reading_order, kind_of

LINE_BYTES = 16 * 1024 * 1024
"""The most bytes of one entity; OpenSanctions' longest, with all it holds, has under one MiB."""

NAMES = {"name": "alias", "alias": "alias", "weakAlias": "weak_alias", "previousName": "former"}
COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
IDENTIFIERS = {"mmsi": "mmsi", "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei"}
_ENTITY = re.compile(r'\s*\{(?=.*"schema"\s*:\s*").*"(?:properties|caption|id)"\s*:', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entity, with where it stands for messages."""

    where: str
    entity_id: str
    schema: str
    caption: str
    last_seen: str
    properties: Properties


@dataclass(slots=True)
class _Survey:
    """What the first reading finds: sanctions by entity, and whether topics tell the targets."""

    sanctions: dict[str, Sanctions] = field(default_factory=dict)
    has_topics: bool = False

    def is_target(self, thing: _Thing) -> bool:
        topics = words(thing.properties, "topics")
        if any(topic.startswith("sanction") for topic in topics) or self.of(thing):
            return True
        return not self.has_topics and not self.sanctions

    def of(self, thing: _Thing) -> Sanctions | None:
        held = nested(thing.properties, "sanctions")
        if not held:
            return self.sanctions.get(thing.entity_id)
        found = Sanctions()
        for properties in held:
            found.add(properties)
        return found


def _recognises(name: str, head: bytes) -> str | None:
    known = name.endswith(("ftm.json", "ftm.jsonl", "targets.nested.json"))
    return "opensanctions" if known or _ENTITY.match(csv_rows.opening(head)) else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in files.items():
        survey = _survey(name, opener)
        for thing in _things(name, opener):
            if seen := day(thing.last_seen):
                tally.published_on = max(tally.published_on or seen, seen)
            kind = kind_of(thing.schema)
            if kind is not None and survey.is_target(thing):
                yield _entry(thing, kind, survey.of(thing))


def _survey(name: str, opener: Opener) -> _Survey:
    survey = _Survey()
    for thing in _things(name, opener):
        if thing.schema == "Sanction":
            for entity_id in words(thing.properties, "entity"):
                survey.sanctions.setdefault(entity_id, Sanctions()).add(thing.properties)
        elif kind_of(thing.schema) is not None:
            told = words(thing.properties, "topics") or nested(thing.properties, "sanctions")
            survey.has_topics = survey.has_topics or bool(told)
    return survey


def _entry(thing: _Thing, kind: str, sanctions: Sanctions | None) -> Entry:
    told = thing.properties
    draft = Draft(thing.entity_id, kind, " ".join(words(told, "legalForm")))
    draft.countries = alpha2(words(told, *COUNTRIES))
    # The caption is the best of the names; without any it says what the entity is.
    names = words(told, *NAMES)
    if thing.caption in (names or [thing.caption]) and thing.caption != thing.schema:
        draft.called(in_reading_order(draft, thing.caption), "primary")
    for property_name, name_type in NAMES.items():
        for name in words(told, property_name):
            draft.called(in_reading_order(draft, name), name_type)
    for born in words(told, "birthDate"):
        draft.born(born)
    note(draft.positions, words(told, "position"))
    draft.numbered_imo(*words(told, "imoNumber"))
    for property_name, scheme in IDENTIFIERS.items():
        draft.identifiers |= {f"{scheme}:{number}" for number in words(told, property_name)}
    wikidata = filter(WIKIDATA.fullmatch, [thing.entity_id, *words(told, "wikidataId")])
    draft.identifiers |= {f"wikidata:{item}" for item in wikidata}
    note(draft.programs, words(told, "programId"))
    if sanctions is not None:
        sanctions.tell(draft)
    note(draft.remarks, words(told, "summary", "notes", "description"))
    return draft.entry(thing.where)


def _things(name: str, opener: Opener) -> Iterator[_Thing]:
    number = 0
    try:
        with opener() as stream:
            while line := stream.readline(LINE_BYTES + 1):
                number += 1
                where = f"{name}: line {number}"
                if len(line) > LINE_BYTES:
                    raise csv_rows.broken(where, f"is longer than {LINE_BYTES} bytes")
                if line.strip():
                    yield _thing(line, where)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        fault = "the file breaks off or is damaged behind it"
        raise csv_rows.broken(f"{name}: line {number}", fault) from error


def _thing(line: bytes, where: str) -> _Thing:
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise csv_rows.broken(where, "is no JSON object") from error
    if not isinstance(told, dict):
        raise csv_rows.broken(where, "is no JSON object")
    entity_id, schema, properties = (told.get(key) for key in ("id", "schema", "properties"))
    if not (isinstance(entity_id, str) and isinstance(schema, str) and entity_id):
        raise csv_rows.broken(where, 'has no "id" and "schema", so it is no FollowTheMoney entity')
    if not isinstance(properties, dict):
        raise csv_rows.broken(where, 'has no "properties", so it is no FollowTheMoney entity')
    caption, seen = (told.get(key) for key in ("caption", "last_seen"))
    texts = [text if isinstance(text, str) else "" for text in (caption, seen)]
    return _Thing(where, entity_id, schema, texts[0], texts[1], properties)


FTM_JSON = ListFormat("ftm_json", _recognises, _read)
