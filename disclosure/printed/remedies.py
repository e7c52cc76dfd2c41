"""The cheapest change that would have kept a count from being worked out, verified by attacking the changed table.

Changes are tried in the order of how many printed figures they take from the reader: suppress one more count, suppress
several, drop a percent column, round the counts. A count that is suppressed too must not carry a mark that promises a
small one: it is taken to be anything, and must not itself come out exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.intervals import Interval
from disclosure.printed.constraints import Constraint
from disclosure.printed.quantities import Place
from disclosure.printed.reasons import Reason, Reasons
from disclosure.printed.sentences import printed
from disclosure.printed.system import Limits, System
from disclosure.solver import NO_LIMIT

MOST_ADDED = 4
"""So many further counts are suppressed at most."""
CANDIDATES = 6
"""So many of the smallest counts are tried alone."""
ROUND_TO = 10
MOST_UNKNOWN = 400
"""In a system of more unknown counts than this no change is sought: each costs an attack of its own."""


@dataclass(frozen=True)
class Change:
    """A changed table: in words, how many printed figures it takes away or alters, the counts added, the system."""

    text: str
    figures: int
    added: tuple[int, ...]
    system: System


@dataclass(frozen=True)
class Remedy:
    """A change that was verified; `figures` is how many printed figures it takes away or alters."""

    text: str
    figures: int


class Remedies:
    """Changes of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        believed = [one for one in system.constraints if one.percent is None]
        numbers = {number for one in believed for number, _ in one.terms if system.value(number) is not None}
        self._bare = system.with_constraints(believed).releasing(dict.fromkeys(numbers, (0, NO_LIMIT)))

    def remedy(self, number: int, reason: Reason) -> Remedy | None:
        """The first change that leaves the count all that it could be if only marks and sums were known; or None."""
        if len(self.system.unknowns) > MOST_UNKNOWN or not reason.constraints:
            return None
        for change in self._changes(number, reason):
            if self._helps(number, change):
                return Remedy(change.text, change.figures)
        return None

    def _changes(self, number: int, reason: Reason) -> Iterator[Change]:
        for added in self._smallest(reason.constraints)[:CANDIDATES]:
            yield self._suppress((added,))
        yield from self._several(number)
        yield from self._without_percents(reason.constraints)
        yield self._rounded()

    def _smallest(self, constraints: Sequence[Constraint]) -> list[int]:
        """The printed counts of some constraints, small ones first; totals last."""
        numbers = {n for one in constraints if one.percent is None for n, _ in one.terms}
        totals = {one.total for one in constraints}
        shown = [n for n in numbers if self.system.value(n) is not None]
        return sorted(shown, key=lambda n: (n in totals, self.system.value(n), n))

    def _suppress(self, added: tuple[int, ...]) -> Change:
        """Suppress counts, with the percentages beside them."""
        gone = set(added)
        kept = [one for one in self.system.constraints if one.percent is None or not gone & {one.terms[0][0]}]
        percents = [place for n in added for place in self._percents_beside(n)]
        changed = self.system.with_constraints(kept).releasing(dict.fromkeys(added, (0, NO_LIMIT)))
        names = " og ".join(self._named(n) for n in added)
        beside = " med procenten ved siden af" if percents else ""
        return Change(f"undertryk også {names}{beside}", len(gone) + len(percents), added, changed)

    def _percents_beside(self, number: int) -> list[Place]:
        """The percentages that are printed beside a count."""
        known = self.system.known
        return [
            Place(place.table, place.row, column)
            for place in known.all[number].places
            for column, one in enumerate(known.tables[place.table].columns)
            if one.of == place.column and known.figure(Place(place.table, place.row, column)).number is not None
        ]

    def _several(self, number: int) -> Iterator[Change]:
        """Suppress the smallest count of what gives the count away, then of what still gives it or another away."""
        added: list[int] = []
        changed = self.system
        while len(added) < MOST_ADDED:
            told = self._told(number, added, changed)
            if told is None:
                return
            reason = Reasons(changed).reason(*told)
            further = [n for n in self._smallest(reason.constraints) if n not in added]
            if not further:
                return
            added.append(min(further, key=lambda n: self._lonely(n, changed)))
            change = self._suppress(tuple(added))
            changed = change.system
            if len(added) > 1:
                yield change

    def _lonely(self, number: int, changed: System) -> int:
        """In how many sums a count would be the only one that is not printed, and so come out itself."""
        sums = (one for one in changed.constraints if one.percent is None and number in dict(one.terms))
        return sum(not changed.open_terms(one)[0] for one in sums)

    def _told(self, number: int, added: Sequence[int], changed: System) -> tuple[int, Interval] | None:
        """The count itself while something is told of it, else the first further one that comes out exactly."""
        own = changed.intervals([number])[number]
        if not self._is_free(number, own):
            return number, own
        found = changed.intervals(added)
        return next(((other, one) for other, one in found.items() if one.exact), None)

    def _without_percents(self, constraints: Sequence[Constraint]) -> Iterator[Change]:
        columns = {(one.percent.table, one.percent.column) for one in constraints if one.percent is not None}
        if not columns:
            return
        kept = [one for one in self.system.constraints if not _in_columns(one.percent, columns)]
        gone = {one.percent for one in self.system.constraints if _in_columns(one.percent, columns)}
        known = self.system.known
        names = " og ".join(f"«{known.column_label(Place(t, 0, c))}»" for t, c in sorted(columns))
        yield Change(f"udelad procentkolonnen {names}", len(gone), (), self.system.with_constraints(kept))

    def _rounded(self) -> Change:
        """Every printed count to the nearest ten, and no percentages."""
        kept = [one for one in self.system.constraints if one.percent is None]
        numbers = {n for one in kept for n, _ in one.terms if self.system.value(n) is not None}
        released = {n: _rounding(self.system.value(n) or 0) for n in numbers}
        text = f"afrund alle tal til nærmeste {ROUND_TO} og udelad procenterne"
        return Change(text, len(numbers), (), self.system.with_constraints(kept).releasing(released))

    def _helps(self, number: int, change: Change) -> bool:
        """Whether the count is free in the changed table, and none of those suppressed with it comes out exactly."""
        found = change.system.intervals([number, *change.added])
        return self._is_free(number, found[number]) and not any(found[other].exact for other in change.added)

    def _is_free(self, number: int, interval: Interval) -> bool:
        """Whether a count may be all that a safe mark leaves, as far as marks and sums alone would let it."""
        free = self._bare.intervals([number])[number]
        expected = self.system.known.expected(number)
        return not interval.exact and all(interval.allows(value) for value in expected if free.allows(value))

    def _named(self, number: int) -> str:
        place = self.system.known.all[number].places[0]
        known = self.system.known
        return f"{printed(known, place)} («{known.row_label(place)}», «{known.column_label(place)}»)"


def _in_columns(place: Place | None, columns: set[tuple[int, int]]) -> bool:
    return place is not None and (place.table, place.column) in columns


def _rounding(value: int) -> Limits:
    """What a count may be when it is printed rounded to the nearest ten, halves up."""
    middle = (value + ROUND_TO // 2) // ROUND_TO * ROUND_TO
    return max(0, middle - ROUND_TO // 2), middle + ROUND_TO // 2 - 1
