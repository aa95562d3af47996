"""From the elements of an extracted body to the parts of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from transforms.read.records import Part

_NAMES = {
    **{name: name for name in ("p", "head", "item", "list", "quote")},
    **{name: name for name in ("table", "row", "cell", "code")},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "head"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(
        (
            "div", "section", "article", "main", "header", "footer", "aside", "nav", "address",
            "figure", "figcaption", "center", "form", "fieldset", "details", "body", "html",
        ),
        "p",
    ),
    "blockquote": "quote",
    "tr": "row",
    "pre": "code",
}  # fmt: skip
"""What the blocks of HTML are called in the trees that trafilatura gives."""
_ENDED = re.compile(r"[.!?…:;。！？][”’\"'»)\]]*$")
_CELLS = " | "


def parts_of(body: etree._Element) -> Iterator[Part]:
    """The parts of a body as trafilatura gives it, or of HTML, in order, none without words.

    A paragraph ends where two line breaks follow each other, or one follows a sentence. The cells
    of a table's row make one part.
    """
    reading = _Reading()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield from reading.open(element)
        else:
            yield from reading.close(element)
    yield from reading.flush()


def is_block(element: etree._Element) -> bool:
    """Whether an element begins a part of its own."""
    return element.tag in _NAMES


class _Reading:
    """What has been read of a body: the text of the part that goes on, and the open blocks."""

    def __init__(self) -> None:
        self._text = ""
        self._open: list[str] = []
        self._broken = False

    def open(self, element: etree._Element) -> Iterator[Part]:
        tag = _NAMES.get(str(element.tag))
        if tag:
            if tag != "cell":
                yield from self.flush()
            elif self._text.strip():
                self._text += _CELLS
            self._open.append(tag)
        elif element.tag in ("lb", "br", "hr"):
            yield from self._break()
        self._add(element.text)

    def close(self, element: etree._Element) -> Iterator[Part]:
        tag = _NAMES.get(str(element.tag))
        if tag:
            if tag != "cell":
                yield from self.flush()
            self._open.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._text += text
            self._broken = self._broken and not text.strip()

    def _break(self) -> Iterator[Part]:
        if self._broken or _ENDED.search(self._text.rstrip()):
            yield from self.flush()
        else:
            self._text += " "
            self._broken = bool(self._text.strip())

    def flush(self) -> Iterator[Part]:
        """The part that has been read, if it has words."""
        text = " ".join(self._text.split()).strip("| ")
        self._text, self._broken = "", False
        if text:
            yield Part(self._kind(), text)

    def _kind(self) -> str:
        for tag, kind in (("quote", "quote"), ("item", "list_item"), ("row", "list_item")):
            if tag in self._open:
                return kind
        return "heading" if "head" in self._open else "paragraph"
