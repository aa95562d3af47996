"""A page parsed once, and what the others here ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from transforms.articles.web.head import Head, read_head
from transforms.articles.web.names import by_role
from transforms.articles.web.tree import SCRIPTS, parse_html


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page: its characters, its tree without scripts, its head, its elements by role."""

    text: str
    tree: HtmlElement
    head: Head
    by_role: dict[str, list[HtmlElement]]

    def called(self, *roles: str) -> Sequence[HtmlElement]:
        """The elements that have one of some roles (`names`), role by role."""
        return [element for role in roles for element in self.by_role.get(role, ())]


def parse_page(text: str) -> Parsed | None:
    """A page out of its characters; null where there is no HTML in them."""
    tree = parse_html(text)
    if tree is None:
        return None
    head = read_head(tree)
    etree.strip_elements(tree, *SCRIPTS, with_tail=False)
    return Parsed(text, tree, head, by_role(tree))
