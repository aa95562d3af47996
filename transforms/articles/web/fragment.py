"""HTML that is an article and nothing around it, as feeds carry it: its blocks, all of them."""

from __future__ import annotations

import re

from lxml import etree

from transforms.articles.web.figures import take_figures, with_figures
from transforms.articles.web.lines import matches
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.rendered import parts_of
from transforms.read.records import Part

_LINE_END = re.compile(r"\s*\n\s*")


def fragment_parts(page: Parsed) -> list[Part]:
    """The parts of a fragment; a last line that is the feed's own is `boilerplate`.

    Where there is not a single element in it, every line of its text is a paragraph.
    """
    tree = page.tree
    etree.strip_elements(tree, "head", with_tail=False)
    if not any(True for _ in tree.iterdescendants(*_TAGGED)):
        lines = _LINE_END.split("".join(tree.itertext()))
        parts = [Part("paragraph", line) for line in lines if line.strip()]
    else:
        figures = take_figures(tree, page.called("caption"))
        parts = list(with_figures(parts_of(tree), figures))
    if len(parts) > 1 and parts[-1].kind == "paragraph" and matches("tail", parts[-1].text):
        parts[-1] = Part("boilerplate", parts[-1].text)
    return parts


_TAGGED = (
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "blockquote",
    "table",
    "section",
    "article",
)
