"""Elements come one by one and are freed; what is no such XML is refused in one line."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from typing import BinaryIO, cast

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists.xml_stream import all_words, elements, words

BOMB = (
    '<!DOCTYPE list [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<list><entry>&b;</entry></list>"
)


def read(text: str | bytes, tags: tuple[str, ...] = ("entry",)) -> list[str]:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return [words(element) for element in elements(stream, "list.xml", "list", tags)][1:]


def fault(text: str | bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(text)
    return str(raised.value)


def test_wanted_elements_come_in_their_order_with_white_space_collapsed() -> None:
    assert read("<list><entry> a\n  b </entry><other>c</other><entry>d</entry></list>") == [
        "a b",
        "d",
    ]


def test_root_comes_first_with_its_attributes() -> None:
    stream = io.BytesIO(b'<list day="2026-02-27"><entry/></list>')
    assert next(elements(stream, "list.xml", "list", ("entry",))).get("day") == "2026-02-27"


def test_namespaces_are_taken_off() -> None:
    text = (
        '<list xmlns="urn:x"><part><entry><name>a</name><name/><name>b</name></entry></part></list>'
    )
    stream = io.BytesIO(text.encode())
    _, entry = (
        (element.tag, all_words(element, "name"))
        for element in elements(stream, "list.xml", "list", ("entry",))
    )
    assert entry == ("entry", ["a", "b"])


def test_element_inside_a_wanted_one_comes_with_it_alone() -> None:
    stream = io.BytesIO(b"<list><entry>a<entry>b</entry></entry><entry>c</entry></list>")
    found = elements(stream, "list.xml", "list", ("entry",))
    next(found)
    assert [(words(element), words(element, "entry")) for element in found] == [
        ("a", "b"),
        ("c", ""),
    ]


def test_what_was_given_is_freed() -> None:
    text = "<list>" + "<entry><name>a</name></entry><other/>" * 5_000 + "</list>"
    found = elements(io.BytesIO(text.encode()), "list.xml", "list", ("entry",))
    root = next(found)
    first = next(found)
    # The parser is a buffer of 64 KiB ahead; it must not fall further behind than that.
    assert max(len(root) for _ in found) < 5_000
    assert len(root) == 0
    assert len(first) == 0


def test_cut_off_file_is_told_with_its_line() -> None:
    assert fault("<list>\n<entry>a</entry>\n<entry>b") == (
        "list.xml: broken or cut off at line 3, column 9 (no element found); "
        "download the list again"
    )


def test_broken_markup_is_told_with_its_line() -> None:
    assert fault("<list>\n<entry>a</other>\n</list>") == (
        "list.xml: broken or cut off at line 2, column 11 (mismatched tag); download the list again"
    )


def test_web_page_in_place_of_a_list_is_called_so() -> None:
    assert fault("<!DOCTYPE html><html><body/></html>") == (
        "list.xml: a web page in place of the list; download the list again"
    )


def test_another_list_is_not_read() -> None:
    assert fault("<sdnList/>") == (
        "list.xml: its outermost element is <sdnList>, not <list>; "
        "it is not this list, or its format has changed"
    )
    assert "is a web page, not <list>" in fault("<html><body/></html>")


def test_entity_bomb_is_refused_before_it_unfolds() -> None:
    assert fault(BOMB) == (
        "list.xml: it has a document type, which no official list has; "
        "download the list again from its publisher"
    )


def test_external_entity_is_refused() -> None:
    text = '<!DOCTYPE list [<!ENTITY a SYSTEM "file:///etc/hostname">]><list>&a;</list>'
    assert "it has a document type" in fault(text)


@pytest.mark.parametrize("text", ["", "\n", "\0\0", "Access denied", "<!doctype html>\n<html>"])
def test_what_is_no_xml_is_told(text: str) -> None:
    told = fault(text)
    assert told.startswith("list.xml: no XML (")
    assert told.endswith("), perhaps a web page in place of the list; download the list again")


@pytest.mark.parametrize("encoding", ["klingon", "shift_jis", "hex"])
def test_encoding_that_cannot_be_read_is_told(encoding: str) -> None:
    told = fault(f'<?xml version="1.0" encoding="{encoding}"?><list/>')
    assert told.startswith("list.xml: cannot be decoded (")


def test_utf16_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><list><entry>Путин</entry></list>'
    assert read(text.encode("utf-16")) == ["Путин"]


@pytest.mark.parametrize(
    "cut", [lambda data: data[:-20], lambda data: data[:30] + b"\xff" * 20 + data[50:]]
)
def test_broken_compression_is_told(cut: Callable[[bytes], bytes]) -> None:
    text = "".join(f"<entry>{number * 7919 % 104_729}</entry>" for number in range(20_000))
    packed = io.BytesIO(cut(gzip.compress(f"<list>{text}".encode())))
    with gzip.GzipFile(fileobj=packed) as stream:
        found = elements(cast("BinaryIO", stream), "list.xml", "list", ("entry",))
        with pytest.raises(ListFormatError) as raised:
            list(found)
    assert str(raised.value) == (
        "list.xml: its compression is broken or cut off; download the list again"
    )


def test_path_that_is_not_there_reads_as_empty() -> None:
    stream = io.BytesIO(b"<list><entry><name/></entry></list>")
    (_, entry) = (
        (words(element, "name"), words(element, "other"), words(None))
        for element in elements(stream, "list.xml", "list", ("entry",))
    )
    assert entry == ("", "", "")
