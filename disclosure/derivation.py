"""How a person can check by hand that a suppressed count is exact.

First the fewest printed sums (at most MOST_SUMS) that, added and subtracted, leave the cell alone; otherwise the chain
of sums by which its bounds met. A cell that only all sums together settle gets no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure.puzzle import Bounds, propagate
from disclosure.reader_puzzle import SUM, ReaderPuzzle
from disclosure.table import Index

MOST_SUMS = 3
MOST_CHAIN = 8
Weights = dict[int, int]
"""Per unknown its coefficient in a combination of rows."""


class Derivations:
    """Sentences for the exact cells of one puzzle."""

    def __init__(self, asked: ReaderPuzzle) -> None:
        self._asked = asked
        self._bounds: Bounds | None = None

    def sentence(self, index: Index) -> str:
        """The derivation of an exact cell, in Danish; empty when none was found that is short enough."""
        unknown = int(self._asked.unknown_of[index])
        if unknown < 0:
            return f"Tallet {int(self._asked.given[index])} er vist i en anden tabel eller kendt i forvejen."
        rows = self._fewest(unknown)
        if rows:
            return self._combined(rows)
        chain = self._chain(unknown)
        if not chain or len(chain) > MOST_CHAIN:
            return ""
        return " ".join([*(self._line(row) for row in chain), "Summerne efter hinanden giver kun én mulighed."])

    def terms(self, index: Index) -> tuple[tuple[Index, int], ...]:
        """The fewest printed counts that, each added (1) or subtracted (-1), leave this count alone; () if none are."""
        unknown = int(self._asked.unknown_of[index])
        weights: dict[Index, int] = {}
        for row, sign in self._fewest(unknown) if unknown >= 0 else ():
            total, parts = self._asked.members(row)
            for cell, weight in ((total, -sign), *((part, sign) for part in parts)):
                if self._asked.unknown_of[cell] < 0:
                    weights[cell] = weights.get(cell, 0) + weight
        own = 1 if sum(weight * int(self._asked.given[cell]) for cell, weight in weights.items()) >= 0 else -1
        return tuple((cell, own * weight) for cell, weight in weights.items() if weight)

    def _fewest(self, unknown: int) -> list[tuple[int, int]]:
        """The shortest list of (row, +1 or -1) whose combination holds the unknown alone."""
        for size in range(1, MOST_SUMS + 1):
            for row in self._sums_with(unknown):
                sign = dict(self._asked.puzzle.entries[row])[unknown]
                found = self._cancel(unknown, [(row, sign)], self._add({}, row, sign), size)
                if found:
                    return found
        return []

    def _sums_with(self, unknown: int) -> Iterator[int]:
        asked = self._asked
        return (row for row in asked.puzzle.rows_of[unknown] if asked.ties[int(asked.row_ties[row])].kind == SUM)

    def _add(self, weights: Weights, row: int, sign: int) -> Weights:
        result = dict(weights)
        for column, coefficient in self._asked.puzzle.entries[row]:
            result[column] = result.get(column, 0) + sign * coefficient
        return {column: weight for column, weight in result.items() if weight}

    def _cancel(
        self, unknown: int, chosen: list[tuple[int, int]], weights: Weights, size: int
    ) -> list[tuple[int, int]]:
        """Add rows that take away what is left beside the unknown."""
        others = sorted(set(weights) - {unknown})
        if not others and weights.get(unknown) == 1:
            return chosen
        if len(chosen) >= size or not others:
            return []
        for row in self._sums_with(others[0]):
            sign = -weights[others[0]] * dict(self._asked.puzzle.entries[row])[others[0]]
            if abs(sign) != 1 or any(row == used for used, _ in chosen):
                continue
            found = self._cancel(unknown, [*chosen, (row, sign)], self._add(weights, row, sign), size)
            if found:
                return found
        return []

    def _combined(self, rows: Sequence[tuple[int, int]]) -> str:
        right = [sign * int(self._asked.puzzle.rows.low[row]) for row, sign in rows]
        if len(rows) == 1:
            return self._line(rows[0][0])
        steps = " ".join(f"{number}) {self._line(row)}" for number, (row, _) in enumerate(rows, start=1))
        terms = " ".join(f"{'+' if value >= 0 else '−'} {abs(value)}" for value in right).removeprefix("+ ")
        return f"{steps} Lagt sammen og trukket fra hinanden: {terms} = {sum(right)}."

    def _line(self, row: int) -> str:
        """One printed sum with what is left for the cells that are not shown."""
        asked = self._asked
        total, parts = asked.members(row)
        tie = asked.ties[int(asked.row_ties[row])]
        name = asked.system.request.dimensions[tie.axis].name
        shown = sum(int(asked.given[part]) for part in parts if asked.unknown_of[part] < 0)
        hidden = [asked.system.nodes[tie.axis].labels[part[tie.axis]] for part in parts if asked.unknown_of[part] >= 0]
        cells = ", ".join(f"«{label}»" for label in hidden)
        where = f"Summen over «{name}» ({asked.system.sentence(total)})"
        if asked.unknown_of[total] >= 0:
            return f"{where}: totalen er ikke vist; den er {shown} og det, der hører til {cells or 'ingen andre'}."
        whole = int(asked.given[total])
        if tie.kind != SUM:
            return f"{where}: {whole}, og {cells} kan ikke være større."
        shared = "" if len(hidden) == 1 else f", fordelt på {len(hidden)} celler"
        return f"{where}: {whole} − {shown} = {whole - shown} til {cells}{shared}."

    def _chain(self, unknown: int) -> list[int]:
        """The rows by which propagation reached the bounds, first ones first; [] where it did not settle the cell."""
        if self._bounds is None:
            self._bounds = propagate(self._asked.puzzle)
        bounds = self._bounds
        if bounds.low[unknown] != bounds.high[unknown]:
            return []
        chain: list[int] = []
        waiting = [unknown]
        reached = {unknown}
        while waiting and len(chain) <= MOST_CHAIN:
            column = waiting.pop(0)
            for reason in (bounds.reasons[0][column], bounds.reasons[1][column]):
                if reason < 0 or reason in chain:
                    continue
                chain.insert(0, reason)
                fresh = [other for other, _ in self._asked.puzzle.entries[reason] if other not in reached]
                reached.update(fresh)
                waiting.extend(fresh)
        return chain
