"""Answers given at different times as one table request, so that one certificate proves them all together.

The register at hand is tabulated once over every column that an answer crosses or filters by. A filter is a table
without its total: women alone stand at the node "Kvinde". What was published stays published, what was suppressed stays
suppressed and keeps its promise, and the new tables are free; `differences` extends the promise to what follows by
subtraction (request.Policy). The strictest threshold that was promised holds for everything.

Figures that no longer agree with the data are in corrections.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from disclosure.code_sets import Coded, CodeSet, coded, free_label, label_for, plain_label
from disclosure.errors import NothingSafe, NotSupported
from disclosure.request import Cell, Dimension, Policy, TableRequest, TableShape
from disclosure.table import FrequencyTable, Index, TableSystem
from disclosure.tabulate import Columns, tabulate_records

MOST_JOINT_CELLS = 150_000
"""Cells of the joint array; above it a request is refused rather than answered without its history."""
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredTable:
    """A table that was given, is public, or is asked for now.

    Attributes
    ----------
    name : for people: "svaret af 3. maj 2025, »Henvendelser efter køn«".
    where : per filtered column the codes that count; a column not named is not filtered.
    labels : per dimension, in the order of the table, the codes under each label it shows beside its total.
    threshold : the threshold that was promised.
    cells : what was given, by one label per dimension (the column's total label for all): a count, or None where
        suppressed. Empty for a table that is asked for.
    as_of : the day the register was extracted; figures of the same day agree with each other.
    declared : cells of a table that is asked for which the jurist has declared safe; they are published as they are.
    rounded_to : the base that its counts are rounded to; 0 for exact counts.
    names : cells that a list of names beside the table, or in its place, tells are not empty.
    counted : whether it shows counts; of a list of names only the zeros, and of its sum nothing.
    """

    name: str
    where: Mapping[str, CodeSet]
    labels: Mapping[str, Mapping[str, CodeSet]]
    threshold: int
    cells: Mapping[Labels, int | None] = field(default_factory=dict)
    as_of: str = ""
    declared: tuple[Labels, ...] = ()
    rounded_to: int = 0
    names: tuple[Labels, ...] = ()
    counted: bool = True


@dataclass(frozen=True)
class Joint:
    """All answers as one request.

    Attributes
    ----------
    request : the earlier tables first, then the new ones, in order.
    tables : the same tables as answers.
    where : filters that all of them share; the records to count are those that it lets through.
    columns : the dimensions with the code that stands for each of the register's.
    nodes : per table and column: label -> node label; the column's total label stands for the table's population.
    n_earlier : how many of the tables are earlier ones.
    """

    request: TableRequest
    tables: tuple[AnsweredTable, ...]
    where: Mapping[str, CodeSet]
    columns: Mapping[str, Coded]
    nodes: tuple[Mapping[str, Mapping[str, str]], ...]
    n_earlier: int

    @property
    def earlier(self) -> range:
        """The numbers of the earlier tables."""
        return range(self.n_earlier)

    @property
    def new(self) -> range:
        """The numbers of the new tables."""
        return range(self.n_earlier, len(self.tables))

    def cell(self, number: int, labels: Labels) -> Cell:
        """The cell of the request that a table's labels name; along its filters it stands at its population."""
        shown = dict(zip(self.tables[number].labels, labels, strict=True))
        named = {}
        for column, nodes in self.nodes[number].items():
            total = self.columns[column].dimension.total
            node = nodes[shown.get(column, total)]
            if node != total:
                named[column] = node
        return named

    def cells(self, number: int) -> Iterator[tuple[Cell, int | None]]:
        """What a table gave, by the cells of the request; labels that none of its population can have are left out.

        A column that is none of the request's is one of which no table shows more than the sum.
        """
        nodes = self.nodes[number]
        for labels, count in self.tables[number].cells.items():
            pairs = zip(self.tables[number].labels, labels, strict=True)
            if all(column not in nodes or label in nodes[column] for column, label in pairs):
                yield self.cell(number, labels), count

    def names(self, number: int) -> Iterator[Cell]:
        """The cells that a list names, by the cells of the request; as above."""
        nodes = self.nodes[number]
        for labels in self.tables[number].names:
            pairs = zip(self.tables[number].labels, labels, strict=True)
            if all(column not in nodes or label in nodes[column] for column, label in pairs):
                yield self.cell(number, labels)

    def every_cell(self, number: int) -> Iterator[Labels]:
        """The labels of every cell of a table, as `cell` takes them; those that nobody can have are left out."""
        nodes = self.nodes[number]
        return itertools.product(*(nodes.get(column, ()) for column in self.tables[number].labels))

    def shown_labels(self, number: int) -> Mapping[str, Mapping[str, str]]:
        """Per column how a node of the request is called in one table."""
        return {column: {node: label for label, node in nodes.items()} for column, nodes in self.nodes[number].items()}

    def tabulate(self, columns: Columns) -> FrequencyTable:
        """Count records that the shared filters let through; `columns` has the register's codes."""
        return tabulate_records(self.request, {name: self._recoded(name, texts) for name, texts in columns.items()})

    def _recoded(self, name: str, texts: Sequence[str]) -> list[str]:
        code_of = self.columns[name].code_of
        return ["|".join(dict.fromkeys(code_of[code] for code in text.split("|") if code)) for text in texts]


def related(new: Sequence[AnsweredTable], earlier: Sequence[AnsweredTable], multiple: Sequence[str]) -> list[int]:
    """The earlier tables that have people in common with the new ones, directly or through each other.

    Tables about disjoint parts of the register share no inner cell, so no sum ties the one to the other.
    `multiple` names the multi-response columns: one record may be on both sides of a filter on such a column.
    """
    found: list[int] = []
    frontier = list(new)
    while frontier:
        fresh = [
            number
            for number, table in enumerate(earlier)
            if number not in found and any(_overlap(table, other, multiple) for other in frontier)
        ]
        found += fresh
        frontier = [earlier[number] for number in fresh]
    return sorted(found)


def distinct(tables: Sequence[AnsweredTable]) -> list[AnsweredTable]:
    """The tables without those that say again what an earlier one said of the same records on the same day."""
    found: dict[object, AnsweredTable] = {}
    for table in tables:
        labels = tuple((name, tuple(sets.items())) for name, sets in table.labels.items())
        cells = frozenset(table.cells.items())
        told = (
            frozenset(table.where.items()),
            labels,
            cells,
            table.names,
            table.threshold,
            table.as_of,
            table.rounded_to,
        )
        found.setdefault(told, table)
    return list(found.values())


def _overlap(one: AnsweredTable, other: AnsweredTable, multiple: Sequence[str]) -> bool:
    shared = (set(one.where) & set(other.where)).difference(multiple)
    return all(one.where[column] & other.where[column] for column in shared)


def join(
    columns: Sequence[Dimension], new: Sequence[AnsweredTable], earlier: Sequence[AnsweredTable], policy: Policy
) -> Joint:
    """Return one request over the new tables and the earlier ones.

    Parameters
    ----------
    columns : every column of the register, with all its codes, in the order they are shown.
    policy : of the new tables; the threshold becomes the highest that any of the tables was promised.

    Raises
    ------
    NotSupported : a code that the register no longer has, a filter on a multi-response column that is also crossed, or
        opdelinger that cannot be one system; says which answer.
    NothingSafe : a cell that is to be shown as it is was suppressed in an earlier answer.
    """
    tables = tuple(_without_idle_filters(table, columns) for table in (*earlier, *new))
    # The new tables name the sets first, so that their labels are the ones they are shown with.
    order = [*range(len(earlier), len(tables)), *range(len(earlier))]
    where = _shared_filters(tables)
    chosen, nodes = {}, [dict[str, Mapping[str, str]]() for _ in tables]
    for column in columns:
        seen = _Seen(column, [tables[number] for number in order], where)
        if seen.used:
            chosen[column.name] = coded(seen.column, seen.sets)
            for number, named in zip(order, seen.nodes, strict=True):
                if named is not None:
                    nodes[number][column.name] = named
    shapes = tuple(_shape(named, chosen) for named in nodes)
    dimensions = tuple(found.dimension for found in chosen.values())
    threshold = max(policy.threshold, *(table.threshold for table in tables))
    request = TableRequest(dimensions, shapes, "antal", replace(policy, threshold=threshold, differences=True))
    joint = Joint(request, tables, where, chosen, tuple(nodes), len(earlier))
    return replace(joint, request=replace(request, policy=_forced(joint)))


def _without_idle_filters(table: AnsweredTable, columns: Sequence[Dimension]) -> AnsweredTable:
    """The table without filters that let through every code the register has today."""
    codes = {column.name: frozenset(column.codes or ()) for column in columns}
    return replace(table, where={name: let for name, let in table.where.items() if let != codes[name]})


def _shared_filters(tables: Sequence[AnsweredTable]) -> dict[str, CodeSet]:
    return {
        column: codes
        for column, codes in tables[-1].where.items()
        if all(table.where.get(column) == codes for table in tables)
    }


class _Seen:
    """How all tables see one column.

    Attributes
    ----------
    column : with the codes that the shared filter lets through.
    used : whether any table crosses it, or filters by it in its own way.
    sets : every set of codes by its label.
    nodes : per table label -> node label, or None where the table does not use the column.
    """

    def __init__(self, column: Dimension, tables: Sequence[AnsweredTable], where: Mapping[str, CodeSet]) -> None:
        shared = where.get(column.name)
        self._known = frozenset(column.codes or ())
        let_through = self._known if shared is None or column.multiple else shared
        self.column = replace(column, codes=tuple(code for code in column.codes or () if code in let_through))
        self._everything = let_through
        self.sets: dict[str, CodeSet] = {}
        self.nodes: list[Mapping[str, str] | None] = []
        for table in tables:
            self.nodes.append(self._nodes_of(table, filtered=shared is None and column.name in table.where))
        self.used = bool(self.sets)

    def _nodes_of(self, table: AnsweredTable, *, filtered: bool) -> Mapping[str, str] | None:
        name, total = self.column.name, self.column.total
        if name not in table.labels and not filtered:
            return None
        if filtered and self.column.multiple and name in table.labels:
            raise NotSupported(
                f"{_begin(table)} er både delt op efter «{name}» og begrænset til nogle af dens koder; når en post kan "
                "have flere svar, kan det ikke beskyttes sammen med andre svar. Bed om det ene af de to."
            )
        population = table.where[name] if filtered else None
        self._refuse_unknown(table, population or frozenset())
        nodes: dict[str, str] = {}
        for label, codes in table.labels.get(name, {}).items():
            self._refuse_unknown(table, codes)
            inside = codes if self.column.multiple else codes & (self._everything if population is None else population)
            if inside:
                nodes[label] = self._node(inside, label, nodes)
        nodes[total] = total if population is None else self._node(population, "", nodes)
        return nodes

    def _node(self, codes: CodeSet, label: str, own: Mapping[str, str]) -> str:
        """The label of a set of codes: one that names it already, and that the table does not use; else its own."""
        named = [name for name, members in self.sets.items() if members == codes and name not in own.values()]
        if named:
            return label if label in named else named[0]
        taken = {**self.sets, self.column.total: None}
        fresh = free_label(label, taken) if label else label_for(codes, self.column.codes or (), taken)
        self.sets[fresh] = codes
        return fresh

    def _refuse_unknown(self, table: AnsweredTable, codes: CodeSet) -> None:
        unknown = sorted(codes - self._known)
        if unknown:
            raise NotSupported(
                f"{_begin(table)} bruger koden «{unknown[0]}» i «{self.column.name}», som registret ikke har mere; "
                "svaret kan derfor ikke holdes op mod den nye tabel. Læg koden ind igen, eller lad juristen afgøre det."
            )


def _begin(table: AnsweredTable) -> str:
    return table.name[:1].upper() + table.name[1:]


def _shape(nodes: Mapping[str, Mapping[str, str]], chosen: Mapping[str, Coded]) -> TableShape:
    totals = {name: chosen[name].dimension.total for name in chosen if name in nodes}
    only = {name: tuple(node for node in nodes[name].values() if node != total) for name, total in totals.items()}
    without_total = tuple(name for name, total in totals.items() if total not in nodes[name].values())
    return TableShape(tuple(totals), only, without_total)


def _forced(joint: Joint) -> Policy:
    """The policy with what was published held published, and what was suppressed held suppressed."""
    held = _held(joint)
    shown = [key for key, count in held.items() if count is not None]
    hidden = {key: None for key, count in held.items() if count is None}
    for number in joint.new:
        for labels in joint.tables[number].declared:
            key = _key(joint.cell(number, labels))
            if key in hidden:
                answer = _who_hides(joint, key)
                raise NothingSafe(
                    f"Cellen {', '.join(labels)} skulle vises, som den er, men er ikke vist i {answer}.",
                    (f"{', '.join(labels)}: vises den nu, brydes beskyttelsen i {answer}.",),
                )
            shown.append(key)
    hidden |= dict.fromkeys(key for key in _told_by_no_table(joint) if key not in shown)
    named = dict.fromkeys(_key(cell) for number in range(len(joint.tables)) for cell in joint.names(number))
    policy = joint.request.policy
    published = [*policy.force_published, *(dict(key) for key in dict.fromkeys(shown))]
    return replace(
        policy,
        force_published=tuple(published),
        force_suppressed=(*policy.force_suppressed, *(dict(key) for key in hidden)),
        occurring=tuple(dict(key) for key in named),
    )


def _told_by_no_table(joint: Joint) -> Iterator[Key]:
    """The cells of lists of names of which no table shows, or could show, the count."""
    if not all(table.counted for table in joint.tables):
        every = [
            dict.fromkeys(_key(joint.cell(number, labels)) for labels in joint.every_cell(number))
            for number in range(len(joint.tables))
        ]
        pairs = list(zip(joint.tables, every, strict=True))
        counted = {key for table, cells in pairs if table.counted for key in cells}
        yield from (key for table, cells in pairs if not table.counted for key in cells if key not in counted)


Key = tuple[tuple[str, str], ...]


def _key(cell: Cell) -> Key:
    return tuple(cell.items())


def _who_hides(joint: Joint, key: Key) -> str:
    hiding = (number for number in joint.earlier if any(_key(cell) == key for cell, _ in joint.cells(number)))
    return joint.tables[next(hiding)].name


def _held(joint: Joint) -> dict[Key, int | None]:
    """What earlier answers say of each cell; a cell that any of them shows is known."""
    held: dict[Key, int | None] = {}
    for number in joint.earlier:
        for cell, count in joint.cells(number):
            if held.get(_key(cell)) is None:
                held[_key(cell)] = count
    return held


def cell_words(system: TableSystem, cell: Index) -> str:
    """A cell of a joint request as a person calls it: by its labels other than totals."""
    totals = {dimension.name: dimension.total for dimension in system.request.dimensions}
    named = [plain_label(label) for name, label in system.labels(cell).items() if label != totals[name]]
    return ", ".join(named) or "alle"


def joint_table(joint: Joint, columns: Columns) -> FrequencyTable:
    """The counts of all answers together.

    Raises
    ------
    NotSupported : the joint array is too large.
    """
    size = int(np.prod([float(len(found.dimension.nodes().labels)) for found in joint.columns.values()]))
    if size > MOST_JOINT_CELLS:
        raise NotSupported(
            f"Tabellen skal beskyttes sammen med {joint.n_earlier} tidligere svar og offentlige tal om "
            f"de samme poster; tilsammen er det et kryds på {size} celler, og grænsen er {MOST_JOINT_CELLS}. Bed om "
            "færre dimensioner, eller brug de opdelinger, der er givet før."
        )
    return joint.tabulate(columns)
