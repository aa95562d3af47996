"""What the head of a page says: `meta` elements by name, links, the titles shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from transforms.articles.web.tree import words

_LISTING = ("li", "nav", "aside", "footer", "figure")


@dataclass(slots=True)
class Head:
    """Contents of `meta` elements by name, in small letters.

    The name is a `property` or a `name`; that of an `itemprop` begins with "item:".

    `title` is the window's, `headings` are the `h1` elements, `scripts` those of JSON-LD,
    `canonical` the address of `link rel=canonical`, `language` the root's `lang`.
    """

    metas: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    canonical: str | None = None
    language: str | None = None

    def all(self, *names: str) -> list[str]:
        """Every content of some names, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]

    def first(self, *names: str) -> str | None:
        """The first content of some names."""
        return next(iter(self.all(*names)), None)


def read_head(tree: HtmlElement) -> Head:
    """What the head of a page says; elements that stand in its body by mistake are read too."""
    head = Head(language=tree.get("lang") or tree.get("xml:lang"))
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute, prefix in (("property", ""), ("name", ""), ("itemprop", "item:")):
            if content and (name := element.get(attribute)):
                head.metas.setdefault(prefix + name.strip().lower(), []).append(content)
        if content and (element.get("http-equiv") or "").lower() == "content-language":
            head.metas.setdefault("content-language", []).append(content)
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text:
            head.scripts.append(element.text)
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower().split() == ["canonical"] and element.get("href"):
            head.canonical = head.canonical or element.get("href")
    head.title = next((words(e) for e in tree.iter("title") if _is_of_page(e)), "")
    head.headings = _headings(tree.iter("h1"))
    return head


def _is_of_page(title: HtmlElement) -> bool:
    """Whether a title is the window's, not one in a drawing."""
    parent = title.getparent()
    return parent is not None and parent.tag in ("head", "html", "body")


def _headings(elements: Iterable[HtmlElement]) -> list[str]:
    found = (
        words(element)
        for element in elements
        if next(element.iterancestors(*_LISTING), None) is None
    )
    return [heading for heading in dict.fromkeys(found) if heading]
