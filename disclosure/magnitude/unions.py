"""What suppressed sums leave known together: a published sum minus its published parts.

Two suppressed cells of one row are known as one sum, and it must be as safe as if it stood in the table: whoever alone
has both of them would be known exactly. Beside the suppressed parts themselves, those that are sums along the same
dimension are taken apart into their own suppressed parts, since what is published of them can be subtracted too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from disclosure.hierarchy import Sum
from disclosure.magnitude.amounts import AmountTable, Part
from disclosure.magnitude.risk import unsafe_sum
from disclosure.primary import declared_safe


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A sum of published cells along one dimension: `total` over `parts`, by flat numbers."""

    total: int
    parts: tuple[int, ...]
    axis: int


class Unions:
    """The lines of a table, and which of them give away an unsafe union."""

    def __init__(self, table: AmountTable, known: Iterable[int], price: Mapping[int, int]) -> None:
        self._table, self._known, self._price = table, frozenset(known), price
        self._safe = declared_safe(table.system).reshape(-1)

    def close(self, suppressed: Iterable[int]) -> tuple[set[int], list[int]]:
        """Suppress more until no line gives an unsafe union away.

        Returns
        -------
        All suppressed cells, and the totals of lines where forced cells or known figures left no way.
        """
        hidden = set(suppressed)
        stuck: dict[int, None] = {}
        waiting = sorted(hidden)
        while waiting:
            for line in self._lines_through(waiting.pop()):
                while line.total not in stuck and self._gives_away(line, hidden):
                    more = self._another(line, hidden)
                    if more is None:
                        stuck[line.total] = None
                    else:
                        hidden.add(more)
                        waiting.append(more)
        return hidden, list(stuck)

    def _lines_through(self, cell: int) -> Iterator[Line]:
        """The lines that a published cell is a part of, or the total of."""
        system = self._table.system
        released = system.in_release.reshape(-1)
        for axis, nodes in enumerate(system.nodes):
            stride = int(np.prod(system.shape[axis + 1 :], dtype=np.int64))
            node = cell // stride % len(nodes.labels)
            base = cell - node * stride
            for one in sorted(nodes.sums, key=lambda each: each.parts):
                if released[base] and released[base + nodes.total * stride] and node in (one.total, *one.parts):
                    yield self._line(base, stride, axis, one)

    def _line(self, base: int, stride: int, axis: int, one: Sum) -> Line:
        parts = (base + part * stride for part in one.parts)
        return Line(base + one.total * stride, tuple(part for part in parts if part in self._table.under), axis)

    def _gives_away(self, line: Line, hidden: set[int]) -> bool:
        if line.total in hidden and line.total not in self._known:
            return False
        direct = {part for part in line.parts if part in hidden and part not in self._known}
        apart = {one for part in direct for one in self._apart(part, line.axis, hidden)}
        # All of a published sum is no more than what is published: it is safe, or was declared so.
        whole = self._table.sum_of(line.total)
        return any(sum(map(self._table.sum_of, cells)) < whole and self._is_unsafe(cells) for cells in (direct, apart))

    def _apart(self, cell: int, axis: int, hidden: set[int]) -> set[int]:
        """The suppressed parts of a suppressed cell along one dimension, down to those that are no sums."""
        below = [line for line in self._lines_through(cell) if line.total == cell and line.axis == axis]
        if not below:
            return {cell}
        left = {part for part in below[0].parts if part in hidden and part not in self._known}
        return {one for part in left for one in self._apart(part, axis, hidden)}

    def _is_unsafe(self, cells: set[int]) -> bool:
        if all(self._safe[cell] for cell in cells):
            return False
        found: dict[int, int] = {}
        for cell in cells:
            for part in self._table.parts[cell]:
                found[part.who] = found.get(part.who, 0) + part.amount
        parts = [Part(who, amount, 1) for who, amount in sorted(found.items(), key=lambda one: -one[1])]
        return bool(unsafe_sum(0, parts, self._table.rules, self._table.system.request.policy.threshold).rules)

    def _another(self, line: Line, hidden: set[int]) -> int | None:
        """The cheapest cell of the line that makes its union safe, or else the cheapest there is."""
        open_cells = [cell for cell in (*line.parts, line.total) if cell not in hidden and cell not in self._known]
        cheapest = sorted(open_cells, key=lambda cell: (self._price[cell], cell))
        enough = (cell for cell in cheapest if not self._gives_away(line, {*hidden, cell}))
        return next(enough, cheapest[0] if cheapest else None)
