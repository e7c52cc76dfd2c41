"""A printed table once its layout is understood: which figure is what, and which sums it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from disclosure.printed.figures import Figure
from disclosure.printed.options import Meaning


class Kind(Enum):
    """What a column holds."""

    COUNT = "count"
    PERCENT = "percent"
    OTHER = "other"


class Tie(Enum):
    """How parts and total belong together: they add up; each is at most the total; together at most the total."""

    ADDS_UP = "adds_up"
    MULTIPLE = "multiple"
    OF_WHICH = "of_which"


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing the program took the table to mean.

    Attributes
    ----------
    table : the table's source.
    what, value, why : Danish, for people.
    option : what to say to correct it, as the command line has it.
    """

    table: str
    what: str
    value: str
    why: str
    option: str

    def as_json(self) -> dict[str, str]:
        """The guess for machines."""
        return {"table": self.table, "what": self.what, "value": self.value, "why": self.why, "option": self.option}


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row: one label per label column; `label` joins them; `line` is its number in the grid, from 1."""

    labels: tuple[str, ...]
    label: str
    indent: int
    line: int


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column of figures: its headings from above, their joined label, what it holds, and its count column."""

    labels: tuple[str, ...]
    label: str
    kind: Kind
    of: int = -1
    period: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows (or columns) that belong together.

    Attributes
    ----------
    total, parts : numbers of rows, or of columns.
    tie : how they belong together.
    fold : the part that folds small categories, or -1.
    """

    total: int
    parts: tuple[int, ...]
    tie: Tie = Tie.ADDS_UP
    fold: int = -1


@dataclass(frozen=True)
class PrintedTable:
    """A printed table as it is understood.

    Attributes
    ----------
    source, title : as in the grid; `label_names` are the headings of the label columns.
    figures : per row and column what is printed.
    row_sums, column_sums : sums over rows (in every count column), and over columns (in every row).
    meanings : per mark what it stands for.
    rule : the smallest count that the report itself says it prints (7 where it hides those under 7); None unknown.
    guesses : everything that was guessed.
    """

    source: str
    title: str
    label_names: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    columns: tuple[PrintedColumn, ...]
    figures: tuple[tuple[Figure, ...], ...]
    row_sums: tuple[Sum, ...]
    column_sums: tuple[Sum, ...]
    meanings: Mapping[str, Meaning]
    rule: int | None
    guesses: tuple[Guess, ...]

    @property
    def count_columns(self) -> tuple[int, ...]:
        """Numbers of the columns that hold counts."""
        return counts_of(self.columns)

    def hides(self, row: int, column: int) -> bool:
        """Whether a mark stands in place of a count there; one that means zero hides nothing."""
        figure = self.figures[row][column]
        if figure.number is not None or self.columns[column].kind != Kind.COUNT:
            return False
        meaning = self.meanings.get(figure.mark)
        return meaning is not None and meaning.high != 0

    def as_json(self) -> dict[str, Any]:
        """What was understood, for machines and for the page."""
        return {
            "source": self.source,
            "title": self.title,
            "label_columns": list(self.label_names),
            "columns": [{"label": column.label, "kind": column.kind.value} for column in self.columns],
            "rows": [row.label for row in self.rows],
            "row_sums": [self._sum_json(one, self.rows) for one in self.row_sums],
            "column_sums": [self._sum_json(one, self.columns) for one in self.column_sums],
            "marks": {mark: {"low": m.low, "high": m.high} for mark, m in sorted(self.meanings.items())},
            "rule": self.rule,
        }

    @staticmethod
    def _sum_json(one: Sum, named: tuple[PrintedRow, ...] | tuple[PrintedColumn, ...]) -> dict[str, Any]:
        return {
            "total": named[one.total].label,
            "parts": [named[part].label for part in one.parts],
            "tie": one.tie.value,
            "fold": named[one.fold].label if one.fold >= 0 else None,
        }


def counts_of(columns: tuple[PrintedColumn, ...]) -> tuple[int, ...]:
    """Numbers of the columns that hold counts."""
    return tuple(number for number, column in enumerate(columns) if column.kind == Kind.COUNT)
