"""Addresses: which are asked for, how they are shown."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import flows.web.addresses
from flows.web.addresses import is_of_the_web, shown, told, unfit

SECRETS = Path(flows.web.addresses.__file__).with_name("secrets.toml")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://news.example/a?id=1", None),
        ("http://[2001:db8::1]:8080/a", None),
        ("HTTPS://news.example/", None),
        ("ftp://news.example/a", "is a ftp: address, where only https: may be"),
        ("javascript:alert(1)", "is a javascript: address, where only https: may be"),
        ("/a/b", "is a relative: address, where only https: may be"),
        ("https:///a", "names no host"),
        ("https://me@news.example/", "has a name or password in it"),
        ("https://:@news.example/", "has a name or password in it"),
        ("https://news.example:port/", "is no address: "),
        ("https://[news.example/", "is no address: "),
        ("https://news.example/" + "a" * 9_000, "is longer than 8,000 characters"),
    ],
)
def test_which_addresses_are_asked_for(url, why):
    found = unfit(url)
    assert found is why if why is None else str(found).startswith(why)


def test_what_a_user_names_is_of_the_web_or_a_path():
    assert is_of_the_web("HTTPS://news.example/a")
    assert not is_of_the_web("s3://bucket/https://a")
    assert not is_of_the_web("https/a.txt")


@pytest.mark.parametrize(
    ("url", "row"),
    [
        ("https://me:pw@news.example:8443/a?id=1&p=2#top", "https://news.example:8443/a?id=1&p=2"),
        ("https://news.example/a?id=a%20b&q=%C3%A9", "https://news.example/a?id=a%20b&q=%C3%A9"),
        ("https://news.example/a?id=1&token=abc", "https://news.example/a?id=1"),
        ("https://news.example/a?TOKEN=abc", "https://news.example/a"),
        ("https://news.example/a?keyword=iran&author=x", None),
        ("https://news.example/a?side=1&passage=2&monkey=3&design=4&outside=5", None),
        ("https://[broken/", "an address that cannot be read"),
    ],
)
def test_a_row_gives_an_address_without_its_secrets(url, row):
    assert told(url) == (url if row is None else row)
    assert shown(url) == (row or url).split("?")[0]


@pytest.mark.parametrize(
    "example", [one["example"] for one in tomllib.loads(SECRETS.read_text())["secret"]]
)
def test_every_kind_of_secret_is_left_out_of_its_example(example):
    assert told(example) == "https://wire.example/feed?format=rss"
    assert "a1b2" in example
