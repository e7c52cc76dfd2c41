"""XML parts of an office package, read without entities and without their namespaces' length."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from data.errors import DamagedFile
from data.files.container import LARGEST_PART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.files.container import Package
    from data.files.notes import Notes


_DEEPEST = 250  # real documents stay below a hundred; a hostile one costs time for every layer


def local(tag: object) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def tree(package: Package, part: str, notes: Notes) -> Element | None:
    """Return a part as a tree, or None when it is too large to hold."""
    if package.size(part) > LARGEST_PART:
        notes.add("zip_bomb", "", part)
        return None
    depth, root = 0, None
    for event, element in events(package, part):
        depth += 1 if event == "start" else -1
        root = element if root is None else root
        if depth > _DEEPEST:
            raise DamagedFile(package.name, f"delen {part} er indlejret i for mange lag")
    return root


def events(package: Package, part: str) -> Iterator[tuple[str, Element]]:
    """Walk a part bit by bit: ("start" | "end", element)."""
    stream: IO[bytes] = package.stream(part)
    try:
        yield from iterparse(stream, events=("start", "end"))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DamagedFile(package.name, f"delen {part} er ikke gyldig XML") from error


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name, whatever its namespace; empty when it is not there."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return ""


def is_on(element: Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return attribute(element, name) in {"1", "true", "on"}


def text_of(element: Element) -> str:
    """Return all text in an element."""
    return "".join(element.itertext())


def start_of(element: Element, length: int = 80) -> str:
    """Return the first words in an element, reading no further."""
    words = ""
    for text in element.itertext():
        words += text
        if len(words) > length:
            break
    return words.strip()


def read_all(root: Element, part: str, notes: Notes) -> None:
    """Look through every text and attribute of a part."""
    for element in root.iter():
        if element.text:
            notes.read(element.text, part)
        for value in element.attrib.values():
            notes.read(value, part)
