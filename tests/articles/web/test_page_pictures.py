"""What stands under a page's pictures."""

from __future__ import annotations

from collections.abc import Callable

from tests.articles.web.conftest import PROSE, html
from transforms.read.records import Part, RawRecord

Read = Callable[..., RawRecord]
ONE, TWO, THREE, FOUR = (f"<p>{text}</p>" for text in PROSE)


def test_caption_and_credit_stand_where_the_picture_does(read: Read) -> None:
    figure = (
        "<figure><img src='a.jpg'><figcaption>The mint in Oslo, on Monday. "
        "<span class='image-credit'>Jane Roe/Reuters</span></figcaption></figure>"
    )
    found = read(html(f"<article>{ONE}{TWO}{figure}{THREE}{FOUR}</article>"))
    assert [part.kind for part in found.parts] == [
        "paragraph", "paragraph", "caption", "credit", "paragraph", "paragraph",
    ]  # fmt: skip
    assert found.parts[2:4] == (
        Part("caption", "The mint in Oslo, on Monday."),
        Part("credit", "Jane Roe/Reuters"),
    )


def test_caption_of_the_picture_over_the_text_comes_first(read: Read) -> None:
    page = html(
        "<article><h1>Talks open</h1><figure><img><figcaption>The mint.</figcaption></figure>"
        f"<div class='article-body'>{ONE}{TWO}{THREE}{FOUR}</div></article>"
    )
    assert read(page).parts[0] == Part("caption", "The mint.")


def test_caption_that_is_only_called_so_is_one(read: Read) -> None:
    box = "<div class='wp-caption'><img src='a.jpg'><p class='wp-caption-text'>The mint.</p></div>"
    found = read(html(f"<article>{ONE}{TWO}{box}{THREE}{FOUR}</article>"))
    assert Part("caption", "The mint.") in found.parts
    assert len(found.parts) == 5


def test_pictures_of_other_stories_are_not_the_articles(read: Read) -> None:
    teaser = "<a href='/b'><figure><img><figcaption>A ship at sea.</figcaption></figure></a>"
    page = html(f"<div>{teaser}</div><article>{ONE}{TWO}{THREE}{FOUR}</article><div>{teaser}</div>")
    assert [part.kind for part in read(page).parts] == ["paragraph"] * 4
