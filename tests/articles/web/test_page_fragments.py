"""HTML that is an article and nothing around it, as feeds carry it."""

from __future__ import annotations

from collections.abc import Callable

from transforms.read.records import Part, RawRecord

Read = Callable[..., RawRecord]


def test_all_blocks_of_a_fragment_are_kept(read: Read) -> None:
    page = (
        "<p>They met in <b>Oslo</b>.</p><h2>Sign up</h2><ul><li><a href='/a'>One link</a></li></ul>"
        "<blockquote>We met.</blockquote><figure><img><figcaption>Oslo.</figcaption></figure>"
        "<div>First line.<br><br>Second line.</div>"
    )
    assert read(page, whole=False).parts == (
        Part("paragraph", "They met in Oslo."),
        Part("heading", "Sign up"),
        Part("list_item", "One link"),
        Part("quote", "We met."),
        Part("caption", "Oslo."),
        Part("paragraph", "First line."),
        Part("paragraph", "Second line."),
    )


def test_text_without_markup_is_read_line_by_line(read: Read) -> None:
    found = read("They met in Oslo.\n\nThey &amp; the bank <b>talked</b>.", whole=False)
    assert found.parts == (
        Part("paragraph", "They met in Oslo."),
        Part("paragraph", "They & the bank talked."),
    )


def test_last_line_that_is_the_feeds_own_is_boilerplate(read: Read) -> None:
    page = (
        "<p>They met in Oslo.</p>"
        "<p>The post <a href='/a'>Talks open</a> appeared first on <a href='/'>Daily</a>.</p>"
    )
    assert read(page, whole=False).parts == (
        Part("paragraph", "They met in Oslo."),
        Part("boilerplate", "The post Talks open appeared first on Daily."),
    )


def test_scripts_of_a_fragment_are_no_text(read: Read) -> None:
    found = read("<p>They met.</p><script>var a = 1;</script><style>p {}</style>", whole=False)
    assert found.text == "They met."


def test_fragment_says_nothing_of_itself(read: Read) -> None:
    found = read("<h1>Talks open</h1><p>They met in Oslo.</p>", whole=False, title="Talks")
    assert (found.title, found.authors, found.flags) == ("Talks", (), ())
