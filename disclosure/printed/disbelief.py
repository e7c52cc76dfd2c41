"""Figures that cannot all be right: the smallest sets of which at least one must be wrong somewhere.

Every printed figure that may be wrong gets a switch: off, it is as printed; on, it may be anything. The fewest switches
that leave a solution are the smallest set to disbelieve; all sets of that size are sought, up to a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from disclosure.printed.constraints import Constraint, Why
from disclosure.printed.quantities import Place
from disclosure.printed.system import System
from disclosure.solver import NO_LIMIT, Program, Rows, Status

MOST_SETS = 12
"""More smallest sets than this say only that the fault may be nearly anywhere."""
LARGEST_SET = 12
WORK = 200_000_000
SLACK = 10
"""A misprinted count is sought up to this many times the largest printed one."""


@dataclass(frozen=True)
class Disbelief:
    """The smallest sets of printed figures that leave a solution when they are not believed.

    Attributes
    ----------
    sets : each a set of places of counts or percentages, all of the same size.
    complete : whether these are all; False when there are more than MOST_SETS, or the search was stopped.
    """

    sets: tuple[frozenset[Place], ...]
    complete: bool


@dataclass
class _Model:
    """Columns with bounds, and rows, as they are written down."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, int], int, int]] = field(default_factory=list)

    def column(self, low: int, high: int) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def row(self, terms: dict[int, int], low: int, high: int) -> None:
        self.rows.append((terms, low, high))

    def program(self) -> Program:
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)])
        columns = [column for terms, _, _ in self.rows for column in terms]
        factors = [factor for terms, _, _ in self.rows for factor in terms.values()]
        ends = [[row[side] for row in self.rows] for side in (1, 2)]
        rows = Rows(*(np.array(part, dtype=np.int64) for part in (starts, columns, factors, *ends)))
        return Program(np.array(self.low, dtype=np.int64), np.array(self.high, dtype=np.int64), rows)


def disbelieved_percents(system: System) -> Disbelief:
    """The smallest sets of percentages that contradict the counts; the counts are believed."""
    model, columns, most = _counts(system, frozenset())
    switches: dict[Place, int] = {}
    for one in system.constraints:
        if one.percent is None:
            _state(model, one, columns, {})
        else:
            switch = switches.setdefault(one.percent, -1)
            if switch < 0:
                switches[one.percent] = switch = model.column(0, 1)
            reach = sum(abs(factor) * most for _, factor in one.terms) + 1
            _state(model, one, columns, {switch: reach})
    return _smallest(model, switches)


def disbelieved_counts(system: System) -> Disbelief:
    """The smallest sets of printed counts without which the sums and facts can hold; percentages are left out."""
    believed = system.with_constraints(one for one in system.constraints if one.why != Why.PERCENT)
    printed = frozenset(
        number for one in believed.constraints for number, _ in one.terms if believed.value(number) is not None
    )
    model, columns, most = _counts(believed, printed)
    switches = {}
    for number in sorted(printed):
        value = believed.value(number) or 0
        switch = model.column(0, 1)
        switches[believed.known.all[number].places[0]] = switch
        model.row({columns[number]: 1, switch: -most}, -NO_LIMIT, value)
        model.row({columns[number]: 1, switch: most}, value, NO_LIMIT)
    for one in believed.constraints:
        _state(model, one, columns, {})
    return _smallest(model, switches)


def _counts(system: System, loose: frozenset[int]) -> tuple[_Model, dict[int, int], int]:
    """A column per count: fixed as printed, or free where it is unknown or loose; and the most any of them may be."""
    numbers = sorted({number for one in system.constraints for number, _ in one.terms})
    facts = [abs(end) for one in system.constraints for end in (one.low, one.high) if abs(end) < NO_LIMIT]
    most = SLACK * (sum(system.value(number) or 0 for number in numbers) + sum(facts) + 1)
    model, columns = _Model(), {}
    for number in numbers:
        value = system.value(number)
        low, high = (0, most) if number in loose else system.limits(number) if value is None else (value, value)
        columns[number] = model.column(low, min(high, most))
    return model, columns, most


def _state(model: _Model, one: Constraint, columns: dict[int, int], switch: dict[int, int]) -> None:
    """Write a constraint down; its switch, if it has one, loosens both ends."""
    terms: dict[int, int] = {}
    for number, factor in one.terms:
        terms[columns[number]] = terms.get(columns[number], 0) + factor
    if one.low > -NO_LIMIT:
        model.row(terms | switch, one.low, NO_LIMIT)
    if one.high < NO_LIMIT:
        model.row(terms | {column: -reach for column, reach in switch.items()}, -NO_LIMIT, one.high)


def _smallest(model: _Model, switches: dict[Place, int]) -> Disbelief:
    """Solve for the fewest switches, again and again, each time without the sets already found."""
    found: list[frozenset[Place]] = []
    objective = dict.fromkeys(switches.values(), 1)
    while len(found) <= MOST_SETS:
        answer = model.program().smallest(objective, WORK)
        if answer.status == Status.INFEASIBLE:
            return Disbelief(tuple(found), complete=True)
        if answer.status != Status.OPTIMAL or answer.values is None:
            return Disbelief(tuple(found), complete=False)
        chosen = frozenset(place for place, column in switches.items() if answer.values[column])
        if (found and len(chosen) > len(found[0])) or not chosen or len(chosen) > LARGEST_SET:
            return Disbelief(tuple(found), complete=True)
        found.append(chosen)
        model.row({switches[place]: 1 for place in chosen}, 0, len(chosen) - 1)
    return Disbelief(tuple(sorted(found[:MOST_SETS], key=sorted)), complete=False)
