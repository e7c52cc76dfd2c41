"""Facts the user adds: `[{"sum": [{"row": …, "column": …}, …], "equals": n, "source": text}]`.

A cell may also name its `table` (the source, or a part of it), where several tables have the same labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.errors import BadPublished
from disclosure.printed.constraints import Fact
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.words import plain


@dataclass(frozen=True, slots=True)
class StatedCell:
    """A cell by its labels; `table` is a part of its table's source, '' for any."""

    row: str
    column: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """The cells together are `equals`; `source` says who knows it."""

    cells: tuple[StatedCell, ...]
    equals: int
    source: str


def facts_from_json(value: Any) -> tuple[StatedFact, ...]:  # noqa: ANN401 - whatever JSON holds
    """Read facts.

    Raises
    ------
    BadPublished : not a list of such objects; names which one.
    """
    if not isinstance(value, list):
        raise BadPublished("Oplysningerne skal være en liste af objekter med «sum», «equals» og «source».")
    return tuple(_fact(number, one) for number, one in enumerate(value, start=1))


def _fact(number: int, value: Any) -> StatedFact:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, Mapping) or set(value) != {"sum", "equals", "source"}:
        raise BadPublished(f"Oplysning {number} skal have «sum», «equals» og «source» og ikke andet.")
    equals, source, cells = value["equals"], value["source"], value["sum"]
    if isinstance(equals, bool) or not isinstance(equals, int) or equals < 0:
        raise BadPublished(f"Oplysning {number}: «equals» skal være et helt tal på 0 eller derover.")
    if not isinstance(source, str) or not source.strip():
        raise BadPublished(f"Oplysning {number}: «source» skal sige, hvor tallet står.")
    if not isinstance(cells, list) or not cells:
        raise BadPublished(f"Oplysning {number}: «sum» skal være en liste af mindst én celle.")
    return StatedFact(tuple(_cell(number, cell) for cell in cells), equals, source.strip())


def _cell(number: int, value: Any) -> StatedCell:  # noqa: ANN401 - whatever JSON holds
    allowed = {"row", "column", "table"}
    if not isinstance(value, Mapping) or not {"row", "column"} <= set(value) <= allowed:
        raise BadPublished(f"Oplysning {number}: hver celle skal have «row» og «column» og kan have «table».")
    if not all(isinstance(text, str) for text in value.values()):
        raise BadPublished(f"Oplysning {number}: «row», «column» og «table» skal være tekst.")
    return StatedCell(**value)


def placed(facts: Sequence[StatedFact], known: Quantities) -> list[Fact]:
    """The facts with the places of their cells.

    Raises
    ------
    BadPublished : a cell is in no table, or in several that are not the same count.
    """
    return [Fact(tuple(_place(cell, known) for cell in fact.cells), fact.equals, fact.source) for fact in facts]


def _place(cell: StatedCell, known: Quantities) -> Place:
    found = [
        place
        for place in known.number
        if plain(known.row_label(place)) == plain(cell.row)
        and plain(known.column_label(place)) == plain(cell.column)
        and cell.table.lower() in known.tables[place.table].source.lower()
    ]
    named = f"rækken «{cell.row}», kolonnen «{cell.column}»"
    if not found:
        raise BadPublished(f"Oplysningerne nævner {named}, som ingen tabel har med et tal eller et mærke.")
    if len({known.number[place] for place in found}) > 1:
        raise BadPublished(f"Oplysningerne nævner {named}, som står i flere tabeller; tilføj «table».")
    return found[0]
