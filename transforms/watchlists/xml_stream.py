"""XML of any size, element by element; document types and entities are refused."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, BinaryIO

from defusedxml import DefusedXmlException, DTDForbidden  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, iterparse  # type: ignore[import-untyped]

from schemas.errors import ListFormatError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_AGAIN = "download the list again"


def elements(stream: BinaryIO, file: str, root: str, tags: Container[str]) -> Iterator[Element]:
    """The root as soon as it begins (attributes alone), then each finished element of these tags.

    `file` is the name for messages; `root` and `tags` are local names: namespaces are taken off
    every tag below the root. An element inside another wanted one comes with that one only. What
    was given is emptied when the next is asked for, so memory holds one element at a time.

    Raises `ListFormatError` with the file, the line and the fault: another root, broken or cut
    off XML, a document type, an entity, an unknown encoding.
    """
    begun = False
    try:
        for element in _elements(stream, file, root, tags):
            begun = True
            yield element
    except DTDForbidden as error:
        if error.name.lower() == "html":
            fault = "a web page in place of the list"
            raise ListFormatError(f"{file}: {fault}; {_AGAIN}") from None
        fault = "it has a document type, which no official list has"
        raise ListFormatError(f"{file}: {fault}; {_AGAIN} from its publisher") from None
    except DefusedXmlException:
        fault = "it has entities of its own, which no official list has"
        raise ListFormatError(f"{file}: {fault}; {_AGAIN} from its publisher") from None
    except ParseError as error:
        fault = str(error).partition(":")[0]
        if not begun:
            kind = f"no XML ({fault}), perhaps a web page in place of the list"
            raise ListFormatError(f"{file}: {kind}; {_AGAIN}") from None
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        raise ListFormatError(f"{file}: broken or cut off at {place} ({fault}); {_AGAIN}") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise ListFormatError(f"{file}: its compression is broken or cut off; {_AGAIN}") from None
    except (LookupError, ValueError) as error:
        raise ListFormatError(f"{file}: cannot be decoded ({error}); {_AGAIN}") from None


def _elements(stream: BinaryIO, file: str, root: str, tags: Container[str]) -> Iterator[Element]:
    events = iterparse(stream, events=("start", "end"), forbid_dtd=True)
    open_elements: list[Element] = []
    wanted: Element | None = None
    for event, element in events:
        if event == "start":
            if not open_elements:
                _check_root(element, file, root)
                yield element
            elif wanted is None and local_name(element) in tags:
                wanted = element
            open_elements.append(element)
            continue
        open_elements.pop()
        element.tag = local_name(element)
        if wanted is not None and element is wanted:
            yield element
            wanted = None
        if wanted is None:
            element.clear()
            if open_elements:
                open_elements[-1].remove(element)


def _check_root(element: Element, file: str, root: str) -> None:
    found = local_name(element)
    if found != root:
        what = "a web page" if found.lower() == "html" else f"<{found}>"
        fault = f"its outermost element is {what}, not <{root}>"
        raise ListFormatError(f"{file}: {fault}; it is not this list, or its format has changed")


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


def words(element: Element | None, path: str = "") -> str:
    """The text of an element, or of the first one at a path below it; white space collapsed.

    Empty where there is no such element or no text in it.
    """
    found = element.find(path) if element is not None and path else element
    return " ".join((found.text or "").split()) if found is not None else ""


def all_words(element: Element, path: str) -> list[str]:
    """The texts of all elements at a path, without the empty ones; white space collapsed."""
    return [text for found in element.iterfind(path) if (text := words(found))]
