"""Who wrote the article of a page: a clean list of names."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.articles.web.conftest import PROSE, html
from transforms.articles.web.authors import clean_authors
from transforms.read.records import RawRecord

Read = Callable[..., RawRecord]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By JANE ROE and MAX MOE", ["JANE ROE", "MAX MOE"]),
        ("Jane Roe, Max Moe and Ann Lee", ["Jane Roe", "Max Moe", "Ann Lee"]),
        ("Jane Roe, Chief Political Correspondent, and Max Moe, Producer", ["Jane Roe", "Max Moe"]),
        ("Chief Political Correspondent Jane Roe", ["Jane Roe"]),
        ("Jane Roe in Berlin", ["Jane Roe"]),
        ("Jane Roe, Washington", ["Jane Roe"]),
        ("Jane Roe jane@daily.example @janeroe", ["Jane Roe"]),
        ("Jane Roe Updated 3 May 2024 10:00", ["Jane Roe"]),
        ("JILL ROE Associated Press", ["JILL ROE"]),
        ("Jane Roe, Reuters", ["Jane Roe", "Reuters"]),
        ("dpa/AFP", ["dpa", "AFP"]),
        ("The Associated Press", ["The Associated Press"]),
        ("National Post Staff", ["National Post Staff"]),
        ("Martin King, Jr.", ["Martin King Jr"]),
        ("Roe, Jane", ["Jane Roe"]),
        ("Von Jutta Roe und Max Moe", ["Jutta Roe", "Max Moe"]),
        ("Von der Leyen", ["Von der Leyen"]),
        ("Jan Per Hansen", ["Jan Per Hansen"]),
        ("Trine Roe og Tove Moe", ["Trine Roe", "Tove Moe"]),
        ("Juan Roe y María Moe", ["Juan Roe", "María Moe"]),
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("Иван Петров и Анна Сидорова", ["Иван Петров", "Анна Сидорова"]),
        ("王小明、李四", ["王小明", "李四"]),
        ("admin", []),
        ("https://daily.example/jane", []),
    ],
)
def test_byline_is_read_as_names(line: str, names: list[str]) -> None:
    assert clean_authors([line]) == names


def test_names_are_told_once_and_the_site_only_where_nobody_else_is() -> None:
    assert clean_authors(["Jane Roe", "By Jane Roe", "JANE ROE"]) == ["Jane Roe"]
    assert clean_authors(["Jane Roe", "Daily Business"], site=["Daily"]) == ["Jane Roe"]
    assert clean_authors(["Daily"], site=["Daily"]) == ["Daily"]
    assert clean_authors(["Max Moe", "Ann Lee"], site=["max"]) == ["Max Moe", "Ann Lee"]


def test_catalogues_put_the_surname_first() -> None:
    assert clean_authors(["Roe, Jane A."], inverted=True) == ["Jane A. Roe"]


def test_authors_of_json_ld_are_found_by_their_ids(read: Read) -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Talks", "author": [{"@id": "#1"}, {"@id": "#2"}]},
        {"@type": ["Person"], "@id": "#1", "name": "Jane Roe"},
        {"@type": "Person", "@id": "#2", "name": "Max Moe"},
    ]
    script = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert read(html(None, script)).authors == ("Jane Roe", "Max Moe")


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Jane Roe and Max Moe"},
        [{"name": "Jane Roe"}, {"name": ["Max Moe"]}],
        ["Jane Roe", "Max Moe"],
        {"@type": "Person", "name": ["Jane Roe", "Max Moe"]},
        [{"givenName": "Jane", "familyName": "Roe"}, {"name": "Max Moe"}],
    ],
)
def test_authors_of_json_ld_are_read_in_every_shape(read: Read, author: object) -> None:
    assert read(html(author=author)).authors == ("Jane Roe", "Max Moe")


def test_meta_elements_tell_authors_where_json_ld_does_not(read: Read) -> None:
    head = (
        "<meta property='article:author' content='https://facebook.example/jane'>"
        "<meta name='author' content='Jane Roe'><meta name='author' content='Max Moe'>"
    )
    assert read(html(None, head)).authors == ("Jane Roe", "Max Moe")
    head = "<meta name='citation_author' content='Roe, Jane'>"
    assert read(html(None, head)).authors == ("Jane Roe",)


@pytest.mark.parametrize(
    "byline",
    [
        "<a rel='author' href='/jane'>Jane Roe</a>",
        "<div itemprop='author'><span itemprop='name'>Jane Roe</span> of Oslo</div>",
        "<div class='article__byline'>By <b>Jane Roe</b><br>Published 3 May 2024</div>",
        "<span class='authorName'>Jane Roe</span>",
    ],
)
def test_byline_on_the_page_tells_authors_where_metadata_do_not(read: Read, byline: str) -> None:
    body = f"<article><h1>Talks</h1>{byline}" + "".join(f"<p>{p}</p>" for p in PROSE)
    found = read(html(body + "</article><aside><span class='author'>Max Moe</span></aside>"))
    assert found.authors == ("Jane Roe",)


def test_line_in_italics_at_the_end_is_a_signature(read: Read) -> None:
    body = "".join(f"<p>{p}</p>" for p in PROSE)
    assert read(html(f"<article>{body}<p><em>IX-Redaktion</em></p></article>")).authors == (
        "IX-Redaktion",
    )


def test_account_of_one_word_is_no_author(read: Read) -> None:
    body = "<article><span class='author'>eddie</span>" + "".join(f"<p>{p}</p>" for p in PROSE)
    assert read(html(body)).authors == ()
