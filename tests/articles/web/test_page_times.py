"""When the article of a page was published and updated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.articles.web.conftest import PROSE, html
from transforms.articles.web.times import iso_time
from transforms.read.records import RawRecord

Read = Callable[..., RawRecord]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-03T10:00:00Z", "2024-05-03T10:00:00+00:00"),
        ("2024-05-03T10:00:00.336Z", "2024-05-03T10:00:00+00:00"),
        ("2024-05-03 10:00:00 +02:00", "2024-05-03T10:00:00+02:00"),
        ("2024-05-03T10:00+0530", "2024-05-03T10:00:00+05:30"),
        ("2024-05-03 10:00:00 UTC", "2024-05-03T10:00:00+00:00"),
        ("2024-05-03 10:00", "2024-05-03T10:00:00"),
        ("Fri, 03 May 2024 10:00:00 +0200", "2024-05-03T10:00:00+02:00"),
        ("2024/5/3", "2024-05-03"),
        ("2024-05-03", "2024-05-03"),
        ("May 2024", None),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_time_is_brought_into_one_form(text: str, iso: str | None) -> None:
    assert iso_time(text) == iso


def test_json_ld_wins_over_meta_and_meta_over_the_page(read: Read) -> None:
    head = (
        "<meta property='article:published_time' content='2024-05-04T10:00:00Z'>"
        "<meta property='article:modified_time' content='2024-05-06T10:00:00Z'>"
    )
    body = "<article><time datetime='2024-05-05T10:00:00Z'></time>" + f"<p>{'</p><p>'.join(PROSE)}"
    found = read(html(body, head, datePublished="2024-05-03T10:00:00+02:00"))
    assert found.published_at == "2024-05-03T10:00:00+02:00"
    assert found.updated_at == "2024-05-06T10:00:00+00:00"
    assert read(html(body, head)).published_at == "2024-05-04T10:00:00+00:00"
    assert read(html(body)).published_at == "2024-05-05T10:00:00+00:00"


def test_time_zone_is_taken_from_who_tells_the_same_moment(read: Read) -> None:
    head = "<meta name='cXenseParse:publishtime' content='2024-05-03T10:00:00Z'>"
    found = read(html(None, head, datePublished="2024-05-03T10:00:00"))
    assert found.published_at == "2024-05-03T10:00:00+00:00"


def test_hour_is_taken_from_who_tells_it_of_the_same_day(read: Read) -> None:
    head = "<meta property='article:published_time' content='2024-05-03T10:00:00+02:00'>"
    found = read(html(None, head, datePublished="2024-05-03"))
    assert found.published_at == "2024-05-03T10:00:00+02:00"


def test_another_day_in_the_page_changes_nothing(read: Read) -> None:
    head = "<meta property='article:published_time' content='2024-05-04T10:00:00Z'>"
    assert read(html(None, head, datePublished="2024-05-03")).published_at == "2024-05-03"


def test_milliseconds_since_1970_are_a_time(read: Read) -> None:
    found = read(html(datePublished=1714730400000))
    assert found.published_at == "2024-05-03T10:00:00+00:00"


def test_marked_time_wins_over_the_first_and_over_those_of_other_stories(read: Read) -> None:
    body = (
        "<article><time datetime='2024-05-01'></time>"
        "<time class='date-published' datetime='2024-05-03'></time>"
        "<time class='date-updated' datetime='2024-05-04'></time>"
        f"<p>{'</p><p>'.join(PROSE)}</p></article>"
        "<aside><time class='published' datetime='2024-05-09'></time></aside>"
    )
    found = read(html(body))
    assert (found.published_at, found.updated_at) == ("2024-05-03", "2024-05-04")


def test_data_of_other_scripts_tell_the_time_before_the_address_does(read: Read) -> None:
    script = '<script>var page = {"publishedAt": "2024-05-03T10:00:00Z"}</script>'
    url = "https://daily.example/2024/05/02/talks"
    assert read(html(None, script), url=url).published_at == "2024-05-03T10:00:00+00:00"
    assert read(html(), url=url).published_at == "2024-05-02"


def test_date_in_words_is_handed_on_as_it_stands(read: Read) -> None:
    body = f"<article><time>Posted: May 3, 2024 6:45 PM</time><p>{'</p><p>'.join(PROSE)}</p>"
    assert read(html(body)).published_at == "Posted: May 3, 2024 6:45 PM"


def test_page_that_tells_no_day_has_none(read: Read) -> None:
    found = read(html())
    assert (found.published_at, found.updated_at) == (None, None)
