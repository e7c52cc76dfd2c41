"""Names of sheets and table objects: ASCII, meaningful, never two alike, never one a spreadsheet refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure.releasable import ReleasableTable

COVER_SHEET = "Forside"
CONTENTS_SHEET = "Indhold"
_LONGEST = 31  # the most characters a sheet name may have
_TRANSCRIBED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_NOT_NAME = re.compile(r"[^A-Za-z0-9]+")


def ascii_name(text: str) -> str:
    """Return `text` as one ASCII word that begins with a letter: "Årsag × køn" gives "Aarsag_koen"."""
    word = _NOT_NAME.sub("_", text.translate(_TRANSCRIBED)).strip("_")
    return word if word[:1].isalpha() else f"T_{word}".rstrip("_")


def sheet_names(tables: Sequence[ReleasableTable]) -> tuple[str, ...]:
    """Return one name per table, made of its id; a name already taken gets a number."""
    taken = {COVER_SHEET.casefold(), CONTENTS_SHEET.casefold()}
    names: list[str] = []
    for table in tables:
        name = _free(ascii_name(table.table_id)[:_LONGEST], taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _free(name: str, taken: set[str]) -> str:
    if name.casefold() not in taken:
        return name
    number = 2
    while _numbered(name, number).casefold() in taken:
        number += 1
    return _numbered(name, number)


def _numbered(name: str, number: int) -> str:
    ending = f"_{number}"
    return name[: _LONGEST - len(ending)] + ending


def table_object_name(sheet_name: str) -> str:
    """Return the table object's name: never a cell reference such as AB12, which spreadsheets refuse."""
    return f"Tabel_{sheet_name}"
