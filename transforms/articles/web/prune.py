"""What stands around an article is taken out of its page, before the body is sought."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from transforms.articles.web.tree import without, words

_ROUND = ("nav", "footer", "aside", "menu")
_CONTROLS = (
    "audio", "button", "datalist", "head", "input", "label", "link", "map", "meta", "optgroup",
    "option", "output", "progress", "select", "source", "textarea", "time", "track", "video",
)  # fmt: skip
"""What trafilatura drops too, one by one and later."""
_LISTS = etree.XPath("//ul | //ol")
_TWEETS = etree.XPath("//blockquote[contains(@class, 'twitter-tweet')]")
_WRAPPING = re.compile(r"embed|widget|social|tweet|twitter", re.IGNORECASE)
_MOST = 0.3
"""Share of a page's paragraphs that nothing around an article has: what has more is the article."""
_LINKS = 0.9
"""Share of link text from which a list is a list of links."""


def prune(tree: HtmlElement, surroundings: Iterable[HtmlElement]) -> None:
    """Take out navigation, offers, lists of links and the like, in place.

    `surroundings` are the elements that are called so (`names`). An element that most of the page
    stands in, as one that was never closed, becomes a plain box.
    """
    etree.strip_elements(tree, *_CONTROLS, with_tail=False)
    tweets = _free_tweets(tree)
    limit = _MOST * _prose(tree)
    for element in list(tree.iter(*_ROUND)):
        if _prose(element) <= limit:
            without(element)
        else:
            element.tag = "div"
    for element in surroundings:
        if element not in tweets and _prose(element) <= limit:
            without(element)
    for element in _LISTS(tree):
        if _is_linked(element):
            without(element)


def _prose(element: HtmlElement) -> int:
    """Code points in paragraphs."""
    return sum(len(words(paragraph)) for paragraph in element.iter("p"))


def _is_linked(element: HtmlElement) -> bool:
    linked = link_size(element)
    return linked > 0 and linked >= _LINKS * len(words(element))


def link_size(element: HtmlElement) -> int:
    """Code points of links in an element."""
    return sum(len(words(link)) for link in element.iter("a"))


def _free_tweets(tree: HtmlElement) -> set[HtmlElement]:
    """The quoted messages and what is wrapped around them, without the classes of wrappings.

    An article quotes them, but by their classes they would be dropped.
    """
    freed: set[HtmlElement] = set()
    for tweet in _TWEETS(tree):
        element: HtmlElement | None = tweet
        for _ in range(4):
            if element is None or not _WRAPPING.search(element.get("class", "")):
                break
            del element.attrib["class"]
            freed.add(element)
            element = element.getparent()
    return freed
