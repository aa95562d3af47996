"""A scraped page: its head (title, byline, dates, pictures) told from its body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.articles.blocks import Layout, folded, mark_repeats
from transforms.articles.body import Body
from transforms.articles.bylines import bare_names, byline_names, is_role
from transforms.articles.captions import picture
from transforms.articles.dates import DateLine, date_line
from transforms.articles.patterns import whole
from transforms.articles.tidy import Line, tidy_lines

LONGEST_TITLE, LONGEST_SUBTITLE = 250, 400
HEAD = 20
"""Lines after the title in which the head may end."""
_SITE = re.compile(r"(?P<title>.{10,}?)\s+(?P<mark>[|»·]|[-–—])\s+(?P<site>[A-Z][\w.&’' ]{1,48})")
_BY_ALONE = re.compile(r"(?i:(?:written |story )?by|authors?|reporters?|words by)\s*:?")
_ENDED = re.compile(r"[.!?…。！？।؟][”’\"')\]」』）]*$")
_JOINTS = re.compile(r"\s*[|•·/,;–—-]*\s+")


def read_page(text: str) -> Layout:
    """The blocks of a page, the title first, and all that they say."""
    lines, repairs = tidy_lines(text)
    layout = Layout(repairs=repairs)
    at = _title_at(lines)
    if at is None:
        head = lines
        at = -1
    else:
        head = [*lines[:at], *lines[at + 1 :]]
        _add_title(lines, at, layout)
    leading = max(at, 0)
    end = _head_end(head, leading, layout)
    _Head(head[:end], leading, layout).read()
    rest = head[end:]
    if layout.subtitle is None and not end and _is_subtitle(rest):
        layout.subtitle = rest[0].text
        layout.add("subtitle", rest[0].text)
        rest = rest[1:]
    Body(rest, layout, page=True).read()
    mark_repeats(layout.blocks)
    return layout


def _title_at(lines: Sequence[Line]) -> int | None:
    """Which line is the title: the first that is no dirt, date, byline, picture or kicker."""
    for i, line in enumerate(lines[:8]):
        text = line.text
        if whole("boilerplate", text) or date_line(text) or picture(text):
            continue
        if byline_names(text) is not None or _is_kicker(lines, i):
            continue
        prose = len(text) > 120 and _ENDED.search(text)
        return None if prose or len(text) > LONGEST_TITLE else i
    return None


def _is_kicker(lines: Sequence[Line], i: int) -> bool:
    """One to three words in capitals over a headline that has more."""
    text = lines[i].text
    if text.count(" ") > 2 or not text.isupper() or i + 2 >= len(lines):
        return False
    under = lines[i + 1].text
    return not date_line(under) and under.count(" ") > 2 and not _ENDED.search(under)


def _add_title(lines: Sequence[Line], at: int, layout: Layout) -> None:
    """The title's block; the site's name is cut where it is barred off or the repeat lacks it."""
    title = lines[at].text
    if match := _SITE.fullmatch(title):
        bare = folded(match["title"])
        again = any(folded(line.text) == bare for line in lines[at + 1 : at + 8])
        if again or (match["mark"] in "|»" and match["site"].count(" ") < 5):
            layout.title, layout.publisher = match["title"], match["site"]
            layout.add("title", match["title"])
            layout.add("boilerplate", match["site"])
            return
    layout.title = title
    layout.add("title", title)


def _head_end(lines: Sequence[Line], leading: int, layout: Layout) -> int:
    """One past the last date or byline before the body; what stood over the title is head."""
    end, texts = leading, 0
    title = folded(layout.title or "")
    for i in range(leading, min(len(lines), leading + HEAD)):
        line = lines[i].text
        if _is_stamp(line) or _names_author(lines, i):
            end = i + 1
        elif whole("boilerplate", line) or picture(line) or folded(line) == title:
            continue
        else:
            texts += 1
            if texts > 2 or len(line) > LONGEST_SUBTITLE:
                break
    return end


def _is_stamp(line: str) -> bool:
    return bool(date_line(line) or _parted(line) or _BY_ALONE.fullmatch(line)) or (
        byline_names(line) is not None
    )


def _names_author(lines: Sequence[Line], i: int) -> bool:
    """A bare name beside a date or after "By", or over the text where nothing else is."""
    if lines[i].text.isupper() or not bare_names(lines[i].text):
        return False
    beside = [line.text for line in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 3])]
    if any(_is_stamp(line) for line in beside):
        return True
    return i == 0 and len(beside) > 0 and len(beside[0]) > 120


def _parted(line: str) -> tuple[str, list[str], str, DateLine, bool] | None:
    """A line that holds names and a date: the names' part, the names, the date's part, its date.

    The last member says whether the names stand first.
    """
    if len(line) > 200 or not any(c.isdigit() for c in line):
        return None
    for joint in _JOINTS.finditer(line):
        left, right = line[: joint.start()], line[joint.end() :]
        for names_part, date_part, first in ((left, right, True), (right, left, False)):
            dates = date_line(date_part)
            if dates is None or not dates.stamps:
                continue
            names = byline_names(names_part)
            if names is None:
                names = bare_names(names_part)
            if names is not None:
                return names_part, names, date_part, dates, first
    return None


def _is_subtitle(lines: Sequence[Line]) -> bool:
    """A line of six words or more without a stop, over the first paragraph."""
    if len(lines) < 2 or len(lines[0].text) > LONGEST_TITLE:
        return False
    text, under = lines[0].text, lines[1].text
    dirt = whole("boilerplate", text) or picture(text)
    return not dirt and text.count(" ") >= 6 and text[-1].isalnum() and len(under) > len(text)


class _Head:
    """Reads the lines between the title and the body into a layout."""

    def __init__(self, lines: Sequence[Line], leading: int, layout: Layout) -> None:
        self._lines = lines
        self._leading = leading
        self._layout = layout

    def read(self) -> None:
        """Append the blocks of all lines."""
        for i in range(len(self._lines)):
            self._take(i)

    def _take(self, i: int) -> None:
        line, layout = self._lines[i].text, self._layout
        if folded(line) == folded(layout.title or ""):
            layout.add("title", line)
        elif whole("boilerplate", line):
            layout.add("boilerplate", line)
        elif dates := date_line(line):
            layout.add_dates(line, dates)
        elif parted := _parted(line):
            self._take_parted(parted)
        elif self._take_byline(i):
            pass
        elif shown := picture(line):
            layout.add("credit" if shown.caption is None else "caption", line, shown)
        else:
            self._take_text(line)

    def _take_parted(self, parted: tuple[str, list[str], str, DateLine, bool]) -> None:
        names_part, names, date_part, dates, first = parted
        if first:
            self._layout.add_byline(names_part, names)
        self._layout.add_dates(date_part, dates)
        if not first:
            self._layout.add_byline(names_part, names)

    def _take_byline(self, i: int) -> bool:
        line, layout = self._lines[i].text, self._layout
        names = byline_names(line)
        if names is None and _BY_ALONE.fullmatch(line):
            names = []
        if names is None and i >= self._leading and self._beside_names(i):
            names = bare_names(line) or ([] if is_role(line) and self._after_byline() else None)
        if names is None:
            return False
        layout.add_byline(line, names)
        return True

    def _beside_names(self, i: int) -> bool:
        return self._after_byline() or _names_author(self._lines, i)

    def _after_byline(self) -> bool:
        return bool(self._layout.blocks) and self._layout.blocks[-1].kind == "byline"

    def _take_text(self, line: str) -> None:
        layout = self._layout
        if line.count(" ") < 3 and not _ENDED.search(line):
            layout.add("boilerplate", line)
        elif layout.subtitle is None:
            layout.subtitle = line
            layout.add("subtitle", line)
        else:
            layout.add("paragraph", line)
