"""Figures that contradict each other, as the report tells it: where, under which reading, and what to disbelieve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from disclosure.printed.options import IGNORED
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.readings import WITHOUT_FACTS, Group, Refused
from disclosure.printed.sentences import printed

FACTS = "Oplysningerne passer ikke med tabellen, som ellers går op: en oplysning eller et trykt tal er forkert."
MOST_NAMED = 4
"""More smallest sets than this are counted instead of named."""


@dataclass(frozen=True)
class Contradicted:
    """Figures of which some cannot be right.

    Attributes
    ----------
    columns : sources and column labels of the figures that were read together.
    reading : Danish.
    percents : whether it is percentages that contradict counts which add up; otherwise the counts themselves.
    sets : the smallest sets of places to disbelieve; `complete` says whether they are all.
    sentence : Danish.
    """

    columns: tuple[tuple[str, str], ...]
    reading: str
    percents: bool
    sets: tuple[tuple[Place, ...], ...]
    complete: bool
    sentence: str
    known: Quantities

    def as_json(self) -> dict[str, Any]:
        """The contradiction for machines."""
        return {
            "columns": [{"table": table, "column": column} for table, column in self.columns],
            "reading": self.reading,
            "figures": "percents" if self.percents else "counts",
            "disbelieve": [[self._place_json(place) for place in one] for one in self.sets],
            "complete": self.complete,
            "sentence": self.sentence,
        }

    def _place_json(self, place: Place) -> dict[str, str]:
        return {
            "table": self.known.tables[place.table].source,
            "row": self.known.row_label(place),
            "column": self.known.column_label(place),
            "figure": printed(self.known, place),
        }


def contradictions(known: Quantities, group: Group) -> Iterator[Contradicted]:
    """What does not add up in one group: counts or facts under every reading, or percentages beside counts that do."""
    if any(not read.reading.facts for read in group.read):
        columns = _columns(known, group)
        yield Contradicted(columns, WITHOUT_FACTS, percents=False, sets=(), complete=False, sentence=FACTS, known=known)
    for one in group.refused:
        if one.disbelief is not None:
            yield _told(known, group, one)


@dataclass(frozen=True)
class RefusedReading:
    """A reading that the printed figures rule out, where another fits: nothing is concluded from it."""

    columns: tuple[tuple[str, str], ...]
    reading: str

    def as_json(self) -> dict[str, Any]:
        """The reading for machines."""
        columns = [{"table": table, "column": column} for table, column in self.columns]
        return {"columns": columns, "reading": self.reading, "sentence": f"Går ikke op: {self.reading}."}


def refused_readings(known: Quantities, group: Group) -> Iterator[RefusedReading]:
    """The readings of one group that do not add up, beside those that do."""
    for one in group.refused:
        if one.disbelief is None:
            yield RefusedReading(_columns(known, group), one.reading.in_words(known))


def _columns(known: Quantities, group: Group) -> tuple[tuple[str, str], ...]:
    return tuple((known.tables[table].source, known.tables[table].columns[c].label) for table, c in group.columns)


def _told(known: Quantities, group: Group, refused: Refused) -> Contradicted:
    assert refused.disbelief is not None
    percents = refused.reading.percent != IGNORED
    sets = tuple(tuple(sorted(one)) for one in refused.disbelief.sets)
    columns = _columns(known, group)
    reading = refused.reading.in_words(known)
    what = "Procenterne passer ikke med tallene" if percents else "Tallene går ikke op"
    sentence = f"{what} ({reading}). {_disbelieve(known, sets, complete=refused.disbelief.complete)}"
    return Contradicted(columns, reading, percents, sets, refused.disbelief.complete, sentence, known)


def _disbelieve(known: Quantities, sets: tuple[tuple[Place, ...], ...], *, complete: bool) -> str:
    if not sets:
        return "Det er ikke fundet, hvilke tal der er forkerte."
    named = [" og ".join(_figure(known, place) for place in one) for one in sets[:MOST_NAMED]]
    if len(sets) == 1 and complete:
        return f"Den mindste mængde, der ikke kan være rigtig, er {named[0]}."
    size = len(sets[0])
    each = "ét tal" if size == 1 else f"{size} tal"
    more = "" if complete and len(sets) <= MOST_NAMED else " … og flere"
    return f"Mindst {each} er forkert; det kan være {'; eller '.join(named)}{more}."


def _figure(known: Quantities, place: Place) -> str:
    return f"{printed(known, place)} ved «{known.row_label(place)}» i «{known.column_label(place)}»"
