"""Feeds of every kind are read entry by entry, with the times and names that they give."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from schemas.errors import Unreadable
from transforms.articles.moments import given_moment
from transforms.read import Failure, Found, Page, RawRecord, ReadLimits, read
from transforms.read.feed_entries import Link, links, read_feed

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example &amp; Co</title><link>https://example.org/news/</link>
<language>en-gb</language>
<item><title>Ministers &lt;i&gt;meet&lt;/i&gt; AT&amp;amp;T</title><link>/a?x=1&amp;y=2</link>
<guid isPermaLink="false">g1</guid><dc:creator>Ann Lee</dc:creator>
<dc:creator><![CDATA[Max Moe]]></dc:creator><author>ann@example.org (Ann Lee)</author>
<pubDate>Tue, 16 May 2023 08:30:00 EDT</pubDate><description>A teaser.</description>
<content:encoded>
<![CDATA[<p>They met &nbsp; <a href="/z">there</a> &amp; left.</p>]]></content:encoded>
</item>
<item><title>Second</title><guid>https://example.org/2</guid>
<description>Plain &amp;amp; short.</description>
<source url="https://wire.example/">The Wire</source></item>
<item><title>Third</title><link>https://example.org/3</link></item>
<item><title>Fourth</title></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">The &amp;lt;b&amp;gt;Example</title><link href="https://example.org/"/>
<author><name>News Desk</name></author>
<entry><id>tag:example.org,2023:1</id><title>One &lt; two</title>
<link rel="enclosure" href="https://example.org/1.mp3"/><link rel="alternate" href="a/1"/>
<published>2023-05-16T08:30:00+02:00</published><updated>2023-05-17T06:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p></div></content>
</entry>
<entry xml:base="https://other.example/x/"><id>urn:2</id><title>Two</title><link href="y"/>
<updated>2023-05-17T08:30:00Z</updated><author><name>Ann Lee</name></author>
<author><name>Max Moe</name></author><summary>a &lt; b</summary></entry>
</feed>
"""
RDF = """<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>Caf\xe9 \x93News\x94</title></channel>
<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
<description>They met.</description><dc:date>2023-05-16T08:30+02:00</dc:date></item>
</rdf:RDF>
"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Example",
    "home_page_url": "https://example.org/",
    "language": "en",
    "authors": [{"name": "News Desk"}],
    "items": [
        {
            "id": "1",
            "url": "/1",
            "title": "One",
            "content_html": "<p>They met.</p>",
            "content_text": "They met.",
            "date_published": "2023-05-16T08:30:00-04:00",
            "authors": [{"name": "Ann Lee"}],
        },
        {"id": 2, "external_url": "https://other.example/2", "summary": "Short."},
        {"id": "3"},
    ],
}


def _all(path: Path, data: str | bytes, **mapping: str) -> list[Found]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, mapping or None, ReadLimits()))


def _record(found: Found) -> RawRecord:
    assert not isinstance(found, Failure), found
    return found.record if isinstance(found, Page) else found


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "feed", "a.txt", "a.html"])
def test_rss_is_read_entry_by_entry(tmp_path: Path, name: str) -> None:
    one, two, three, four = _all(tmp_path / name, RSS)
    assert isinstance(one, Page), one
    assert one.html == b'<p>They met &nbsp; <a href="/z">there</a> &amp; left.</p>'
    assert (one.charset, one.whole) == ("utf-8", False)
    record = one.record
    assert (record.reader, record.record_key) == ("feed", "g1")
    assert record.url == "https://example.org/a?x=1&y=2"
    assert record.title == "Ministers meet AT&T"
    assert record.authors == ("Ann Lee", "Max Moe")
    assert record.published_at == "Tue, 16 May 2023 08:30:00 EDT"
    assert (record.publisher, record.language) == ("The Example & Co", "en-gb")
    assert isinstance(two, RawRecord), two
    assert (two.text, two.publisher) == ("Plain & short.", "The Wire")
    assert (two.record_key, two.url) == ("https://example.org/2", "https://example.org/2")
    assert isinstance(three, RawRecord), three
    assert (three.title, three.url, three.text) == ("Third", "https://example.org/3", "")
    assert four == Failure("entry 4", "no_text", "neither a text nor a link")


def test_atom_is_read_with_its_own_rules(tmp_path: Path) -> None:
    one, two = _all(tmp_path / "a.atom", ATOM)
    assert isinstance(one, Page), one
    assert one.html == b"<p>They met.</p>"
    assert one.record.record_key == "tag:example.org,2023:1"
    assert one.record.url == "https://example.org/a/1"
    assert (one.record.title, one.record.publisher) == ("One < two", "The <b>Example")
    assert one.record.authors == ("News Desk",)
    assert one.record.published_at == "2023-05-16T08:30:00+02:00"
    assert one.record.updated_at == "2023-05-17T06:00:00Z"
    assert one.record.language == "en"
    assert isinstance(two, RawRecord), two
    assert (two.text, two.url) == ("a < b", "https://other.example/x/y")
    assert two.authors == ("Ann Lee", "Max Moe")
    assert (two.published_at, two.updated_at) == (None, "2023-05-17T08:30:00Z")


def test_rdf_in_windows_1252_is_read(tmp_path: Path) -> None:
    (record,) = _all(tmp_path / "a.rdf", RDF.encode("latin-1"))
    assert isinstance(record, RawRecord), record
    assert record.publisher == "Café “News”"
    assert (record.record_key, record.published_at) == (
        "https://example.org/1",
        "2023-05-16T08:30+02:00",
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_json_feed_is_read(tmp_path: Path, indent: int | None) -> None:
    one, two, three = _all(tmp_path / "a.json", json.dumps(JSON_FEED, indent=indent))
    assert isinstance(one, Page), one
    assert (one.html, one.whole) == (b"<p>They met.</p>", False)
    assert (one.record.reader, one.record.url) == ("feed", "https://example.org/1")
    assert (one.record.publisher, one.record.language) == ("The Example", "en")
    assert one.record.authors == ("Ann Lee",)
    assert one.record.published_at == "2023-05-16T08:30:00-04:00"
    assert isinstance(two, RawRecord), two
    assert (two.record_key, two.text, two.authors) == ("2", "Short.", ("News Desk",))
    assert two.url == "https://other.example/2"
    assert three == Failure("entry 3", "no_text", "neither a text nor a link")


def test_json_feed_that_was_cut_off_gives_its_whole_items(tmp_path: Path) -> None:
    data = json.dumps({**JSON_FEED, "items": [JSON_FEED["items"]][0]})
    cut = data[: data.index("other.example")]
    one, failure = _all(tmp_path / "a.json", cut)
    assert _record(one).record_key == "1"
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "unreadable")


@pytest.mark.parametrize(
    ("date", "at", "zone"),
    [
        ("Tue, 16 May 2023 08:30:00 EDT", "2023-05-16T12:30:00", "EDT"),
        ("Tue, 16 May 2023 08:30:00 +0200", "2023-05-16T06:30:00", "+02:00"),
        ("Tue, 16 May 23 08:30 GMT", "2023-05-16T08:30:00", "GMT"),
        ("2023-05-16T08:30:00.5+02:00", "2023-05-16T06:30:00.500000", "+02:00"),
        ("2023-05-16T08:30Z", "2023-05-16T08:30:00", "+00:00"),
        ("2023-05-16", "2023-05-16T00:00:00", None),
        ("2023-05", "2023-05-01T00:00:00", None),
    ],
)
def test_times_are_kept_as_given_with_their_zone(
    tmp_path: Path, date: str, at: str, zone: str | None
) -> None:
    feed = RSS.replace("Tue, 16 May 2023 08:30:00 EDT", date)
    published = _record(_all(tmp_path / "a.rss", feed)[0]).published_at
    assert published == date
    moment = given_moment(published)
    assert moment is not None
    assert (moment.at.isoformat(), moment.tz) == (at, zone)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("ann@example.org (Ann Lee)", ("Ann Lee",)),
        ("Ann Lee &lt;ann@example.org&gt;", ("Ann Lee",)),
        ("ann@example.org", ()),
        ("Ann Lee", ("Ann Lee",)),
        ("", ()),
    ],
)
def test_authors_are_names_without_addresses(
    tmp_path: Path, author: str, names: tuple[str, ...]
) -> None:
    item = f"<item><author>{author}</author><description>They met.</description></item>"
    (record,) = _all(tmp_path / "a.rss", f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert _record(record).authors == names


def test_sloppy_feed_is_mended_without_a_word(tmp_path: Path) -> None:
    item = (
        "<item><title>AT&T &eacute; &bogus; &amp; &#8217; &#0;</title><dc:creator>Ann Lee"
        "</dc:creator><link>https://example.org/?a=1&b=2</link>"
        "<description><![CDATA[R&D &nbsp; <!ENTITY x 'y'>]]> \x0b</description></item>"
    )
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    )
    feed = f'\n<?xml version="1.0"?>{doctype}<rss version="0.91"><channel>{item}</channel></rss>'
    (record,) = _all(tmp_path / "a.xml", feed)
    assert isinstance(record, RawRecord), record
    assert record.title == "AT&T é &bogus; & ’"
    assert (record.authors, record.url) == (("Ann Lee",), "https://example.org/?a=1&b=2")
    assert record.text == "R&D \xa0 <!ENTITY x 'y'>"


BOMB = (
    '<?xml version="1.0" encoding="{}"?><!-- <rss> --><!DOCTYPE rss [<!ENTITY a "aaaa">'
    '<!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title>'
    "<description>d</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    "data",
    [
        BOMB.format("utf-8").encode(),
        BOMB.format("utf-8").encode("utf-8-sig"),
        BOMB.format("utf-16").encode("utf-16"),
        BOMB.format("utf-16").encode("utf-16-le"),
        BOMB.format("utf-32").encode("utf-32"),
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
        b'<!DOCTYPE rss SYSTEM "<!--" [<!ENTITY x "y">]><rss><!-- --><channel>&x;</channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://example.org/x">%x;]><rss><channel/></rss>',
    ],
)
def test_entities_are_refused_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    (failure,) = _all(tmp_path / "a.xml", data)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "xml_entity")


def test_break_in_an_entry_costs_it_alone(tmp_path: Path) -> None:
    two, three, four, failure = _all(tmp_path / "a.rss", RSS.replace("<guid is", "<guid < is"))
    assert (_record(two).title, _record(two).text) == ("Second", "Plain & short.")
    assert _record(two).publisher == "The Wire"
    assert (_record(three).title, _record(three).publisher) == ("Third", "The Example & Co")
    assert four == Failure("entry 4", "no_text", "neither a text nor a link")
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "unreadable")
    assert "line 7" in failure.message
    assert failure.message.endswith("1 of 4 entries are lost")


@pytest.mark.parametrize(("feed", "end"), [(RSS, "Plain &amp;"), (ATOM, "<summary>")])
def test_feed_that_was_cut_off_gives_its_whole_entries(tmp_path: Path, feed: str, end: str) -> None:
    one, failure = _all(tmp_path / "a.xml", feed[: feed.index(end)])
    assert isinstance(one, Page), one
    assert b"They met" in one.html
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"
    assert failure.message.endswith("1 of 2 entries are lost")


def test_words_behind_a_feed_cost_nothing_but_are_told(tmp_path: Path) -> None:
    found = _all(tmp_path / "a.rss", RSS + "<!-- cached --><p>")
    assert len(found) == 5
    assert isinstance(found[4], Failure)
    assert "lost" not in found[4].message


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "junk",
    ["<", "&", "<!--", "<![CDATA[", "<a ", "<a>", "<?", "<item>", "<item ", " a:b='", "&#1;"],
)
def test_broken_feeds_are_read_in_linear_time(tmp_path: Path, junk: str) -> None:
    began = time.monotonic()
    found = _all(tmp_path / "a.rss", f'<rss version="2.0"><channel>{junk * 100_000}')
    assert time.monotonic() - began < 10
    assert isinstance(found[-1], Failure)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("tag", ["author", "dc:creator", "managingEditor", "pubDate", "link"])
@pytest.mark.parametrize("fill", ["2023-", "1:", "a."])
def test_field_without_end_is_read_in_linear_time(tmp_path: Path, tag: str, fill: str) -> None:
    item = f"<item><{tag}>{fill * 20_000}</{tag}><description>They met.</description></item>"
    (found,) = _all(tmp_path / "a.rss", f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert isinstance(found, RawRecord), found
    assert found.text == "They met."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<?xml version="1.0"?><urlset><url/></urlset>', "unsupported"),
        ("<book><page/></book>", "unsupported"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "empty"),
        ("<rss", "unreadable"),
    ],
)
def test_xml_without_entries_says_why(tmp_path: Path, data: str, reason: str) -> None:
    (failure,) = _all(tmp_path / "a.xml", data)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, reason)


def test_mapping_of_a_source_reaches_into_entries(tmp_path: Path) -> None:
    one, *_ = _all(tmp_path / "a.rss", RSS, text="title_detail.value", publisher="id")
    assert isinstance(one, RawRecord), one
    assert one.publisher == "g1"
    assert one.text.startswith("Ministers")
    one, *_ = _all(tmp_path / "b.json", json.dumps(JSON_FEED), text="content_text")
    assert isinstance(one, RawRecord), one
    assert one.text == "They met."


def test_links_are_told_in_order_with_their_last_change() -> None:
    assert links(ATOM.encode()) == [
        Link("https://example.org/a/1", "2023-05-17T06:00:00Z"),
        Link("https://other.example/x/y", "2023-05-17T08:30:00Z"),
    ]
    assert [one.url for one in links(RSS.encode(), "https://cdn.example/feed.xml")] == [
        "https://cdn.example/a?x=1&y=2",
        "https://example.org/2",
        "https://example.org/3",
    ]
    with pytest.raises(Unreadable) as raised:
        links(BOMB.format("utf-8").encode())
    assert raised.value.reason == "xml_entity"


ITEM = (
    '<?xml version="1.0"{}?><rss version="2.0"><channel><item>'
    "<description>Россия и банки</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("declared", "encoding", "charset"),
    [
        ("", "cp1251", "windows-1251"),
        ("windows-1251", "cp1251", None),
        ("utf-8", "utf-8", "iso-8859-1"),
        ("windows-1251", "utf-8", "windows-1251"),
        ("utf-16", "utf-16", "utf-8"),
        ("no-such-name", "utf-8", "idna"),
    ],
)
def test_encoding_of_a_feed_is_found_whatever_is_said(
    declared: str, encoding: str, charset: str | None
) -> None:
    data = ITEM.format(f' encoding="{declared}"' if declared else "").encode(encoding)
    (entry,) = read_feed(data, charset=charset).entries
    assert entry.text == "Россия и банки"


def test_broken_item_of_a_json_feed_costs_itself_alone(tmp_path: Path) -> None:
    data = json.dumps(JSON_FEED).replace('"id": "1",', '"id": "1" "x",')
    two, three, failure = _all(tmp_path / "a.json", data)
    assert _record(two).record_key == "2"
    assert isinstance(three, Failure)
    assert three.record_key == "entry 3"
    assert isinstance(failure, Failure)
    assert failure.message.startswith("broken JSON in item 1: ")


def test_entry_without_id_and_link_keeps_its_key_wherever_it_stands(tmp_path: Path) -> None:
    def keys(*texts: str) -> list[str | None]:
        items = "".join(
            f"<item><title>{text[:5]}</title><description>{text}</description></item>"
            for text in texts
        )
        feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
        return [_record(found).record_key for found in _all(tmp_path / "a.rss", feed)]

    one, two = keys("They met.", "They left.")
    assert one == "92fe163563b60404"  # printf 'They\0They met.\0' | sha256sum
    assert two != one
    assert keys("They came.", "They met.")[1] == one


def test_broken_feed_with_a_first_tag_without_end_is_refused_whole(tmp_path: Path) -> None:
    root = f'<rss version="2.0" a="{"a" * 60_000}">'
    item = "<item><description>They met.</description></item>"
    (failure,) = _all(tmp_path / "a.rss", f"{root}<channel>{item * 100}")
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "unreadable")
    assert len(_all(tmp_path / "b.rss", f"{root}<channel>{item * 2}</channel></rss>")) == 2


def test_first_tag_of_a_broken_feed_is_parsed_so_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = '<rss version="2.0">'
    monkeypatch.setattr("transforms.read.feed_xml._ROOTS_PARSED", 3 * len(root))
    items = "".join(f"<item><description>{n}</description></item>" for n in range(1, 6))
    *records, cut, broken = _all(tmp_path / "a.rss", f"{root}<channel>{items}")
    assert [_record(one).text for one in records] == ["1", "2", "3"]
    assert isinstance(cut, Failure)
    assert (cut.record_key, cut.reason) == ("entry 4", "too_large")
    assert isinstance(broken, Failure)
    assert broken.reason == "unreadable"
    assert "lost" not in broken.message


@pytest.mark.parametrize(
    "feed",
    [
        '<rss version="2.0"><channel>' + "<item/>" * 285_714 + "</channel></rss>",
        '{"version": "https://jsonfeed.org/version/1.1", "items": [' + "{}, " * 60_000 + "{}]}",
    ],
    ids=["rss", "json"],
)
def test_empty_entries_are_told_once_and_those_beyond_the_limit_too(
    tmp_path: Path, feed: str
) -> None:
    empty, cut = _all(tmp_path / "a", feed)
    message = "neither a text nor a link; so have 49999 behind it"
    assert empty == Failure("entry 1", "no_text", message)
    assert isinstance(cut, Failure)
    assert (cut.record_key, cut.reason) == ("entry 50001", "too_large")
