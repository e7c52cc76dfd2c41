"""The oracle: whether a pattern keeps the promise, and where it does not, a demand that says why.

Decides exactly: a clause is kept when a whole-number table shows it, and fails when no whole-number table does.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from enum import Enum

import numpy as np

from disclosure.optimal.alternatives import Alternatives, space_of
from disclosure.optimal.candidates import Candidates
from disclosure.optimal.cuts import At, cut_from_duals, either, unless_shown
from disclosure.optimal.finest import Finest
from disclosure.optimal.pool import Pool
from disclosure.optimal.questions import Clause, promise_of, shown_floor
from disclosure.optimal.selection import SCALE, Cut
from disclosure.pattern import Witness
from disclosure.solver import Status
from disclosure.table import BoolArray, IntArray

EACH = 20_000_000
"""The most work that one question may cost."""
MOST_RELAXED = 400
"""Where answers of several times make more unknowns than this, whole tables are found sooner than relaxed ones."""


class Verdict(Enum):
    """What became of a clause."""

    SHOWN = "shown"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


class Oracle:
    """Answers for one table; tables found are kept for later patterns."""

    def __init__(self, candidates: Candidates) -> None:
        table, self.candidates = candidates.table, candidates
        everything = candidates.mask(candidates.everything)
        self.promise = promise_of(table, candidates.risk, candidates.base, everything)
        self.clauses = self.promise.clauses
        self.space = space_of(candidates, self.promise.figures)
        self.pool = Pool(self.space, self.clauses)
        system = table.system
        joint = system.request.policy.differences and not system.request.known
        self._whole = Alternatives(self.space, 1, Finest(self.space, system) if joint else None)
        relaxed = not joint or self.space.truth.size <= MOST_RELAXED
        self._fine = Alternatives(self.space, SCALE) if relaxed else None
        self._value = np.array([-1 if c.value is None else c.value for c in self.clauses], dtype=np.int64)
        self._cell = np.array([c.cell for c in self.clauses], dtype=np.int64)
        self._failed = np.zeros(len(self.clauses), dtype=np.int64)

    @property
    def work(self) -> int:
        """Spent so far."""
        return self._whole.work + (self._fine.work if self._fine else 0)

    def asked(self, parts: IntArray) -> BoolArray:
        """Per clause whether it is promised at a pattern: values that the shown zeros exclude are not."""
        floor = self._floor(parts)
        return (self._value < 0) | (self._value >= floor[self._cell])

    def _floor(self, parts: IntArray) -> IntArray:
        mask = self.candidates.mask(parts)
        return shown_floor(self.candidates.table, mask, self.candidates.risk).reshape(-1)

    def keeps(self, parts: IntArray) -> bool:
        """Whether a pattern keeps the promise, as far as it can be decided."""
        return not self.failing(parts, at_most=1)

    def failing(self, parts: IntArray, at_most: int | None = None) -> list[tuple[Clause, Verdict]]:
        """The clauses that a pattern does not keep; those that failed most often are asked first."""
        self._whole.at(parts)
        waiting = self.asked(parts) & ~self.pool.shown(self.pool.accepted(parts))
        order = np.flatnonzero(waiting)
        found: list[tuple[Clause, Verdict]] = []
        for number in order[np.argsort(-self._failed[order], kind="stable")].tolist():
            if not waiting[number]:
                continue
            verdict, changes = self._answer(self.clauses[number])
            if changes is not None:
                waiting &= ~self.pool.shown_by(changes, parts)
                continue
            self._failed[number] += 1
            found.append((self.clauses[number], verdict))
            if len(found) == at_most:
                break
        return found

    def _answer(self, clause: Clause) -> tuple[Verdict, IntArray | None]:
        verdict = Verdict.IMPOSSIBLE
        for way in clause.ways:
            answer = self._whole.find(way, EACH)
            if answer.values is not None:
                self.pool.add(answer.values)
                return Verdict.SHOWN, answer.values
            if answer.status != Status.INFEASIBLE:
                verdict = Verdict.UNDECIDED
        return verdict, None

    def cuts(self, parts: IntArray) -> tuple[bool, list[Cut]]:
        """Whether a pattern keeps the promise, and demands that it fails if not."""
        failing = self.failing(parts, at_most=None if self._fine else 1)
        found = []
        for clause, verdict in failing:
            self._whole.at(parts)
            cut = self._linear_cut(clause, self._whole, At(parts, 1)) if self._fine else None
            if cut is None and verdict is Verdict.IMPOSSIBLE:
                cut = self._cut_by_filtering(clause, parts)
            if cut is not None:
                found.append(unless_shown(cut, self._reasons(clause, parts)))
        return not failing, found

    def cuts_of_relaxed(self, parts: IntArray, limit: int) -> list[Cut]:
        """Demands that a relaxed selection fails; fewer where the work reaches `limit`."""
        if self._fine is None:
            return []
        most = max((abs(way.change) for clause in self.promise.outermost for way in clause.ways), default=1)
        self._fine.at(parts, most)
        asked = itertools.takewhile(lambda _: self.work < limit, self.promise.outermost)
        cuts = (self._linear_cut(clause, self._fine, At(parts, SCALE)) for clause in asked)
        return [cut for cut in cuts if cut is not None]

    def _linear_cut(self, clause: Clause, asked: Alternatives, at: At) -> Cut | None:
        """What follows from all ways of the clause failing in the linear relaxation."""
        cuts = []
        for way in clause.ways:
            answer = asked.stretch(way, EACH)
            cut = None if answer.duals is None else cut_from_duals(self.space, way, answer.duals, at)
            if cut is None:
                return None
            cuts.append(cut)
        return either(cuts)

    def _cut_by_filtering(self, clause: Clause, parts: IntArray) -> Cut:
        """Suppress as much as leaves the clause impossible: of what is then still shown, one must be suppressed."""
        most = parts.copy()
        self._grow(clause, most, np.flatnonzero(parts == 0))
        needed = np.flatnonzero(most == 0)
        return Cut(tuple(needed.tolist()), (1,) * len(needed), 1)

    def _grow(self, clause: Clause, most: IntArray, columns: IntArray) -> None:
        """Add to `most` those of `columns` that leave the clause impossible, halving where all together do not."""
        if not columns.size:
            return
        most[columns] = 1
        self._whole.at(most)
        if all(self._whole.find(way, EACH).status == Status.INFEASIBLE for way in clause.ways):
            return
        most[columns] = 0
        if columns.size > 1:
            half = columns.size // 2
            self._grow(clause, most, columns[:half])
            self._grow(clause, most, columns[half:])

    def _reasons(self, clause: Clause, parts: IntArray) -> IntArray:
        """The suppressed candidates because of which the clause is asked; none where it is asked always."""
        if clause.value is None:
            return np.zeros(0, dtype=np.int64)
        kept = parts.copy()
        for column in np.flatnonzero(parts).tolist():
            kept[column] = 0
            if self._floor(kept)[clause.cell] > clause.value:
                kept[column] = 1
        return np.flatnonzero(kept)

    def learn(self, witnesses: Sequence[Witness]) -> None:
        """Keep tables that were found elsewhere."""
        for witness in witnesses:
            moved = np.zeros(self.candidates.table.counts.size, dtype=np.int64)
            moved[witness.touched] = witness.values - self.candidates.table.counts.reshape(-1)[witness.touched]
            self.pool.add(self.space.over_unknowns(moved))

    def witnesses(self, parts: IntArray) -> tuple[Witness, ...]:
        """Tables that prove a pattern which keeps the promise."""
        chosen = self.pool.enough(parts, self.asked(parts))
        return tuple(self._witness(changes, reader=reader) for changes, reader in chosen)

    def _witness(self, changes: IntArray, *, reader: bool) -> Witness:
        table = self.candidates.table
        moved = self.space.over_table(changes, table.system)
        touched = np.flatnonzero(moved)
        inner = touched[table.system.is_inner.reshape(-1)[touched]]
        return Witness(inner, moved[inner], touched, table.counts.reshape(-1)[touched] + moved[touched], reader)
