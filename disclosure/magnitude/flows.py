"""Alternative tables of sums by linear programs: what must change elsewhere when one sum is another.

Unknown are the differences from the truth, up and down, in inner cells and in published sums. A difference in a cell
that is published costs, in a suppressed one next to nothing. solver.py believes whole numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from disclosure.magnitude.amounts import AmountTable
from disclosure.magnitude.clauses import UP, Alternative, Clause
from disclosure.solver import NO_LIMIT, IntArray, Program, Rows

WORK = 2_000_000_000
"""For one alternative table; see solver.Answer."""
UNIT_COST, MOST_COST = 1_000, 10**7
"""What a difference of 1 costs at least and at most in a published cell; in a suppressed one it costs 1, so that the
tables change no more than they need."""


class Flows:
    """One linear system, asked again and again for the cheapest table that shows something.

    Attributes
    ----------
    price : what it costs to suppress a published cell.
    suppressed : published cells whose difference costs next to nothing.
    fixed : published cells that must stay as they are.
    """

    def __init__(
        self, table: AmountTable, price: Mapping[int, int], suppressed: Iterable[int], fixed: Iterable[int]
    ) -> None:
        self._table, self.price = table, price
        self.suppressed, self.fixed = set[int](), set(fixed)
        self._inner = frozenset(table.inner.tolist())
        self._margins = sorted(set(table.under) - self._inner)
        self._cells = [*table.inner.tolist(), *self._margins]
        self._column = {cell: 2 * place for place, cell in enumerate(self._cells)}
        self._sums = np.array([table.sum_of(cell) for cell in self._cells], dtype=np.int64)
        self._prices = np.array([price.get(cell, 0) for cell in self._cells], dtype=np.int64)
        self._is_free = np.array([cell not in table.under for cell in self._cells], dtype=bool)
        self.suppress(suppressed)
        limits = np.array([self._limits(cell) for cell in self._cells], dtype=np.int64).reshape(-1)
        self._program = Program(np.zeros_like(limits), limits, self._rows())

    def _rows(self) -> Rows:
        """Per published sum: the differences of its inner cells add up to its own; up and down are two columns."""
        columns: list[int] = []
        signs: list[int] = []
        starts = [0]
        for cell in self._margins:
            for part, sign in (*((one, 1) for one in self._table.under[cell]), (cell, -1)):
                columns += [self._column[part], self._column[part] + 1]
                signs += [sign, -sign]
            starts.append(len(columns))
        zeros = np.zeros(len(self._margins), dtype=np.int64)
        return Rows(np.array(starts), np.array(columns, dtype=np.int64), np.array(signs, dtype=np.int64), zeros, zeros)

    def _limits(self, cell: int, who: int | None = None) -> tuple[int, int]:
        """How far a cell may rise and fall, as `who` knows; for None as far as everybody with others in it knows."""
        if cell in self.fixed:
            return 0, 0
        if cell not in self._inner:
            return NO_LIMIT, NO_LIMIT
        parts = self._table.parts[cell]
        if who is None:
            kept = parts[0].amount if len(parts) > 1 else 1
        else:
            kept = max((part.amount for part in parts if part.who == who), default=1)
            if len(parts) == 1 and parts[0].who == who:
                return 0, 0
        return NO_LIMIT, self._table.sum_of(cell) - kept

    def _bound(self, cell: int, up: int, down: int, *, least_up: int = 0, least_down: int = 0) -> None:
        self._program.set_bounds(self._column[cell], least_up, up)
        self._program.set_bounds(self._column[cell] + 1, least_down, down)

    def suppress(self, cells: Iterable[int]) -> None:
        """Let cells differ at next to no cost."""
        for cell in cells:
            self.suppressed.add(cell)
            self._is_free[self._column[cell] // 2] = True

    def fix(self, cell: int) -> None:
        """Have a published cell stay as it is from now on."""
        self.fixed.add(cell)
        self._bound(cell, 0, 0)

    def publish(self, cell: int) -> None:
        """Have a suppressed cell stay as it is from now on."""
        self.suppressed.remove(cell)
        self.fix(cell)

    def take_back(self, cell: int) -> None:
        """Undo `publish`."""
        self.fixed.remove(cell)
        self.suppressed.add(cell)
        self._bound(cell, *self._limits(cell))

    def alternative(self, clause: Clause, distance: int, who: int) -> Alternative | None:
        """The cheapest table in which the clause's cell lies `distance` away, possible as far as `who` knows.

        Within the clause's cell only what `who` knows counts; elsewhere what anybody knows, so that one table serves
        against most attackers. None when there is no such table, or none was found.
        """
        cell, direction = clause
        assert cell not in self.fixed, "en usikker celle er hverken kendt eller tvunget offentliggjort"
        inside = self._table.under[cell]
        touched = {*inside, *self._table.holds.get(who, ()), cell}
        for one in touched:
            exactly = one in inside or len(self._table.parts[one]) == 1
            self._bound(one, *self._limits(one, who if exactly else None))
        up, down = (distance, 0) if direction == UP else (0, distance)
        self._bound(cell, up, down, least_up=up, least_down=down)
        values = self._program.cheap_point(self._costs(distance), WORK)
        for one in touched:
            self._bound(one, *self._limits(one))
        return None if values is None else self._read(values)

    def _costs(self, distance: int) -> IntArray:
        """Per column; a cell is as dear as its price, spread over what it can take of the distance."""
        share = np.clip(self._sums, 1, distance)
        published = np.minimum(UNIT_COST * self._prices // share, MOST_COST)
        costs = np.where(self._is_free, 1, published)
        return np.repeat(costs, 2)

    def _read(self, values: IntArray) -> Alternative:
        differences = values[::2] - values[1::2]
        changed = {self._cells[place]: int(differences[place]) for place in np.flatnonzero(differences).tolist()}
        inner = {cell: change for cell, change in changed.items() if cell in self._inner}
        moved = {cell: change for cell, change in changed.items() if cell in self._table.under}
        return Alternative(self._table, inner, moved)
