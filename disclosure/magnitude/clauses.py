"""The promise for sums as clauses, and which of them the alternative tables found so far have shown.

A clause is one unsafe cell and one direction. It holds against an attacker when some alternative table, possible as far
as she knows, lies so far from the truth in that direction as the cell's level for her (below never under the *floor*:
every inner cell above 0 is at least 1, and at least what she herself has in it). What she knows: everything
published; her own amounts; and the sum of every inner cell that she is alone in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from disclosure.magnitude.amounts import AmountTable
from disclosure.magnitude.risk import UnsafeSum

ANYONE = -1
"""The attacker who has no part in the cell and knows nothing that speaks against the table in question."""
UP, DOWN = 1, -1
Clause = tuple[int, int]
"""An unsafe cell (its flat number) and a direction."""


@dataclass(frozen=True)
class Alternative:
    """Another possible table, as differences from the true sums.

    Attributes
    ----------
    table : the truth.
    inner : differences in inner cells, none of them 0.
    moved : differences in published cells, none of them 0.
    """

    table: AmountTable
    inner: Mapping[int, int]
    moved: Mapping[int, int]

    @cached_property
    def blind(self) -> frozenset[int]:
        """The contributors who know that it is not the true table."""
        found: set[int] = set()
        for cell, change in self.inner.items():
            parts = self.table.parts[cell]
            if len(parts) == 1:
                found.add(parts[0].who)
            elif change < 0:
                left = self.table.sum_of(cell) + change
                found.update(part.who for part in parts if part.amount > left)
        return frozenset(found)

    def times(self, factor: int) -> Alternative:
        """The table `factor` times as far from the truth."""
        return Alternative(
            self.table,
            {cell: factor * change for cell, change in self.inner.items()},
            {cell: factor * change for cell, change in self.moved.items()},
        )


class Clauses:
    """Which attackers each clause still holds against nothing."""

    def __init__(self, table: AmountTable, unsafe: Mapping[int, UnsafeSum]) -> None:
        self._table, self._unsafe = table, unsafe
        self._open: dict[Clause, set[int]] = {}
        for cell in unsafe:
            self.reopen((cell, UP))
            self.reopen((cell, DOWN))

    def reopen(self, clause: Clause) -> None:
        """Forget what has been shown of a clause."""
        found = self._unsafe[clause[0]]
        self._open[clause] = {who for who in (ANYONE, *found.inside) if self.distance(clause, who) > 0}

    def all(self) -> Iterable[Clause]:
        """Every clause, those first that reach farthest."""
        return sorted(self._open, key=lambda clause: (-self._unsafe[clause[0]].widest, clause))

    def attacker(self, clause: Clause) -> int | None:
        """Somebody against whom the clause is not shown, who demands the most; or None."""
        return max(sorted(self._open[clause]), key=lambda who: self.distance(clause, who), default=None)

    def distance(self, clause: Clause, who: int) -> int:
        """How far from the truth an alternative must lie for this attacker."""
        cell, direction = clause
        found = self._unsafe[cell]
        level = found.inside.get(who, 0) if who in self._inside[cell] else found.level
        if direction == UP:
            return level
        return min(level, self._table.sum_of(cell) - self._floor(cell, who))

    def _floor(self, cell: int, who: int) -> int:
        """The least that the cell can be for her."""
        own = self._own.get(cell, {}).get(who)
        return len(self._table.under[cell]) + (own[0] - own[1] if own else 0)

    @cached_property
    def _own(self) -> dict[int, dict[int, tuple[int, int]]]:
        return {
            cell: {part.who: (part.amount, part.cells) for part in self._table.parts[cell]} for cell in self._unsafe
        }

    @cached_property
    def _inside(self) -> dict[int, frozenset[int]]:
        return {cell: frozenset(own) for cell, own in self._own.items()}

    def tick(self, alternative: Alternative) -> list[Clause]:
        """Tick off what a table shows; return the clauses that it brought forward."""
        clauses = ((cell, UP if change > 0 else DOWN) for cell, change in alternative.moved.items())
        return [clause for clause in clauses if self.tick_one(clause, alternative)]

    def tick_one(self, clause: Clause, alternative: Alternative) -> bool:
        """Whether a table shows something of one clause that nothing showed before."""
        waiting = self._open.get(clause)
        reached = clause[1] * alternative.moved.get(clause[0], 0)
        if not waiting or reached <= 0:
            return False
        blind = alternative.blind
        done = {who for who in waiting if who not in blind and self.distance(clause, who) <= reached}
        waiting -= done
        if ANYONE in done:  # those who see through the table need another one
            waiting |= {who for who in blind - self._inside[clause[0]] if self.distance(clause, who) > 0}
        return bool(done)

    def still_open(self, clause: Clause) -> set[int]:
        """A copy of the attackers that a clause is not shown against."""
        return set(self._open[clause])

    def restore(self, clause: Clause, attackers: set[int]) -> None:
        """Put back what `still_open` gave."""
        self._open[clause] = attackers
