"""The body of a page is its article, without what stands around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.articles.web.conftest import PROSE, html
from transforms.read.records import Failure, Part, RawRecord

Read = Callable[..., RawRecord]
ONE, TWO, THREE, FOUR = PROSE


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def story(inner: str, around: str = "") -> str:
    return html(f"<article><h1>Talks open in Oslo</h1>{inner}</article>{around}")


def texts(found: RawRecord, *kinds: str) -> list[str]:
    return [part.text for part in found.parts if not kinds or part.kind in kinds]


def test_parts_have_their_kinds_in_the_order_of_the_page(read: Read) -> None:
    found = read(
        story(
            paragraphs(ONE, TWO)
            + "<h2>What was agreed</h2>"
            + paragraphs(THREE)
            + "<ul><li>The asset freeze stays.</li><li>The travel ban ends.</li></ul>"
            + "<blockquote><p>We shall see them in court.</p></blockquote>"
            + paragraphs(FOUR)
        )
    )
    assert found.parts == (
        Part("paragraph", ONE),
        Part("paragraph", TWO),
        Part("heading", "What was agreed"),
        Part("paragraph", THREE),
        Part("list_item", "The asset freeze stays."),
        Part("list_item", "The travel ban ends."),
        Part("quote", "We shall see them in court."),
        Part("paragraph", FOUR),
    )
    assert found.text == "\n\n".join(part.text for part in found.parts)


def test_navigation_and_offers_around_the_article_are_left_out(read: Read) -> None:
    page = html(
        "<header><nav><a href='/'>Home</a><a href='/world'>World</a></nav></header>"
        f"<main><article>{paragraphs(ONE, TWO)}"
        "<div class='newsletter-signup'><p>Get the best of the Daily every morning.</p></div>"
        f"{paragraphs(THREE, FOUR)}"
        "<div class='c-relatedStories'><h3>More</h3><p>The mint opens again after a year.</p></div>"
        "</article></main>"
        "<section class='comments'><p>First! I have always said that they would meet.</p></section>"
        "<footer><p>All rights reserved by the Daily of Oslo.</p></footer>"
    )
    assert texts(read(page)) == list(PROSE)


def test_title_byline_and_date_in_the_body_are_left_out(read: Read) -> None:
    page = html(
        "<article><h1>Talks open in Oslo</h1><p>By Jane Roe</p><p>3 May 2024 10:00 GMT</p>"
        f"{paragraphs(*PROSE)}</article>",
        "<title>Talks open in Oslo | The Daily</title>",
    )
    assert texts(read(page)) == list(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: <a href='/mint'>The mint opens again after a year of repairs</a>",
        "<a href='/mint'>Lire aussi : La Monnaie rouvre ses portes après un an</a>",
        "Lesen Sie auch: <a href='/mint'>Die Münze öffnet wieder nach einem Jahr</a>",
        "Читайте также: <a href='/mint'>Монетный двор открыт снова</a>",
    ],
)
def test_links_to_other_stories_within_the_text_are_left_out(read: Read, line: str) -> None:
    page = story(paragraphs(ONE, TWO) + f"<p>{line}</p>" + paragraphs(THREE, FOUR))
    assert texts(read(page)) == list(PROSE)


def test_paragraph_with_links_in_it_stays(read: Read) -> None:
    linked = "The <a href='/a'>ministry of finance</a> told <a href='/b'>the bank</a> of it first."
    page = story(paragraphs(ONE, TWO, linked, THREE))
    assert texts(read(page))[2] == "The ministry of finance told the bank of it first."


@pytest.mark.parametrize(
    "line",
    [
        "Follow Jane Roe on Twitter @janeroe",
        "Sign up for our newsletter and never miss a story.",
        "<em>Jane Roe writes for the Daily from Oslo.</em>",
        "© 2024 The Daily. All rights reserved.",
        "<a href='/mint'>The mint opens again after a year of repairs</a>",
    ],
)
def test_words_to_the_reader_at_the_end_are_left_out(read: Read, line: str) -> None:
    assert texts(read(story(paragraphs(*PROSE, line)))) == list(PROSE)


def test_heading_with_nothing_under_it_is_left_out(read: Read) -> None:
    page = story(paragraphs(*PROSE) + "<h3>What others read</h3>")
    assert texts(read(page)) == list(PROSE)


def test_list_of_links_is_left_out_and_list_of_facts_stays(read: Read) -> None:
    links = "<ul><li><a href='/a'>The mint opens</a></li><li><a href='/b'>Bank sues</a></li></ul>"
    facts = "<ul><li>Frozen: <a href='/c'>the bank</a>'s gold.</li></ul>"
    page = story(paragraphs(ONE, TWO) + links + facts + paragraphs(THREE, FOUR))
    assert texts(read(page), "list_item") == ["Frozen: the bank's gold."]


def test_quoted_messages_stay_though_they_are_embedded(read: Read) -> None:
    tweet = (
        "<div class='embed-wrapper'><blockquote class='twitter-tweet'><p>We shall see them in "
        "court, and we shall win.</p>— The Bank (@bank)</blockquote></div>"
    )
    page = story(paragraphs(ONE, TWO) + tweet + paragraphs(THREE, FOUR))
    found = texts(read(page), "quote")
    assert found[0] == "We shall see them in court, and we shall win."


def test_body_in_several_boxes_of_one_class_is_read_whole(read: Read) -> None:
    boxes = "".join(
        f"<div class='grid'><div class='article__body'>{paragraphs(a, b)}</div></div>"
        for a, b in ((ONE, TWO), (THREE, FOUR))
    )
    assert texts(read(html(f"<article>{boxes}</article>"))) == list(PROSE)


def test_paragraphs_parted_by_line_breaks_are_told_apart(read: Read) -> None:
    page = html(f"<div class='article-body'>{ONE}<br><br>{TWO}<br>{THREE}<br/><br/>{FOUR}</div>")
    assert texts(read(page)) == list(PROSE)


def test_page_without_a_single_paragraph_element_is_read_where_its_prose_stands(read: Read) -> None:
    prose = "<br><br>".join(f"<span>{text}</span>" for text in PROSE * 2)
    links = "".join(f"<a href='/{n}'>Gold rate in Oslo today {n}</a>" for n in range(40))
    page = html(f"<div class='x1'><div class='x2'>{links}</div><div class='x3'>{prose}</div></div>")
    assert texts(read(page)) == list(PROSE * 2)


def test_article_within_an_element_that_was_never_closed_is_read(read: Read) -> None:
    page = html(f"<aside id='secondary'><div><article>{paragraphs(*PROSE)}</article></div>")
    assert texts(read(page)) == list(PROSE)


def test_text_of_json_ld_stands_in_where_the_page_has_little_of_it(read: Read) -> None:
    told = "\n".join(PROSE * 2)
    page = html("<div id='app'><p>Loading the article, please wait.</p></div>", articleBody=told)
    assert texts(read(page)) == list(PROSE * 2)


def test_rows_of_a_table_are_parts(read: Read) -> None:
    table = "<table><tr><th>Bank</th><th>Frozen</th></tr><tr><td>Mint</td><td>5bn</td></tr></table>"
    page = story(paragraphs(ONE, TWO) + table + paragraphs(THREE, FOUR))
    assert texts(read(page), "list_item") == ["Bank | Frozen", "Mint | 5bn"]


def test_reading_twice_gives_the_same(read: Read) -> None:
    page = story(paragraphs(*PROSE))
    other = story(paragraphs(ONE, ONE, TWO, THREE))
    first = read(page)
    read(other)
    assert read(page) == first


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   \n ",
        "\0\0\0",
        "<html><head><title>Talks open</title></head><body><h1>Talks open</h1></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav><div>Home World Contact</div></body></html>",
        "<html><body><div id='app'></div><script>var a = 'They met.';</script></body></html>",
        "<html><frameset><frame src='a.html'></frameset></html>",
    ],
)
def test_page_without_an_article_is_refused(refused: Callable[..., Failure], page: str) -> None:
    failure = refused(page, record_key="a")
    assert (failure.reason, failure.record_key) == ("no_text", "a")
