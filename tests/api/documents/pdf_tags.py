"""The tags of a PDF as poppler reads them, which shares no code with what wrote the file."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Tag:
    """An element of the structure with its text in reading order; `scope` is what a header cell heads."""

    name: str
    depth: int
    texts: list[str] = field(default_factory=list)
    scope: str = ""
    children: list[Tag] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        yield self
        for child in self.children:
            yield from child.walk()

    def named(self, *names: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.name in names]

    def text(self) -> str:
        return " ".join("".join(piece for tag in self.walk() for piece in tag.texts).split())


def tags_of(pdf: Path) -> Tag:
    """Read the structure with `pdfinfo -struct-text`: one element a line, indented under the one it is in."""
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True)
    root = Tag("Root", -1)
    open_tags = [root]
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        words = line.strip()
        depth = len(line) - len(line.lstrip())
        if words.startswith('"'):
            open_tags[-1].texts.append(words[1:-1])
        elif words.startswith("/Scope"):
            open_tags[-1].scope = words.split()[-1].lstrip("/")
        elif re.match(r"[A-Z]", words):
            while open_tags[-1].depth >= depth:
                open_tags.pop()
            tag = Tag(re.match(r"[A-Za-z0-9]+", words).group(), depth)
            open_tags[-1].children.append(tag)
            open_tags.append(tag)
    return root


def tables_of(root: Tag) -> list[list[tuple[str, ...]]]:
    """Every table as rows of cells."""
    return [
        [tuple(cell.text() for cell in row.named("TH", "TD")) for row in table.named("TR")]
        for table in root.named("Table")
    ]
