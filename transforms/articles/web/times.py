"""When the article of a page was published and updated, as the page says it best."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice

from htmldate import find_date
from lxml.html import HtmlElement

from transforms.articles.dates import FIRST_YEAR, LAST_YEAR, date_line
from transforms.articles.web.json_ld import LinkedData
from transforms.articles.web.names import name_of
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.tree import words
from transforms.read.decode import repair
from transforms.read.field_values import as_time

PUBLISHED = (
    "article:published_time", "item:datepublished", "og:published_time", "article:published",
    "parsely-pub-date", "publishdate", "publish-date", "publish_date", "pubdate", "pub_date",
    "publication_date", "publicationdate", "published_at", "published_time", "datepublished",
    "published", "rnews:datepublished", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "cxenseparse:recs:pub_date", "bt:pubdate", "article.published",
    "article:post_date", "originalpublicationdate", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dcterms.created", "date.issued", "date.available", "date.created", "dc.date",
    "citation_publication_date", "citation_date", "prism.publicationdate", "date", "datecreated",
    "item:datecreated", "article.created", "created", "lp:published", "gs_date", "mrf:publishtime",
    "nrbi:articlepubdate", "displaydate", "og:article:published_time", "article_date_original",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "item:datemodified", "og:updated_time", "og:modified_time",
    "article:updated_time", "datemodified", "lastmod", "last-modified", "last_modified", "modified",
    "dcterms.modified", "dc.date.modified", "date.modified", "date.updated", "article.updated",
    "revised", "updated_time", "article:modified", "last_updated_date", "bt:moddate",
    "og:article:modified_time", "parsely-mod-date", "cxenseparse:recs:moddate",
)  # fmt: skip
"""Names of `meta` elements, best first."""

_MOST = 40
"""`time` elements that are looked at: a live blog has hundreds."""
_UPDATED = re.compile(r"(?i)update|modifi|lastmod|changed")
_PUBLISHED = re.compile(r"(?i)publi|pubdate|posted|entry-date|created")
_ELSEWHERE = ("aside", "footer", "nav", "li", "figure", "blockquote")
_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")
_SPACED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ]+(?P<clock>\d\d:\d\d(?::\d\d)?)\s*"
    r"(?:UTC|GMT)?(?P<zone>[+-]\d\d:?\d\d|Z|UTC|GMT)?"
)
_SLASHED = re.compile(r"(?P<y>\d{4})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)(?P<rest>[ T].*)?")
_NO_LATER = f"{LAST_YEAR}-01-01"
_DATA = re.compile(
    r"""["'](?:date_?[Pp]ublished|published_?(?:[Aa]t|[Dd]ate|[Tt]ime)|publish_?(?:[Dd]ate|[Tt]ime)"""
    r"""|pub_?[Dd]ate|publication_?[Dd]ate|first_?[Pp]ublished)["']\s*:\s*"""
    r"""["']((?:19|20)\d\d-\d\d-\d\d[^"'\\]{0,30})["']"""
)
logging.getLogger("htmldate").addHandler(logging.NullHandler())
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_IN_ADDRESS = re.compile(
    r"(?:^|[/_-])((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?([0-2]\d|3[01])(?=$|[/_.-])"
)


def published_and_updated(
    page: Parsed, data: LinkedData, address: str | None
) -> tuple[str | None, str | None]:
    """Both times of an article, in ISO 8601 where they can be read, else as given; null if untold.

    JSON-LD comes first, then `meta` elements, then the page's `time` elements, then the data of its
    scripts, then the day in the address, then what htmldate finds in its text. Of two that say the
    same moment the one with the time zone is taken. `address` is the page's.
    """
    ld_published = _texts(data.value("datePublished"), data.value("dateCreated", "uploadDate"))
    ld_updated = _texts(data.value("dateModified", "dateUpdated"))
    shown_published, shown_updated = _shown(page)
    published = [*ld_published, *page.head.all(*PUBLISHED), *shown_published]
    updated = [*ld_updated, *page.head.all(*UPDATED), *shown_updated]
    first = (
        _best(published)
        or _best(_DATA.findall(page.text))
        or _day_in(address)
        or _searched(page.tree, address)
        or _untold(published)
    )
    return first, _best(updated) or _untold(updated)


def _texts(*values: object) -> list[str]:
    found: list[str] = []
    for value in values:
        member = value[0] if isinstance(value, list) and value else value
        if isinstance(member, str | int | float) and (text := as_time(member)):
            found.append(text)
    return found


def _best(candidates: Iterable[str]) -> str | None:
    """The first time that can be read, in the form in which most is known of it.

    A line of dates as pages write them ("Posted: Feb 16, 2018 6:45 PM") is left as it is: what its
    numbers mean depends on the rest of the page.
    """
    texts = [text for c in candidates if (text := as_time(c.strip())) is not None]
    read: list[tuple[str, datetime]] = []
    for text in texts:
        iso = iso_time(text)
        if iso and (time := _time(iso)):
            read.append((iso, time))
        elif not read and (line := date_line(text)) and line.stamps:
            return text
    if not read:
        return None
    first, time = read[0]
    if time.tzinfo is not None:
        return first
    for text, other in read[1:]:
        local = other.replace(tzinfo=None)
        if other.tzinfo is not None and _same_moment(time, local, first):
            return text
        if len(first) == 10 and len(text) > 10 and local.date() == time.date():
            return text
    return first


def _untold(candidates: Iterable[str]) -> str | None:
    """The first time that is in words: its language may be known later."""
    return next((" ".join(repair(c)[0].split()) for c in candidates if _YEAR.search(c)), None)


def _same_moment(time: datetime, other: datetime, text: str) -> bool:
    if len(text) == 10:
        return time.date() == other.date()
    return time.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def iso_time(text: str) -> str | None:
    """A time in ISO 8601; null where it is in no form that leaves no doubt."""
    plain = _FRACTION.sub("", text.strip())
    if match := _SPACED.match(plain):
        zone = match["zone"] or ("Z" if re.search(r"UTC|GMT", plain) else "")
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        plain = f"{match['day']}T{match['clock']}{zone}"
    elif match := _SLASHED.fullmatch(plain):
        plain = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}{match['rest'] or ''}"
    time = _time(plain) or _mail_time(plain)
    if time is None or not FIRST_YEAR <= time.year <= LAST_YEAR:
        return None
    return time.date().isoformat() if len(plain) <= 10 else time.isoformat()


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail_time(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _shown(page: Parsed) -> tuple[list[str], list[str]]:
    """What the page's elements say: times of publishing, the marked before others; of updating."""
    marked: list[str] = []
    plain: list[str] = []
    updated: list[str] = []
    told = page.called("item:datePublished", "item:dateModified")
    for element in dict.fromkeys((*told, *islice(page.tree.iter("time"), _MOST))):
        text = element.get("datetime") or element.get("content") or words(element)[:60]
        name = f"{name_of(element)} {element.get('itemprop', '')}"
        if not text or not any(c.isdigit() for c in text):
            continue
        if any(True for _ in element.iterancestors(*_ELSEWHERE)):
            continue
        if _UPDATED.search(name) or re.match(
            r"(?i)\W*(?:last )?(?:updated|modified)", words(element)
        ):
            updated.append(text)
        elif _PUBLISHED.search(name) or element.get("pubdate") is not None:
            marked.append(text)
        else:
            plain.append(text)
    return [*marked, *plain[:1]], updated


def _day_in(address: str | None) -> str | None:
    match = _IN_ADDRESS.search(address or "")
    return "-".join(match.groups()) if match and _time("-".join(match.groups())) else None


def _searched(tree: HtmlElement, address: str | None) -> str | None:
    """The day that htmldate finds; asked last, as it reads the whole page."""
    try:
        return find_date(
            tree, extensive_search=False, original_date=True, url=address, max_date=_NO_LATER
        )
    except Exception:  # noqa: BLE001  a page that it cannot read has told no day
        return None
