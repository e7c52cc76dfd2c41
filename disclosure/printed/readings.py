"""The readings of printed tables: what a fold row holds, and how percentages were rounded, where nothing settles it.

Columns that no sum, link or fact ties together are read on their own: a mark may change its meaning between them.
A reading that leaves no whole numbers is out; the reason is kept. Percentages that contradict counts which add up are
disbelieved, as few as will do, and the result says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from disclosure.errors import Contradiction
from disclosure.intervals import Interval
from disclosure.printed.constraints import Fact, has_fold, of_facts, stated
from disclosure.printed.disbelief import Disbelief, disbelieved_counts, disbelieved_percents
from disclosure.printed.options import ADJUSTED, CONTAINS, HALF_UP, IGNORED, OWN, SUM, WITHIN_ONE, Options
from disclosure.printed.percents import RULES, Share, adds_to_hundred, shares
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.sentences import printed
from disclosure.printed.system import DEFAULT_WORK, System

Column = tuple[int, int]
"""Number of a table and of one of its count columns."""
MOST_DISBELIEVED = 4
"""Up to this many smallest sets of percentages each give a reading."""

WITHOUT_FACTS = "uden oplysningerne, som ingen læsning af tabellen går op med"
FOLDS = {
    OWN: "samlerækken er en række for sig ved siden af de skjulte",
    SUM: "samlerækken er summen af de skjulte rækker",
    CONTAINS: "samlerækken rummer de skjulte rækker og måske andre",
}


@dataclass(frozen=True)
class Reading:
    """One way to read a group of columns.

    Attributes
    ----------
    folds : per table with a fold row how it is read.
    percent : how percentages were rounded, or IGNORED.
    disbelieved : places of percentages that are left out, because no solution agrees with them.
    facts : whether the user's facts are taken to hold; not where the table contradicts them.
    """

    folds: tuple[tuple[int, str], ...] = ()
    percent: str = IGNORED
    disbelieved: frozenset[Place] = frozenset()
    facts: bool = True

    def in_words(self, known: Quantities) -> str:
        """The reading in Danish."""
        names = {table: known.tables[table].source for table, _ in self.folds}
        several = len(names) > 1
        folds = [f"{names[table]}: {FOLDS[how]}" if several else FOLDS[how] for table, how in self.folds]
        percent = [] if self.percent == IGNORED else [RULES[self.percent] + self._without(known)]
        return "; ".join([*folds, *percent, *([] if self.facts else [WITHOUT_FACTS])]) or "som tabellen står"

    def _without(self, known: Quantities) -> str:
        if not self.disbelieved:
            return ""
        named = ", ".join(
            f"{printed(known, place)} ved «{known.row_label(place)}»" for place in sorted(self.disbelieved)
        )
        return f", bortset fra {named}"


@dataclass(frozen=True)
class Read:
    """What one reading leaves: the system, and the interval of every hidden count."""

    reading: Reading
    system: System
    intervals: dict[int, Interval]


@dataclass(frozen=True)
class Refused:
    """A reading that leaves no whole numbers; `disbelief` where the smallest sets to disbelieve were sought."""

    reading: Reading
    disbelief: Disbelief | None = None


@dataclass(frozen=True)
class Group:
    """Columns that are read together, and what came of it.

    Attributes
    ----------
    columns : the (table, count column)s.
    hidden : numbers of the hidden counts.
    read : readings that leave whole numbers.
    refused : readings that leave none.
    """

    columns: tuple[Column, ...]
    hidden: tuple[int, ...]
    read: tuple[Read, ...]
    refused: tuple[Refused, ...]

    @property
    def adds_up(self) -> bool:
        """Whether some reading leaves whole numbers."""
        return bool(self.read)


def groups(known: Quantities, options: Options, facts: Sequence[Fact], work: int = DEFAULT_WORK) -> Iterator[Group]:
    """Yield every group of columns with its readings."""
    for columns in tied_columns(known, facts):
        yield _Asker(known, options, facts, columns, work).group()


def tied_columns(known: Quantities, facts: Sequence[Fact]) -> list[list[Column]]:
    """The count columns of all tables, those together that a sum, a link or a fact ties."""
    leader = {(n, column): (n, column) for n, table in enumerate(known.tables) for column in table.count_columns}

    def find(column: Column) -> Column:
        while leader[column] != column:
            column = leader[column]
        return column

    def join(columns: Sequence[Column]) -> None:
        for column in columns[1:]:
            one, other = find(columns[0]), find(column)
            leader[max(one, other)] = min(one, other)

    for number, table in enumerate(known.tables):
        for one in table.column_sums:
            join([(number, place) for place in (one.total, *one.parts)])
    shared = [one.places for one in known.all if one.value is None and len(one.places) > 1]
    for places in [*shared, *(fact.places for fact in facts)]:
        join([(place.table, place.column) for place in places])
    found: dict[Column, list[Column]] = {}
    for column in leader:
        found.setdefault(find(column), []).append(column)
    return list(found.values())


class _Asker:
    """Tries the readings of one group of columns."""

    def __init__(
        self, known: Quantities, options: Options, facts: Sequence[Fact], columns: Sequence[Column], work: int
    ) -> None:
        self.known, self.options, self.facts, self.columns, self.work = known, options, facts, columns, work
        inside = set(columns)
        self.hidden = tuple(
            number
            for number, quantity in enumerate(known.all)
            if quantity.hidden and any((place.table, place.column) in inside for place in quantity.places)
        )
        self.shares = [] if options.percent == IGNORED else shares(known, columns)

    def group(self) -> Group:
        """Try folds by the counts alone; then, for those that fit, the percentages."""
        read, refused = self._counts_alone(facts=True)
        if not read and self._has_facts:
            read, _ = self._counts_alone(facts=False)
        if not read:
            refused = [replace(one, disbelief=disbelieved_counts(self._system(one.reading))) for one in refused]
        for one in list(read):
            more, less = self._with_percents(one.reading)
            read.extend(more)
            refused.extend(less)
        return Group(tuple(self.columns), self.hidden, tuple(read), tuple(refused))

    @property
    def _has_facts(self) -> bool:
        return any(of_facts(self.known, self.facts, self.columns))

    def _counts_alone(self, *, facts: bool) -> tuple[list[Read], list[Refused]]:
        read: list[Read] = []
        refused: list[Refused] = []
        first = (self.options.fold,) if self.options.fold else (OWN, SUM)
        for hows in (first, (CONTAINS,)):
            for folds in self._folds(hows):
                self._try(Reading(folds, facts=facts), read, refused)
            if read or self.options.fold or not any(one.reading.folds for one in refused):
                break
        return read, refused

    def _folds(self, hows: Sequence[str]) -> Iterator[tuple[tuple[int, str], ...]]:
        """Every combination over the tables whose fold row stands beside hidden counts."""
        tables = sorted({table for table, _ in self.columns})
        folded = [
            table
            for table in tables
            if has_fold(self.known, table, [column for other, column in self.columns if other == table])
        ]
        for combination in product(hows, repeat=len(folded)):
            yield tuple(zip(folded, combination, strict=True))

    def _try(self, reading: Reading, read: list[Read], refused: list[Refused]) -> None:
        system = self._system(reading)
        try:
            found = system.intervals(self.hidden, self.work)
        except Contradiction:
            refused.append(Refused(reading))
            return
        read.append(Read(reading, system, found))

    def _system(self, reading: Reading) -> System:
        folds = dict(reading.folds)
        facts = self.facts if reading.facts else ()
        sums = [*stated(self.known, self.columns, folds), *of_facts(self.known, facts, self.columns)]
        believed = [share for share in self._shares(reading) if share.place not in reading.disbelieved]
        percents = [one for share in believed for one in share.constraints(self.known, reading.percent)]
        return System(self.known, (*sums, *percents))

    def _shares(self, reading: Reading) -> Sequence[Share]:
        return [] if reading.percent == IGNORED else self.shares

    def _with_percents(self, counts: Reading) -> tuple[list[Read], list[Refused]]:
        """The percentages as they are said or taken to be rounded; disbelieved, or adjusted, where they contradict."""
        read: list[Read] = []
        refused: list[Refused] = []
        if not self.shares:
            return read, refused
        strict = replace(counts, percent=self.options.percent or HALF_UP)
        self._try(strict, read, refused)
        if read:
            return read, refused
        disbelief = disbelieved_percents(self._system(strict))
        refused = [Refused(strict, disbelief)]
        if disbelief.complete and len(disbelief.sets) <= MOST_DISBELIEVED:
            for chosen in disbelief.sets:
                self._try(replace(strict, disbelieved=chosen), read, refused)
        if self.options.percent is None:
            looser = ADJUSTED if adds_to_hundred(self.known, self.shares) else WITHIN_ONE
            self._try(replace(counts, percent=looser), read, refused)
        return read, refused
