"""Why a reader can work a count out: the fewest constraints that are enough, in the words of the table.

A set of constraints is enough when these alone, with what the marks allow, leave the same interval as everything
together. Sets of one, two and three are tried, nearest first; then the whole of what is tied to the count, from which
every constraint that is not needed is taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from disclosure.intervals import Interval
from disclosure.printed.constraints import Constraint, Why
from disclosure.printed.sentences import Sentences
from disclosure.printed.system import System

MOST_TRIED = 40
"""So many sets are tried for one count."""
MOST_TRIED_IN_ALL = 4_000
"""So many are tried for all counts of one system together; a table of thousands of cells gets the short derivations."""
LARGEST = 3
MOST_FILTERED = 24
"""Where more constraints than this hang together and no small set is enough, there is no derivation by hand."""


@dataclass(frozen=True)
class Reason:
    """A derivation.

    Attributes
    ----------
    constraints : the ones that are enough; empty where none were found.
    derivation : Danish sentences a person can check by hand.
    gave_away : the printed figures that made it possible, in words.
    """

    constraints: tuple[Constraint, ...] = ()
    derivation: str = ""
    gave_away: tuple[str, ...] = ()


class Reasons:
    """Derivations within one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._open = {index: system.open_terms(one)[0] for index, one in enumerate(system.constraints)}
        self._of: dict[int, list[int]] = defaultdict(list)
        for index, terms in self._open.items():
            for number, _ in terms:
                self._of[number].append(index)
        self._left = MOST_TRIED_IN_ALL

    def reason(self, number: int, interval: Interval) -> Reason:
        """The derivation of a count's interval, or an empty one."""
        chosen = self._enough(number, interval)
        if not chosen:
            return Reason()
        constraints = tuple(self.system.constraints[index] for index in chosen)
        words = Sentences(self.system)
        derivation = f"{words.lines(constraints)} {words.conclusion(number, interval, constraints)}".strip()
        figures = dict.fromkeys(figure for figure in map(words.figure, constraints) if figure)
        return Reason(constraints, derivation, tuple(figures))

    def _enough(self, number: int, interval: Interval) -> list[int]:
        for chosen in islice(self._nearest(number), MOST_TRIED):
            if self._left <= 0:
                return []
            self._left -= 1
            if self._leaves(chosen, number, interval):
                return self._needed(chosen, number, interval)
        whole = self._tied(number)
        if len(whole) > MOST_FILTERED or not self._leaves(whole, number, interval):
            return []
        return self._needed(whole, number, interval)

    def _nearest(self, number: int) -> Iterator[list[int]]:
        """Sets of up to LARGEST constraints that hang together around the count, small ones first."""
        sets = [[index] for index in self._of[number]]
        seen = {frozenset(one) for one in sets}
        yield from sets
        for _ in range(1, LARGEST):
            sets = self._grown(sets, seen)
            yield from sets

    def _grown(self, sets: Sequence[list[int]], seen: set[frozenset[int]]) -> list[list[int]]:
        """Each set with one constraint beside it, those not seen before."""
        grown: list[list[int]] = []
        for one in sets:
            for index in self._beside(one):
                larger = [*one, index]
                if index not in one and frozenset(larger) not in seen and len(grown) < MOST_TRIED:
                    seen.add(frozenset(larger))
                    grown.append(larger)
        return grown

    def _beside(self, chosen: Sequence[int]) -> list[int]:
        """The constraints that share an unknown with the chosen ones, those over few unknowns first."""
        numbers = dict.fromkeys(number for index in chosen for number, _ in self._open[index])
        found = dict.fromkeys(index for number in numbers for index in self._of[number])
        return sorted(found, key=lambda index: (len(self._open[index]), index))

    def _tied(self, number: int) -> list[int]:
        """Everything that hangs together with the count, up to one more than can be filtered."""
        found = list(self._of[number])
        for index in found:
            if len(found) > MOST_FILTERED:
                break
            found.extend(other for other in self._beside([index]) if other not in found)
        return found

    def _leaves(self, chosen: Sequence[int], number: int, interval: Interval) -> bool:
        part = self.system.with_constraints(self.system.constraints[index] for index in chosen)
        found = part.intervals([number])[number]
        return (found.low, found.high, found.excluded) == (interval.low, interval.high, interval.excluded)

    def _needed(self, chosen: Sequence[int], number: int, interval: Interval) -> list[int]:
        """Take away, from the last, each constraint that is not needed."""
        kept = list(chosen)
        for index in reversed(chosen):
            fewer = [other for other in kept if other != index]
            if fewer and self._leaves(fewer, number, interval):
                kept = fewer
        return sorted(kept, key=lambda index: _order(self.system.constraints[index]))


def _order(one: Constraint) -> int:
    """Sums come first in a derivation, then folds, then percentages."""
    return list(Why).index(one.why)
