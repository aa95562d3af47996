"""The title of a page's article, without the name of its site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transforms.articles.blocks import folded

_BAR = re.compile(r"\s+(?:[|»«·•:]|::|//|[-–—])\s+|\s*[|｜]\s*|\s+[-–—](?=[A-Z])")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")
_LONGEST_SITE = 8
"""Words of a site's name."""
_LONGEST = 1000
"""Code points of a title."""
_SHORTEST_TITLE = 2
"""Words of a title that something was cut from."""
_SHORT_WORD, _LONGEST_WORD = 3, 30
"""Code points up to which words are in any title; over which a text has no spaces in it."""
_MUCH_SHORTER = 0.6
"""Share of a headline's length up to which another title leaves out some of its news."""


def article_title(
    shared: Sequence[str],
    headline: str | None,
    headings: Sequence[str],
    window: str,
    sites: Iterable[str],
) -> str | None:
    """The title that the publisher gives an article; null where the page has none.

    `shared` are the titles for sharing (`og:title` first, then `twitter:title`), `headline` that
    of JSON-LD, `headings` the page's `h1`, `window` its `title`, `sites` what its site is called.
    The title for sharing is taken, as most papers put their headline there; where they put
    something else (`_is_for_sharing_alone`) it is the headline.
    """
    names = [folded(name) for name in sites if name and folded(name)]
    shown = [h for h in (headline, *headings) if h and folded(h) not in names]
    offered = [without_site(title, names, shown) for title in shared]
    titled = without_site(window, names, [*shown, *offered])
    main = _main(headline, [h for h in headings if h in shown], [titled, *offered])
    if not offered:
        return main or titled or None
    first = offered[0]
    if main is None or _same(first, main):
        return first or main
    named = folded(first) != folded(shared[0])
    if _is_for_sharing_alone(first, main, offered[1:], headings, titled, named=named):
        return main
    return first


def _main(headline: str | None, headings: Sequence[str], others: Sequence[str]) -> str | None:
    """The headline, else the heading that other titles agree with, else one that stands alone."""
    if headline:
        longer = (h for h in (*headings, *others) if _goes_on(headline, h))
        return next(longer, headline)
    for heading in headings:
        if any(_same(heading, other) for other in others if other):
            return heading
    alike = [h for h in headings if not any(others) or any(_is_alike(h, o) for o in others)]
    return alike[0] if len(alike) == 1 else None


def _is_for_sharing_alone(
    first: str,
    main: str,
    others: Sequence[str],
    headings: Sequence[str],
    titled: str,
    *,
    named: bool,
) -> bool:
    """Whether a title for sharing is not the article's: the headline is agreed on against it.

    It is cut off; or another title for sharing is the headline; or the window shows the headline
    and the heading is a third one; or, where window or heading are the headline, it bears the
    site's name (`named`), has no word of the headline's or is much shorter.
    """
    if _CUT_OFF.search(first) or any(_same(other, main) for other in others):
        return True
    if _same(titled, main) or any(_same(heading, main) for heading in headings):
        short = len(folded(first)) <= _MUCH_SHORTER * len(folded(main))
        if named or short or not _is_alike(first, main):
            return True
    third = bool(headings) and not any(_same(h, t) for h in headings for t in (main, first))
    return third and _same(titled, main)


def _is_alike(a: str, b: str) -> bool:
    """Whether two titles have a word of some length in common, or a sign where signs are words."""
    return not _said(a).isdisjoint(_said(b))


def _said(title: str) -> set[str]:
    words = folded(title).split()
    if any(len(word) > _LONGEST_WORD for word in words):
        return set(folded(title).replace(" ", ""))
    return {word for word in words if len(word) > _SHORT_WORD} or set(words)


def without_site(title: str, names: Sequence[str], shown: Sequence[str] = ()) -> str:
    """A title without the site's name behind it or before it.

    `names` are folded names of the site, `shown` titles that the page shows without it.
    """
    title = " ".join(title[:_LONGEST].split())
    for other in shown:
        if _begins(title, other):
            return " ".join(other.split())
    while (cut := _cut(title, names)) is not None:
        title = cut
    return title


def _begins(title: str, other: str) -> bool:
    """Whether a title is another with something barred off behind it or before it."""
    pieces = _BAR.split(title)
    wanted = folded(other)
    if len(pieces) < 2 or not wanted:
        return False
    joined = [folded(" ".join(pieces[:i])) for i in range(1, len(pieces))]
    joined += [folded(" ".join(pieces[i:])) for i in range(1, len(pieces))]
    return wanted in joined


def _cut(title: str, names: Sequence[str]) -> str | None:
    bars = list(_BAR.finditer(title))
    if not bars:
        return None
    behind, before = title[bars[-1].end() :], title[: bars[0].start()]
    rest = title[: bars[-1].start()].rstrip()
    if _is_site(behind, names) and rest.count(" ") + 1 >= _SHORTEST_TITLE:
        return rest
    rest = title[bars[0].end() :].lstrip()
    if _is_site(before, names) and rest.count(" ") + 1 >= _SHORTEST_TITLE:
        return rest
    return None


def _is_site(piece: str, names: Sequence[str]) -> bool:
    """Whether a piece of a title is the site's name, be it longer or shorter than told."""
    said = folded(piece)
    if not said or said.count(" ") >= _LONGEST_SITE:
        return False
    close = said.replace(" ", "")
    for name in names:
        tight = name.replace(" ", "")
        if close == tight or said.removeprefix("the ") == name.removeprefix("the "):
            return True
        if len(tight) >= 3 and (f" {name} " in f" {said} " or f" {said} " in f" {name} "):
            return True
        if len(close) >= 5 and len(tight) >= 5 and (close in tight or tight in close):
            return True
    return False


def _same(a: str, b: str) -> bool:
    return bool(a) and folded(a) == folded(b)


def _goes_on(start: str, title: str) -> bool:
    """Whether a title is longer than one that was cut off."""
    head = folded(_CUT_OFF.sub("", start))
    return len(head) >= 40 and _CUT_OFF.search(start) is not None and folded(title).startswith(head)
