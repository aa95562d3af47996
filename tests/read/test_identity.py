"""The same article has the same id, the same text the same hash."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from transforms.read import RawRecord, identity
from transforms.read.identity import article_id, canonical_url, content_hash

RECORD = RawRecord(
    record_key="7", reader="csv", page=False, raw_sha256="0", fetched_at=None, repairs=(),
    url=None, title="T", subtitle=None, publisher=None, language=None, published_at=None,
    updated_at=None, authors=("A",), text="Ministers met.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/A/b/?utm_source=x&id=3#top", "https://example.org/A/b?id=3"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org/", "http://example.org/"),
        ("http://example.org:8080/a//b/", "http://example.org:8080/a/b"),
        ("https://example.org/%7euser/%e2%82%ac", "https://example.org/~user/%E2%82%AC"),
        ("https://example.org/€", "https://example.org/%E2%82%AC"),
        ("https://u:p@example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", None),
        ("tag:17", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_have_one_form(url: str | None, canonical: str | None) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_examples_of_tracking_parameters_hold() -> None:
    data = Path(identity.__file__).with_name("tracking.toml").read_text(encoding="utf-8")
    for example in tomllib.loads(data)["examples"]:
        assert canonical_url(example) == "https://example.org/a"


def test_address_alone_makes_the_id() -> None:
    feed = replace(RECORD, url="https://example.org/a?utm_medium=feed", record_key="x")
    crawl = replace(RECORD, url="https://example.org/a/")
    assert article_id("feed", "a.jsonl", feed) == article_id("crawl", "b.csv", crawl)


def test_without_address_source_file_and_record_make_the_id() -> None:
    ids = {
        article_id("s", "a.csv", RECORD),
        article_id("t", "a.csv", RECORD),
        article_id("s", "b.csv", RECORD),
        article_id("s", "a.csv", replace(RECORD, record_key="8")),
        article_id("s", "a.csv", replace(RECORD, record_key=None)),
    }
    assert len(ids) == 5
    assert all(len(i) == 32 for i in ids)


def test_hash_is_of_what_the_record_says() -> None:
    assert content_hash(RECORD) == content_hash(replace(RECORD, raw_sha256="1", repairs=("bom",)))
    assert content_hash(RECORD) != content_hash(replace(RECORD, text="Ministers left."))
    assert content_hash(RECORD) != content_hash(replace(RECORD, authors=("B",)))
