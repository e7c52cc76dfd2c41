"""Secondary suppression of sums: incremental linear programs, one per clause that nothing shows yet, and a clean-up.

The Handbook's method (chapter 4): the unsafe sums one after another, the dearest demand first; what the cheapest
alternative table changes is suppressed, and costs nothing for the next. The tables are kept as the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from disclosure.errors import BadSpec, NothingSafe
from disclosure.magnitude.amounts import AmountTable
from disclosure.magnitude.clauses import Alternative, Clause, Clauses
from disclosure.magnitude.flows import Flows
from disclosure.magnitude.risk import AmountRisk, amount_risk
from disclosure.magnitude.unions import Unions
from disclosure.table import BoolArray, FrequencyTable

CLEANUP_PROGRAMS = 2_000
"""Linear programs that the clean-up may spend."""


@dataclass(frozen=True)
class ProtectedAmounts:
    """A table of sums whose suppression keeps the promise, as far as its maker can tell.

    Attributes
    ----------
    amounts : the truth.
    risk : what is unsafe in itself.
    suppressed : shape of the table.
    alternatives : the tables that together prove every clause.
    """

    amounts: AmountTable
    risk: AmountRisk
    suppressed: BoolArray
    alternatives: tuple[Alternative, ...]

    @property
    def table(self) -> FrequencyTable:
        """The true sums."""
        return self.amounts.table

    @property
    def n_cells(self) -> int:
        """Publishable cells, shared margins counted once."""
        return int(self.table.system.in_release.sum())

    @property
    def n_primary(self) -> int:
        """Unsafe cells."""
        return len(self.risk.unsafe)

    @property
    def n_suppressed(self) -> int:
        """Suppressed cells, unsafe ones included."""
        return int(self.suppressed.sum())


@dataclass
class Search:
    """The state of one search.

    Attributes
    ----------
    tables : those found so far by number; `dead` ones change what was published again.
    moving : per cell the tables that change it.
    used : per clause the tables that it rests on.
    programs : linear programs solved.
    """

    table: AmountTable
    clauses: Clauses
    flows: Flows
    tables: dict[int, Alternative] = field(default_factory=dict)
    moving: dict[int, set[int]] = field(default_factory=dict)
    used: dict[Clause, set[int]] = field(default_factory=dict)
    dead: set[int] = field(default_factory=set)
    programs: int = 0

    def show(self, clause: Clause) -> bool:
        """Find tables until the clause holds against everybody; False when one is missing."""
        while (who := self.clauses.attacker(clause)) is not None:
            self.programs += 1
            found = self.flows.alternative(clause, self.clauses.distance(clause, who), who)
            if found is None or not self._keep(found, clause):
                return False
        return True

    def _keep(self, found: Alternative, clause: Clause) -> bool:
        """Suppress what a table changes, and take it, its opposite and their multiples for what they show.

        False when it did not bring `clause` forward: a defect, and the search must not go on for ever.
        """
        self.flows.suppress(found.moved)
        forward = clause in self._take(found)
        for one in self._related(found):
            self._take(one)
        return forward

    def _related(self, found: Alternative) -> Iterator[Alternative]:
        for one in (found, found.times(-1)):
            most = self._most(one)
            if most > 0:
                yield one
            if most > 1:
                yield one.times(most)

    def _most(self, one: Alternative) -> int:
        """By how much a table can be multiplied before a cell falls below what others than its owner know of it."""
        falling = [
            (self.table.sum_of(cell) - (parts[0].amount if len(parts := self.table.parts[cell]) > 1 else 1)) // -change
            for cell, change in one.inner.items()
            if change < 0
        ]
        return min(falling, default=1)

    def _take(self, one: Alternative) -> list[Clause]:
        """Keep a table if it shows something new; return what it brought forward."""
        shown = self.clauses.tick(one)
        if shown:
            number = len(self.tables)
            self.tables[number] = one
            for cell in one.moved:
                self.moving.setdefault(cell, set()).add(number)
            for clause in shown:
                self.used.setdefault(clause, set()).add(number)
        return shown

    def give_back(self, cell: int) -> None:
        """Publish a secondary cell again if every clause can do without it."""
        lost = self.moving.get(cell, set())
        touched = [clause for clause in self.clauses.all() if not lost.isdisjoint(self.used.get(clause, ()))]
        before = [(clause, self.clauses.still_open(clause), self.used.pop(clause)) for clause in touched]
        self.flows.publish(cell)
        if all(self._without(clause, lost) for clause in touched):
            self.dead |= lost
            return
        self.flows.take_back(cell)
        for clause, attackers, used in before:
            self.clauses.restore(clause, attackers)
            self.used[clause] = used

    def _without(self, clause: Clause, lost: set[int]) -> bool:
        """Show one clause without some of the tables."""
        self.clauses.reopen(clause)
        for number in sorted(self.moving[clause[0]] - lost - self.dead):
            if self.clauses.tick_one(clause, self.tables[number]):
                self.used.setdefault(clause, set()).add(number)
        return self.show(clause)


def protect_amounts(table: AmountTable) -> ProtectedAmounts:
    """Suppress what the promise for sums needs.

    Raises
    ------
    BadSpec : the policy names unknown cells, or a known figure contradicts the data.
    NothingSafe : forced cells or known figures make the promise impossible; says which cells.
    """
    risk = amount_risk(table)
    known = _known(table)
    _refuse_known_unsafe(table, risk, known)
    suppressed = set(risk.unsafe) | set(risk.suppressed)
    flows = Flows(table, _prices(table), suppressed, (risk.shown | known) & table.under.keys())
    search = Search(table, Clauses(table, risk.unsafe), flows)
    failed = [clause for clause in search.clauses.all() if not search.show(clause)]
    if failed:
        raise _nothing_safe(table, [cell for cell, _ in failed])
    _clean_up(search, risk)
    hidden, given_away = Unions(table, risk.shown | known, flows.price).close(flows.suppressed)
    if given_away:
        raise _nothing_safe(table, given_away)
    shape = table.system.shape
    mask = np.zeros(shape, dtype=bool)
    mask.flat[sorted(hidden)] = True
    needed = sorted(set[int]().union(*search.used.values()))
    return ProtectedAmounts(table, risk, mask, tuple(search.tables[number] for number in needed))


def _prices(table: AmountTable) -> Mapping[int, int]:
    """What it costs to suppress a cell: its sum + 1, times the request's weight."""
    weights = {
        int(np.ravel_multi_index(table.system.cell(named), table.system.shape)): weight
        for named, weight in table.system.request.policy.weights
    }
    return {cell: max(1, round((table.sum_of(cell) + 1) * weights.get(cell, 1.0))) for cell in table.under}


def _known(table: AmountTable) -> frozenset[int]:
    found = set()
    for figure in table.system.request.known:
        index = table.system.cell(figure.cell)
        if not table.system.in_release[index]:
            raise BadSpec(
                f"«known»: {table.system.sentence(index)} står ikke i nogen af tabellerne; for beløb kan "
                "kun tabellernes egne celler være kendt."
            )
        if int(table.table.counts[index]) != figure.count:
            raise BadSpec(
                f"«known»: {table.system.sentence(index)} er angivet til {figure.count}, men data giver et andet tal; "
                "er det en anden population eller opgørelse, må tallet ikke stå her."
            )
        found.add(int(np.ravel_multi_index(index, table.system.shape)))
    return frozenset(found)


def _refuse_known_unsafe(table: AmountTable, risk: AmountRisk, known: frozenset[int]) -> None:
    cells = sorted(known & risk.unsafe.keys())
    if cells:
        raise NothingSafe(
            "Et usikkert beløb er allerede kendt («known») og kan ikke beskyttes; er det offentligt, så erklær det "
            "sikkert i «force_published».",
            tuple(f"{table.sentence(cell)}: beløbet er kendt." for cell in cells),
        )


def _nothing_safe(table: AmountTable, failed: Sequence[int]) -> NothingSafe:
    cells = dict.fromkeys(failed)
    return NothingSafe(
        "Ingen sikker tabel er fundet: for mindst ét beløb kan det ikke vises, at et bidrag ikke kan anslås.",
        tuple(f"{table.sentence(cell)}: en tvungen celle eller et kendt tal kan være grunden." for cell in cells),
    )


def _clean_up(search: Search, risk: AmountRisk) -> None:
    """Give back secondary cells, dearest first; from here on nothing more may be suppressed."""
    flows = search.flows
    for cell in search.table.under:
        if cell not in flows.suppressed and cell not in flows.fixed:
            flows.fix(cell)
    secondary = flows.suppressed - risk.unsafe.keys() - risk.suppressed
    search.programs = 0
    for cell in sorted(secondary, key=lambda one: (-flows.price[one], one)):
        if search.programs < CLEANUP_PROGRAMS:
            search.give_back(cell)
