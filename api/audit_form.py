"""The form of the page on published tables: what a person corrects, as options and facts; and the tables it sends back.

The service keeps nothing between two answers: the tables lie in the page, in the words they were printed with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from api.errors import InputError
from data.printed_files.printing import require_room
from disclosure.printed.facts import facts_from_json
from disclosure.printed.grid import Grid
from disclosure.printed.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from disclosure.printed.facts import StatedFact

MOST_FACTS = 3
TABLES = "tabeller"
_GRIDS = TypeAdapter(tuple[Grid, ...])
_LISTS = {
    "totalraekker": "total_rows",
    "totalkolonner": "total_columns",
    "subtotaler": "subtotal_rows",
    "samleraekker": "folds",
}
_CHOICES = {"samleraekkens-betydning": "fold", "procenter": "percent", "svar": "responses"}
_MARK = re.compile(r"maerke-(\d{1,3})")


def packed(grids: tuple[Grid, ...]) -> str:
    """Return tables as the page carries them."""
    return _GRIDS.dump_json(grids).decode("utf-8")


def unpacked(text: str) -> tuple[Grid, ...]:
    """Return the tables that a page sent back.

    Raises
    ------
    InputError : they are not as the page had them.
    TooLargeFile
    """
    try:
        grids = _GRIDS.validate_json(text)
    except ValidationError as error:
        raise InputError("Tabellerne på siden kan ikke læses; vælg filen igen.") from error
    require_room("Siden", sum(len(row) for grid in grids for row in grid.rows))
    if not grids or not all(len(row) == len(grid.rows[0]) > 0 for grid in grids for row in grid.rows):
        raise InputError("Tabellerne på siden er ikke hele; vælg filen igen.")
    return grids


def options_of(fields: Mapping[str, str]) -> Options:
    """Return what the person said in place of guesses; an empty field says nothing.

    Raises
    ------
    BadPublished : a value an option cannot have.
    InputError : a field that should hold a number holds something else.
    """
    said: dict[str, Any] = {"marks": dict(_marks(fields))} if any(_marks(fields)) else {}
    said |= {option: lines for name, option in _LISTS.items() if (lines := _lines(fields, name))}
    said |= {option: fields[name] for name, option in _CHOICES.items() if fields.get(name)}
    if _text(fields, "etiketkolonner"):
        said["label_columns"] = _whole(fields, "etiketkolonner", "Antal kolonner med etiketter")
    if _text(fields, "graenser"):
        said["thresholds"] = [
            _number(one, "Grænserne for små tal") for one in re.split(r"[\s,;]+", _text(fields, "graenser"))
        ]
    if "ingen-samleraekke" in fields:
        said["no_folds"] = True
    if "hver-for-sig" in fields:
        said["link"] = False
    return Options.from_json(said)


def _marks(fields: Mapping[str, str]) -> Iterator[tuple[str, dict[str, int | None]]]:
    for name, mark in fields.items():
        found = _MARK.fullmatch(name)
        if found is None:
            continue
        low, high = f"lavest-{found[1]}", f"hoejst-{found[1]}"
        if _text(fields, low) or _text(fields, high):
            words = f"Mærket «{mark}»"
            yield (
                mark,
                {
                    "low": _whole(fields, low, words) if _text(fields, low) else 0,
                    "high": _whole(fields, high, words) if _text(fields, high) else None,
                },
            )


def facts_of(fields: Mapping[str, str]) -> tuple[StatedFact, ...]:
    """Return the figures that the person knows from elsewhere.

    Raises
    ------
    InputError, BadPublished : one of them is half filled in, or its number is none.
    """
    return facts_from_json([fact for number in range(1, MOST_FACTS + 1) if (fact := _fact(fields, number))])


def _fact(fields: Mapping[str, str], number: int) -> dict[str, Any] | None:
    cells, equals = _lines(fields, f"celler-{number}"), _text(fields, f"tilsammen-{number}")
    source = _text(fields, f"kilde-{number}")
    if not cells and not equals and not source:
        return None
    return {
        "sum": [_fact_cell(line, number) for line in cells],
        "equals": _number(equals, f"Oplysning {number}"),
        "source": source,
    }


def _fact_cell(line: str, number: int) -> dict[str, str]:
    row, bar, column = line.rpartition("|")
    if not bar or not row.strip() or not column.strip():
        raise InputError(f"Oplysning {number}: skriv hver celle som «række | kolonne» på sin egen linje.")
    return {"row": row.strip(), "column": column.strip()}


def _text(fields: Mapping[str, str], name: str) -> str:
    return fields.get(name, "").strip()


def _lines(fields: Mapping[str, str], name: str) -> list[str]:
    return [line.strip() for line in fields.get(name, "").splitlines() if line.strip()]


def _whole(fields: Mapping[str, str], name: str, words: str) -> int:
    return _number(_text(fields, name), words)


def _number(text: str, words: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InputError(f"{words}: skriv et helt tal på 0 eller derover.")
    return int(text)
