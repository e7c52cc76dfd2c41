"""A zip that is sent as it is: its paths, its size, and every file in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import EncryptedFile, FileRefused
from data.files.text import decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.documents.gate.finding import Collector
    from data.files.container import Package

DEEPEST = 2  # a package may hold packages, but those hold none
_CERTIFICATE = '"certificate/1"'
"""The format that the proof of a protected table names; with it lie the true inner cells."""
_MANIFEST, _CASE_FILE = "MANIFEST.json", b'"case-file/1"'
"""The list that every case file holds; the internal note lies there because it belongs there."""
_PLAIN_TEXT = (".txt", ".json", ".md", ".py", ".html", ".xml", ".px", ".log", ".yaml", ".yml", ".svg", ".sha256")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")


def check_archive(
    package: Package, collector: Collector, depth: int, check: Callable[[str, bytes, Collector, int], None]
) -> None:
    """Collect the findings of every file in the package; `check` looks at one file of its own."""
    meant = _meant_inside(package, collector)
    for name in package.names():
        collector.read(name, "filnavne i pakken")
        content = package.read(name)
        if name.lower().endswith(_PLAIN_TEXT):
            _check_text(name, content, collector)
        elif depth >= DEEPEST and name.lower().endswith(_ARCHIVES):
            collector.add("nested_archive", "", name)
        else:
            collector.include(_checked(name, content, collector, depth, check), name, meant)


def _meant_inside(package: Package, collector: Collector) -> tuple[str, ...]:
    """Return the codes that say nothing new of this package: a case file has been said to be one."""
    if _MANIFEST not in package.names() or _CASE_FILE not in package.read(_MANIFEST):
        return ()
    collector.add("case_file", "")
    return ("internal_document",)


def _check_text(name: str, content: bytes, collector: Collector) -> None:
    try:
        text = decoded(name, content)
    except FileRefused:
        collector.add("unreadable_entry", "", name)
        return
    if name.lower().endswith(".json") and _CERTIFICATE in text:
        collector.add("true_counts", "", name)
    for number, line in enumerate(text.splitlines(), start=1):
        collector.read(line, name, f"linje {number}")


def _checked(
    name: str,
    content: bytes,
    collector: Collector,
    depth: int,
    check: Callable[[str, bytes, Collector, int], None],
) -> Collector:
    """Return what is found in one file of the package."""
    inner = type(collector)(collector.forbidden)
    try:
        check(name, content, inner, depth + 1)
    except EncryptedFile:
        collector.add("unreadable_entry", "", f"{name} (låst)")
    except FileRefused:
        collector.add("unreadable_entry", "", name)
    return inner
