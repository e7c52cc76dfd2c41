"""The alternative tables found so far, and which clauses they show at a pattern.

A table once found serves every pattern that suppresses what it changes: most questions are answered here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from disclosure.optimal.alternatives import Space
from disclosure.optimal.questions import Clause, Way
from disclosure.table import BoolArray, IntArray


class Pool:
    """Tables as differences from the truth, one row each.

    Attributes
    ----------
    changes : shape (n_tables, n_unknowns).
    meets : shape (n_tables, n_ways): whether a table has the change that a way asks for.
    """

    def __init__(self, space: Space, clauses: Sequence[Clause]) -> None:
        self.space = space
        ways = [way for clause in clauses for way in clause.ways]
        self.n_clauses = len(clauses)
        self._clause = np.repeat(np.arange(len(clauses)), [len(clause.ways) for clause in clauses])
        self._unknown = np.array([space.unknown_of.get(way.figure, -1) for way in ways], dtype=np.int64)
        self._change = np.array([way.change for way in ways], dtype=np.int64)
        self._exact = np.array([way.exact for way in ways], dtype=bool)
        self._reader = np.array([way.reader for way in ways], dtype=bool)
        self._kept = _kept(space, ways)
        self.changes = np.zeros((0, len(space.truth)), dtype=np.int64)
        self.meets = np.zeros((0, len(ways)), dtype=bool)
        self._waiting: list[IntArray] = []

    def add(self, changes: IntArray) -> None:
        """Keep a table; one in which a name does not occur convinces nobody who has the list."""
        if (changes + self.space.truth)[self.space.occurs].all():
            self._waiting.append(changes)

    def _settle(self) -> None:
        if self._waiting:
            new = np.array(self._waiting, dtype=np.int64)
            self._waiting = []
            self.changes = np.concatenate([self.changes, new])
            self.meets = np.concatenate([self.meets, self._met(new)])

    def _met(self, changes: IntArray) -> BoolArray:
        moved = np.where(self._unknown >= 0, changes[:, self._unknown], 0)
        enough = moved * np.sign(self._change) >= np.abs(self._change)
        met = np.where(self._exact, moved == self._change, enough) & (self._unknown >= 0)
        ways, unknowns = self._kept
        tables, places = np.nonzero(changes[:, unknowns])
        met[tables, ways[places]] = False
        return np.asarray(met, dtype=bool)

    def accepted(self, parts: IntArray) -> tuple[BoolArray, BoolArray]:
        """Per table whether it agrees with all that a pattern shows, and whether the reader accepts it too."""
        self._settle()
        agrees = ~(self.changes[:, ~self.space.open_at(parts)] != 0).any(axis=1)
        held = self.space.sees & (self.space.relaxation(parts, 1) == 0)
        return agrees, agrees & ~(self.changes[:, held] == -self.space.truth[held]).any(axis=1)

    def shown(self, accepted: tuple[BoolArray, BoolArray]) -> BoolArray:
        """Per clause whether a table shows it to those whom it is promised to."""
        self._settle()
        return self._by_clause(np.logical_or.reduce(self._shown_ways(self.meets, accepted), axis=0))

    def shown_by(self, changes: IntArray, parts: IntArray) -> BoolArray:
        """Per clause whether this one table, which agrees with what the pattern shows, shows it."""
        held = self.space.sees & (self.space.relaxation(parts, 1) == 0)
        reader = not (changes[held] == -self.space.truth[held]).any()
        ways = self._shown_ways(self._met(changes[None, :]), (np.ones(1, dtype=bool), np.array([reader])))
        return self._by_clause(ways[0])

    def _shown_ways(self, meets: BoolArray, accepted: tuple[BoolArray, BoolArray]) -> BoolArray:
        agrees, reader = accepted
        return np.asarray(meets & np.where(self._reader, reader[:, None], agrees[:, None]), dtype=bool)

    def _by_clause(self, ways: BoolArray) -> BoolArray:
        found = np.zeros(self.n_clauses, dtype=bool)
        found[self._clause[ways]] = True
        return found

    def enough(self, parts: IntArray, asked: BoolArray) -> list[tuple[IntArray, bool]]:
        """Tables that together show every asked clause, and whether the reader accepts each; greedily, in order."""
        accepted = self.accepted(parts)
        ways = self._shown_ways(self.meets, accepted)
        left, chosen = asked.copy(), []
        for number in np.flatnonzero(accepted[0]).tolist():
            shows = self._by_clause(ways[number])
            if (shows & left).any():
                left &= ~shows
                chosen.append((self.changes[number], bool(accepted[1][number])))
        assert not left.any(), "only patterns whose clauses are all shown are asked about"
        return chosen


def _kept(space: Space, ways: Sequence[Way]) -> tuple[IntArray, IntArray]:
    """Pairs of a way and an unknown that it keeps."""
    pairs = [
        (number, space.unknown_of[(cell,)])
        for number, way in enumerate(ways)
        for cell in way.kept
        if (cell,) in space.unknown_of
    ]
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]
