"""The body of an article: every line told to be a paragraph, heading, caption, dirt, …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.articles.blocks import Layout
from transforms.articles.bylines import byline_names, contributor_names
from transforms.articles.captions import is_signed_off, picture
from transforms.articles.dates import date_line
from transforms.articles.patterns import start, whole
from transforms.articles.tidy import Line

LONGEST_HEADING, WORDIEST_HEADING = 110, 16
"""Code points and words of a heading; headlines of newspapers stay below both."""
GALLERY = 3
"""So many short lines in a row are no headings: each of those has text under it."""
TAIL = 12
"""Lines from the end in which contributors and authors are named."""
LONGEST_DIRT = 260
PROSE = 80
"""Code points from which a line with a stop at its end is text, not a link or a copyright."""

_BULLET = re.compile(r"(?P<mark>[•●▪◦‣·*►▶■]|[-–—](?= )|\(?\d{1,2}[.)](?= )) ?(?P<item>\S.*)")
_ATTRIBUTION = re.compile(r"[—–-] ?(?![a-zß-öø-ÿ\d\s]).{3,110}[^.!?:;]")
_ENDED = re.compile(r"[.!?…:;,。！？、：；।؟؛][”’\"')\]」』）]*$")
_ASKED = re.compile(r"\?[”’\"')\]]*$")
_LEADS_LINKS = re.compile(
    r"(?i:read|see|related|recommended|more|also|trending)\b[\w ]{0,30}\s*:?(?<![.])"
)
_WRITER = r"(?:[A-ZÀ-Þ][\w.’'-]+ ){2,4}(?:in [A-ZÀ-Þ][\w.’'-]+ )?"
_HELPED = (
    r"(?:(?:The )?(?:[A-ZÀ-Þ][\w.’'-]+ ){1,3}(?:writer|reporter|journalist|correspondent)s? )?"
    rf"{_WRITER}(?:and {_WRITER})?"
    r"contributed (?:reporting )?to this (?:report|article|story)\."
)
_CREDITED = r"\((?:Additional )?(?:[Rr]eporting|[Ww]riting)(?: and \w+)? by [^()]{3,300}\)"
_HELP_GLUED = re.compile(rf"(?<=[.!?”\"])\s+(?P<line>{_HELPED}|{_CREDITED})$")
_BIO = r" (?:is|was|has|covers|reports|writes|joined|works)\b"


class Body:
    """Reads the lines of a body into a layout, each line once.

    In a `page` the tail may be links and tags; in a column a run of short lines is the captions of
    a gallery.
    """

    def __init__(self, lines: Sequence[Line], layout: Layout, *, page: bool) -> None:
        self._lines = lines
        self._layout = layout
        self._page = page
        self._ending = False
        self._linking = False
        self._numbered = self._item_marks()

    def read(self) -> None:
        """Append the blocks of all lines to the layout, with what they say beside the text."""
        i = 0
        while i < len(self._lines):
            i += self._take(i)

    def _take(self, i: int) -> int:
        """Read the line at `i`; gives how many lines were read."""
        line = self._lines[i]
        if self._ending or self._is_link(line, i) or self._is_bio(line.text, i):
            self._layout.add("boilerplate", line.text)
            return 1
        self._linking = False
        if self._ends_article(i):
            self._ending = True
            self._layout.add("boilerplate", line.text)
        elif not self._take_marked(i):
            if run := self._short_run(i):
                self._take_run(i, run)
                return run
            self._take_text(i)
        return 1

    def _take_marked(self, i: int) -> bool:
        """Take a line that its own words mark as no paragraph; says whether it was one."""
        line, layout = self._lines[i].text, self._layout
        if len(line) <= LONGEST_DIRT and whole("boilerplate", line):
            layout.add("boilerplate", line)
            self._linking = bool(_LEADS_LINKS.fullmatch(line))
        elif dates := date_line(line):
            layout.add_dates(line, dates)
        elif (names := self._helpers(i)) is not None:
            layout.add_helpers(line, names)
        elif (i < 3 or self._is_near_end(i)) and (names := byline_names(line)) is not None:
            layout.add_byline(line, [] if layout.authors else names)
        else:
            return self._take_picture(i) or self._take_item(i)
        return True

    def _helpers(self, i: int) -> list[str] | None:
        """Who a contributor line names, near the end; null where the line is none.

        The very end may name them in words that a story has too ("Jane Roe reported from Oslo"):
        there they count only where nothing else in the text names them.
        """
        line = self._lines[i].text
        if not self._is_near_end(i):
            return None
        if (names := contributor_names(line)) is not None:
            return names
        names = contributor_names(line, "signed_off") if i and self._is_last(i) else None
        if not names:
            return None
        new = [n for n in names if n not in self._layout.authors]
        return None if any(self._is_told(n, i) for n in new) else new

    def _is_told(self, name: str, i: int) -> bool:
        """Whether a line other than the one at `i` and the credits has the surname of a name."""
        surname = re.compile(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b")
        return any(
            j != i and surname.search(line.text) and contributor_names(line.text) is None
            for j, line in enumerate(self._lines)
        )

    def _is_last(self, i: int) -> bool:
        """Whether only credits follow."""
        return all(
            contributor_names(x.text) is not None
            or contributor_names(x.text, "signed_off")
            or whole("boilerplate", x.text)
            for x in self._lines[i + 1 :]
        )

    def _take_picture(self, i: int) -> bool:
        line = self._lines[i].text
        shown = picture(line)
        if shown is None:
            return False
        if is_signed_off(line, shown) and (not self._page or i == len(self._lines) - 1):
            return False
        self._layout.add("credit" if shown.caption is None else "caption", line, shown)
        return True

    def _take_item(self, i: int) -> bool:
        line = self._lines[i].text
        if i in self._numbered and (match := _BULLET.fullmatch(line)):
            is_number = match["mark"][-1] in ".)"
            self._layout.add("list_item", line if is_number else match["item"])
            return True
        if i and _ATTRIBUTION.fullmatch(line):
            self._layout.add("quote", line)
            return True
        return False

    def _item_marks(self) -> set[int]:
        """The lines that start with a bullet or, two or more in a row, with a dash or number."""
        marks = [m["mark"] if (m := _BULLET.fullmatch(x.text)) else "" for x in self._lines]
        found: set[int] = set()
        for i, mark in enumerate(marks):
            beside = (*marks[max(0, i - 1) : i], *marks[i + 1 : i + 2])
            if mark and (mark in "•●▪◦‣►▶■" or any(m[-1:] == mark[-1] for m in beside)):
                found.add(i)
        return found

    def _take_run(self, i: int, run: int) -> None:
        """Short lines in a row: a list after a colon, links at a page's end, else a gallery."""
        before = self._layout.blocks[-1].text if self._layout.blocks else ""
        if before.endswith(":"):
            kind = "list_item"
        elif self._page:
            kind = "boilerplate" if i + run == len(self._lines) else "list_item"
        else:
            kind = "caption"
        for line in self._lines[i : i + run]:
            self._layout.add(kind, line.text)

    def _short_run(self, i: int) -> int:
        """How many short lines without a stop stand from `i` on; 0 where they are few."""
        end = i
        while end < len(self._lines) and self._is_short(end):
            end += 1
        follows = end < len(self._lines) and end - i > GALLERY and self._lines[end - 1].gap
        if follows and self._page:
            end -= 1  # the last one may head the text that follows
        return end - i if end - i >= GALLERY else 0

    def _is_short(self, i: int) -> bool:
        line = self._lines[i].text
        return (
            len(line) <= LONGEST_HEADING
            and not _ENDED.search(line)
            and not self._is_marked(i)
            and line.count(" ") < WORDIEST_HEADING
        )

    def _is_marked(self, i: int) -> bool:
        line = self._lines[i].text
        return (
            i in self._numbered
            or whole("boilerplate", line) is not None
            or date_line(line) is not None
            or picture(line) is not None
            or _ATTRIBUTION.fullmatch(line) is not None
        )

    def _take_text(self, i: int) -> None:
        line, layout = self._lines[i].text, self._layout
        if self._is_heading(i):
            layout.add("heading", line)
            return
        if not any(b.kind == "paragraph" for b in layout.blocks):
            line = split_dateline(line, layout)
        helped = _HELP_GLUED.search(line) if self._is_near_end(i) else None
        if helped and (names := contributor_names(helped["line"])):
            layout.add("paragraph", line[: helped.start()])
            layout.add_helpers(helped["line"], names)
            return
        layout.add("paragraph", line)

    def _is_heading(self, i: int) -> bool:
        """A short line without a stop, or a short question, that text stands under."""
        line = self._lines[i].text
        if len(line) > LONGEST_HEADING or i + 1 >= len(self._lines):
            return False
        if line[:1].islower() or line[:1] in "—–-" or line.count(" ") >= WORDIEST_HEADING:
            return False
        # in a column a short question is more often an interviewer's
        asked = self._page and _ASKED.search(line) and line.count(" ") < 10
        asked = asked and line[:1] not in "“\"'‘"
        if _ENDED.search(line) and not asked:
            return False
        under = self._lines[i + 1].text
        return len(under) > len(line) or bool(_ENDED.search(under))

    def _is_near_end(self, i: int) -> bool:
        return i >= len(self._lines) - TAIL

    def _is_link(self, line: Line, i: int) -> bool:
        """A headline under "Read more": the first line after it, and those right below."""
        first = self._linking and self._lines[i - 1].text == self._layout.blocks[-1].text
        return (
            self._linking
            and (first or not line.gap)
            and len(line.text) <= 2 * LONGEST_HEADING
            and (not _ENDED.search(line.text) or line.text.endswith("?"))
            and not self._is_marked(i)
            and contributor_names(line.text) is None
            and byline_names(line.text) is None
        )

    def _is_bio(self, line: str, i: int) -> bool:
        """ "Jane Roe is a reporter …", at the end of what Jane Roe wrote."""
        if i < len(self._lines) - 4 or i * 2 < len(self._lines):
            return False
        return any(re.match(re.escape(name) + _BIO, line) for name in self._layout.authors)

    def _ends_article(self, i: int) -> bool:
        line = self._lines[i].text
        if len(line) > 60 or i * 5 < len(self._lines) * 2:
            return False
        if whole("end_section", line):
            return True
        prose = any(len(x.text) >= PROSE and _ENDED.search(x.text) for x in self._lines[i + 1 :])
        return not prose and whole("links_section", line) is not None


def split_dateline(line: str, layout: Layout) -> str:
    """Take the place and day that a report opens with as a block; gives the rest of the line."""
    match = start("dateline", line)
    rest = line[match.end() :].lstrip() if match else ""
    if match is None or len(rest) < 20 or not (rest[0].isupper() or rest[0] in "“\"'‘0123456789"):
        return line
    layout.add("dateline", match[0].strip())
    layout.dateline = match[0].rstrip(" —–-:")
    return rest
