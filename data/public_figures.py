"""Public figures about a register: read from `public/<name>.yaml`, which says where they stand and what they count.

The figures themselves stay in the CSV file they were transcribed to. A label that the register has as a code or a group
gets its codes; any other label has none and is only shown.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import yaml

from data.errors import LedgerUnusable, UnknownColumn
from data.register import TOTAL, Column, Register
from data.registers import open_register
from data.release import Release

FOLDER = Path(__file__).parent / "public"
FIELDS = {"register", "place", "unit", "population", "same_population", "tables"}
TABLE_FIELDS = {"title", "file", "labels", "dimension", "count", "total", "where", "period", "difference"}


def public_releases(path: Path) -> tuple[Release, ...]:
    """Every table of a file of public figures.

    Raises
    ------
    LedgerUnusable : the file or one it names cannot be read, or a field is unknown or missing; says which.
    UnknownRegister, UnknownColumn : there is no such register, or it has no such column.
    """
    try:
        whole: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        _check(path, whole, FIELDS)
        register = open_register(whole["register"])
        return tuple(_release(path, register, whole, table) for table in whole["tables"])
    except (OSError, yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, KeyError) as error:
        raise LedgerUnusable(
            f"{path.name}: de offentlige tal kan ikke læses; ret filen ({type(error).__name__})."
        ) from error


def _check(path: Path, found: dict[str, Any], fields: set[str]) -> None:
    if set(found) != fields:
        wrong = ", ".join(sorted(set(found) ^ fields))
        raise LedgerUnusable(f"{path.name}: disse felter mangler eller kendes ikke: {wrong}.")


def _release(path: Path, register: Register, whole: dict[str, Any], table: dict[str, Any]) -> Release:
    _check(path, table, TABLE_FIELDS)
    column = register.column(table["dimension"])
    with (path.parent / table["file"]).open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row[table["labels"]], int(row[table["count"]])) for row in csv.DictReader(stream)]
    labels = {label: _codes(column, label) for label, _ in rows if label != table["total"]}
    return Release(
        register_id=register.register_id,
        origin="public",
        title=table["title"],
        given=None,
        unit=whole["unit"],
        period=table["period"],
        population=whole["population"],
        data_date=None,
        where={name: tuple(codes) for name, codes in table["where"].items()},
        labels={column.name: labels},
        cells={(TOTAL if label == table["total"] else label,): count for label, count in rows},
        threshold=0,
        same_population=whole["same_population"],
        difference=table["difference"],
        place=f"{whole['place']}, »{table['title']}«",
    )


def _codes(column: Column, label: str) -> tuple[str, ...]:
    try:
        return tuple(sorted(column.members(label)))
    except UnknownColumn:
        return ()
