"""Tables that prove the clauses of participants and groups: witnesses that are there already, then new ones.

Large tables ask networks first, at rising prices, so that what is cheap serves other clauses too. What these cannot
show, and all that small tables need, linear programs seek.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from disclosure.blocks import Change, Reach
from disclosure.clauses import GroupClause, known_places, others_inside, risky_groups
from disclosure.pattern import Pattern, Witness
from disclosure.secondary import Progress, Search

if TYPE_CHECKING:
    from disclosure.network.alternatives import NetworkAlternatives, Way

Clause = tuple[int, int]
"""Two cells (flat): the participant's and the other, or the group and its part in a category."""
TOLD = 200
"""Clauses between two words to the progress."""


class Clauses(Protocol):
    """The clauses of one kind; `proofs` are the witnesses that some of them rest on."""

    proofs: set[int]

    def unproved(self) -> list[Clause]:
        """Those that no witness proves so far, in a fixed order."""

    def is_unproved(self, clause: Clause) -> bool:
        """Whether no witness proves it so far."""

    def note(self, number: int) -> None:
        """Note what a new witness proves."""

    def ways(self, clause: Clause) -> list[Way]:
        """What cells may become so that it is proved."""

    def by_programs(self, search: Search, clause: Clause) -> Change | None:
        """An alternative that proves it, by linear programs."""


def prove_clauses(search: Search, networks: NetworkAlternatives | None, progress: Progress | None) -> None:
    """Add a witness for every clause of the policy that none proves; what gets none goes to `pattern.unproved`.

    Parameters
    ----------
    progress : told how many clauses were gone through, of how many; what it raises ends the work.
    """
    policy = search.pattern.system.request.policy
    if policy.group_disclosure:
        _prove(search, Groups(search.pattern), networks, progress)
    if policy.participants:
        _prove(search, Participants(search.pattern), networks, progress)


def _prove(search: Search, clauses: Clauses, networks: NetworkAlternatives | None, progress: Progress | None) -> None:
    asked = clauses.unproved()
    for alternative in _sources(search, clauses, networks):
        for number, clause in enumerate(asked):
            if progress is not None and number % TOLD == 0:
                progress(number, len(asked))
            change = alternative(clause) if clauses.is_unproved(clause) else None
            if change is not None:
                clauses.note(search.prove(change))
        asked = [clause for clause in asked if clauses.is_unproved(clause)]
    counts = search.pattern.table.counts
    search.pattern.clause_proofs |= clauses.proofs
    search.pattern.unproved.extend((cell, int(counts.flat[cell])) for _, cell in asked)


def _sources(
    search: Search, clauses: Clauses, networks: NetworkAlternatives | None
) -> Iterator[Callable[[Clause], Change | None]]:
    """What finds alternatives for clauses, one after the other: networks at each price, then linear programs."""
    if networks is not None:
        for price in networks.prices():
            yield partial(_by_networks, networks, clauses, price)
    yield partial(clauses.by_programs, search)


def _by_networks(networks: NetworkAlternatives, clauses: Clauses, price: int | None, clause: Clause) -> Change | None:
    return networks.cheapest(clauses.ways(clause), price)


class Participants:
    """The clauses of participants: who is not spared by any witness of another cell.

    Whom a witness spares is taken to be spared in every unsafe cell that it changes, so only witnesses are looked at
    that are surely kept.
    """

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.proofs = set(pattern.clause_proofs)
        self.places = known_places(pattern)
        self._unsafe = pattern.risk.limit.reshape(-1) > 0
        self._here: dict[int, set[int]] = {}
        for single, place in self.places.items():
            for cell in place:
                self._here.setdefault(cell, set()).add(single)
        self._is_known = np.zeros(self._unsafe.size, dtype=bool)
        self._is_known[list(self._here)] = True
        self._never_spared: dict[int, frozenset[int]] = {}
        kept = self.proofs.union(number for (_, _, reader), number in pattern.shown.items() if reader)
        # small ones first: they spare nearly everybody, and sets stay small
        for number in sorted(kept, key=lambda one: (pattern.witnesses[one].touched.size, one)):
            self._note(pattern.witnesses[number])

    def _note(self, witness: Witness) -> None:
        touched = witness.touched
        changed = frozenset[int]().union(*(self._here[cell] for cell in touched[self._is_known[touched]].tolist()))
        for cell in touched[self._unsafe[touched]].tolist():
            self._never_spared[cell] = self._never_spared.get(cell, changed) & changed

    def unproved(self) -> list[Clause]:
        """Whom no witness of an unsafe cell spares though others are in it, with that cell."""
        everybody = frozenset(self.places)
        return [
            (single, cell)
            for cell in np.flatnonzero(self._unsafe).tolist()
            for single in sorted(self._never_spared.get(cell, everybody))
            if others_inside(self.pattern.system, self.pattern, cell, single)
        ]

    def is_unproved(self, clause: Clause) -> bool:
        """Whether the participant is not spared."""
        single, cell = clause
        return cell not in self._never_spared or single in self._never_spared[cell]

    def note(self, number: int) -> None:
        """Note whom the witness spares."""
        self.proofs.add(number)
        self._note(self.pattern.witnesses[number])

    def ways(self, clause: Clause) -> list[Way]:
        """The participant's places stay as they are, and the other cell is one more or one less."""
        single, cell = clause
        counts = self.pattern.table.counts.reshape(-1)
        held = [(place, int(counts[place])) for place in sorted(self.places[single])]
        return [(*held, (cell, int(counts[cell]) + by)) for by in (1, -1)]

    def by_programs(self, search: Search, clause: Clause) -> Change | None:
        """The cheapest alternative in which the cell is one more or less; found by branching if need be."""
        single, cell = clause
        keep = tuple(sorted(self.places[single]))
        truth = int(self.pattern.table.counts.flat[cell])
        for thorough in (False, True):
            found = _cheapest(
                search.blocks.cheapest(cell, value, Reach.OPEN, keep=keep, thorough=thorough)
                for value in (truth + 1, truth - 1)
            )
            if found is not None:
                return found
        return None


class Groups:
    """The clauses of groups: those of which too few are outside a category in every witness."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.proofs: set[int] = set()
        self._clauses = {(one.group, one.part): one for one in risky_groups(pattern.table)}
        self._unproved = set(self._clauses)
        self._at: dict[int, list[Clause]] = {}
        for clause in self._clauses:
            for cell in clause:
                self._at.setdefault(cell, []).append(clause)
        for number, witness in enumerate(pattern.witnesses):
            if witness.reader and pattern.holds(witness):
                self.note(number)

    def note(self, number: int) -> None:
        """Note which of them the witness proves."""
        witness = self.pattern.witnesses[number]
        for cell in self._at.keys() & set(witness.touched.tolist()):
            for clause in self._at[cell]:
                if self.is_unproved(clause) and self._outside(witness, self._clauses[clause]):
                    self._unproved.discard(clause)
                    self.proofs.add(number)

    def _outside(self, witness: Witness, clause: GroupClause) -> bool:
        """Whether enough of the group are outside the category."""

        def value(cell: int) -> int:
            place = int(np.searchsorted(witness.touched, cell))
            if place < witness.touched.size and int(witness.touched[place]) == cell:
                return int(witness.values[place])
            return int(self.pattern.table.counts.flat[cell])

        return value(clause.group) - value(clause.part) >= clause.outside

    def unproved(self) -> list[Clause]:
        """Those that no witness proves."""
        return [clause for clause in self._clauses if self.is_unproved(clause)]

    def is_unproved(self, clause: Clause) -> bool:
        """Whether no witness proves it."""
        return clause in self._unproved

    def _counts(self, clause: Clause) -> tuple[int, int, int]:
        """The group, those in the category, and how many more must possibly be outside."""
        group, part = (int(self.pattern.table.counts.flat[cell]) for cell in clause)
        return group, part, self._clauses[clause].outside - (group - part)

    def ways(self, clause: Clause) -> list[Way]:
        """Some leave the category, others come to the group, or one of each."""
        group, part, lack = self._counts(clause)
        whole, inside = clause
        return [((whole, group + lack - leave), (inside, part - leave)) for leave in range(min(lack, part) + 1)]

    def by_programs(self, search: Search, clause: Clause) -> Change | None:
        """The cheapest alternative of the two simple ways; else of all, found by branching if need be."""
        group, part, lack = self._counts(clause)
        whole, inside = clause
        blocks, outside = search.blocks, self._clauses[clause].outside
        simple = (
            blocks.cheapest(inside, part - lack, Reach.OPEN, keep=(whole,)),
            blocks.cheapest(whole, group + lack, Reach.OPEN, keep=(inside,)),
        )
        return (
            _cheapest(simple)
            or blocks.apart(whole, inside, outside)
            or blocks.apart(whole, inside, outside, thorough=True)
        )


def _cheapest(changes: Iterable[Change | None]) -> Change | None:
    return min((change for change in changes if change is not None), key=lambda change: change.cost, default=None)
