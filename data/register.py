"""A register, described: its columns, codes, levels and hierarchies, and its databeskrivelse.

Only values; registers.py opens one by id, declaration.py reads the description, records.py the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from data.errors import UnknownColumn
from disclosure.hierarchy import Hierarchy
from disclosure.request import Dimension

TOTAL = "I alt"
Role = Literal["identifying", "sensitive"]
Responses = Literal["single", "multiple"]


@dataclass(frozen=True, slots=True)
class Group:
    """A label of a coarser level and the finest codes under it."""

    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One way to see a column more coarsely; a code that is in no group stands for itself.

    Attributes
    ----------
    name : ASCII, for example "landsdel".
    title : as a reader sees it.
    groups : disjoint, in display order.
    """

    name: str
    title: str
    groups: tuple[Group, ...]

    def label_of(self, code: str) -> str:
        """The label that `code` has at this level."""
        return next((group.label for group in self.groups if code in group.codes), code)


@dataclass(frozen=True, slots=True)
class Chain:
    """A hierarchy: levels from fine to coarse, each group inside one group of the next."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register.

    Attributes
    ----------
    name : as in the data file; ASCII.
    title : as a reader sees it.
    role : "identifying" (what others may know about someone) or "sensitive" (what they would learn).
    responses : "multiple" when one record may have several codes; they do not add up to the total.
    codes : every code that may occur, in display order, also those without records.
    levels : coarser levels, see `Level`.
    chains : the hierarchies that a table may be published with.
    description : what the column holds, in Danish.
    """

    name: str
    title: str
    role: Role
    responses: Responses
    codes: tuple[str, ...]
    levels: tuple[Level, ...]
    chains: tuple[Chain, ...]
    description: str

    @property
    def multiple(self) -> bool:
        """Whether one record may have several codes."""
        return self.responses == "multiple"

    def level(self, name: str) -> Level:
        """The level called `name`; the column's own name is its finest level.

        Raises
        ------
        UnknownColumn : the column has no such level.
        """
        if name == self.name:
            return Level(self.name, self.title, ())
        for level in self.levels:
            if level.name == name:
                return level
        known = ", ".join((self.name, *(level.name for level in self.levels)))
        raise UnknownColumn(f"Kolonnen «{self.name}» har ikke niveauet «{name}»; den har {known}.")

    def members(self, label: str) -> frozenset[str]:
        """The codes under a label of any level; of a code the code itself.

        Raises
        ------
        UnknownColumn : the column has no such label.
        """
        if label in self.codes:
            return frozenset((label,))
        for level in self.levels:
            for group in level.groups:
                if group.label == label:
                    return frozenset(group.codes)
        raise UnknownColumn(f"Kolonnen «{self.name}» har ingen kode eller gruppe ved navn «{label}».")

    def hierarchy(self, name: str) -> Hierarchy:
        """The hierarchy called `name`, as disclosure control wants it.

        Raises
        ------
        UnknownColumn : the column has no such hierarchy.
        """
        for chain in self.chains:
            if chain.name == name:
                return Hierarchy(name, dict(self._parents(chain)))
        known = ", ".join(chain.name for chain in self.chains) or "ingen"
        raise UnknownColumn(f"Kolonnen «{self.name}» har ikke hierarkiet «{name}»; den har {known}.")

    def _parents(self, chain: Chain) -> list[tuple[str, str]]:
        """Pairs (label, the group it belongs to) up through the chain, codes first."""
        found: dict[str, str] = {}
        labels = {code: code for code in self.codes}
        for name in chain.levels:
            level = self.level(name)
            for code, label in labels.items():
                above = level.label_of(code)
                if above not in (code, label):
                    found.setdefault(label, above)
                    labels[code] = above
        return list(found.items())

    def dimension(self, hierarchies: Sequence[str] = ()) -> Dimension:
        """The column as a dimension of a table request, with the named hierarchies."""
        return Dimension(
            name=self.name,
            role=self.role,
            total=TOTAL,
            responses=self.responses,
            codes=self.codes,
            hierarchies=tuple(self.hierarchy(name) for name in hierarchies),
        )


@dataclass(frozen=True, slots=True)
class Databeskrivelse:
    """What offentlighedslovens § 12 gives everybody a right to see about a database.

    Attributes
    ----------
    types : the types of information in it ("typer af oplysninger").
    basis : what the information rests on ("grundlag").
    formats : the formats the database uses ("formater").
    used_for : what the authority uses it for; the right covers casework and published analyses.
    """

    types: tuple[str, ...]
    basis: tuple[str, ...]
    formats: tuple[str, ...]
    used_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A register, described; its records are read by `data.records.read_records`.

    Attributes
    ----------
    register_id : ASCII, the declaration's file name.
    title, description, population : Danish, for readers.
    unit : what one record is, in the plural: "henvendelser" or "personer".
    columns : in the order of the data file.
    period_column : the column that says which period a record belongs to, or None when all are of one period.
    period : the period in words when there is no such column.
    synthetic : whether the records are invented; then `mark` must be shown wherever a figure is.
    mark : the sentence that says so; empty for real data.
    source : where the figures come from.
    data_date : the day the extract was made.
    databeskrivelse : see there.
    file : the data file.
    """

    register_id: str
    title: str
    description: str
    population: str
    unit: str
    columns: tuple[Column, ...]
    period_column: str | None
    period: str
    synthetic: bool
    mark: str
    source: str
    data_date: date
    databeskrivelse: Databeskrivelse
    file: Path

    def column(self, name: str) -> Column:
        """The column called `name`.

        Raises
        ------
        UnknownColumn : with the names of the columns there are.
        """
        for column in self.columns:
            if column.name == name:
                return column
        known = ", ".join(column.name for column in self.columns)
        raise UnknownColumn(f"Registret «{self.register_id}» har ikke kolonnen «{name}»; det har {known}.")
