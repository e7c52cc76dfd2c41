"""From the plan of a case to one table request over all that is released, and its counts.

All tables of a reply are one system, together with every earlier answer and public figure about the same records: what
is protected in one is protected in all of them together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.case_plan import CasePlan, PlannedTable
from api.history import answered, population
from data.records import Records
from data.register import TOTAL, Column, Register
from data.release import Release
from disclosure.corrections import refuse_small_corrections
from disclosure.errors import NotSupported
from disclosure.joint import AnsweredTable, Joint, Labels, distinct, join, joint_table, related
from disclosure.proofs import Made
from disclosure.request import Policy
from disclosure.rounding.beside import refuse_beside_rounding
from disclosure.rounding.rounded import rounded
from disclosure.table import FrequencyTable
from disclosure.together import protect_together

YEARS = range(1900, 2100)
PROOF = "bevis_for_navne"
"""The planned table that a list of names is, where no table over the same codes is given."""


@dataclass(frozen=True)
class Source:
    """A register, the plan of a case about it, and what was given before.

    Attributes
    ----------
    everybody : the records of the register.
    records : those that the plan's filter lets through.
    history : earlier answers and public figures about the same register.
    """

    register: Register
    everybody: Records
    records: Records
    plan: CasePlan
    history: tuple[Release, ...] = ()

    def counts(self, column: str) -> Mapping[str, int]:
        """Records per code of one column."""
        found = dict.fromkeys(self.register.column(column).codes, 0)
        for text in self.records.columns[column]:
            for code in dict.fromkeys(part for part in text.split("|") if part):
                found[code] += 1
        return found

    def labels(self, table: PlannedTable, column: Column) -> tuple[str, ...]:
        """The labels of `column` that `table` shows, beside the total."""
        shown: dict[str, None] = {}
        for name in table.levels.get(column.name, ()):
            level = column.level(name)
            shown.update(dict.fromkeys(level.label_of(code) for code in column.codes))
        shown.update(dict.fromkeys(table.only.get(column.name, ())))
        return tuple(shown)


def source(register: Register, records: Records, plan: CasePlan, history: tuple[Release, ...] = ()) -> Source:
    """Filter the records as the plan says."""
    chosen = records
    for column, codes in plan.where.items():
        chosen = chosen.where(column, codes)
    return Source(register, records, chosen, plan, history)


def names_listed(found: Source) -> tuple[str, ...]:
    """The codes of the planned list of names that occur."""
    counts = found.counts(found.plan.names.column) if found.plan.names else {}
    return tuple(code for code in _listable(found) if counts[code] > 0)


def names_not_listed(found: Source) -> tuple[str, ...]:
    """The codes that the list of names tells are zero, by leaving them out."""
    counts = found.counts(found.plan.names.column) if found.plan.names else {}
    return tuple(code for code in _listable(found) if counts[code] == 0)


def _listable(found: Source) -> tuple[str, ...]:
    names = found.plan.names
    if names is None:
        return ()
    column = found.register.column(names.column)
    asked = column.codes if column.multiple else tuple(found.plan.where.get(names.column, column.codes))
    if not names.level:
        return tuple(code for code in column.codes if code in asked)
    level = column.level(names.level)
    return tuple(code for code in column.codes if code in asked and level.label_of(code) == names.label)


def frequency_table(
    found: Source, tables: Sequence[PlannedTable], whole: Iterable[str], *, names_given: bool
) -> FrequencyTable:
    """Count all tables of a release as one system; those of the plan come last.

    Parameters
    ----------
    whole : ids of tables whose every cell the jurist has declared safe; they are published as they are.
    names_given : whether a list of names leaves too; then nobody can be left in doubt about its zeros.

    Raises
    ------
    NotSupported : together with what was given before it cannot be protected; says why.
    NothingSafe : the register was corrected, and the tables would show what.
    """
    return _checked(found, joint_release(found, tables, whole, names_given=names_given))


def _checked(found: Source, joint: Joint) -> FrequencyTable:
    table = counted(found, joint)
    refuse_small_corrections(joint, table)
    return table


def protected_release(
    found: Source, tables: Sequence[PlannedTable], whole: Iterable[str], *, names_given: bool
) -> Made:
    """Protect all tables of a release beside everything that was given before; those that are rounded are so together.

    Raises
    ------
    NothingSafe : they cannot be given. Others as `frequency_table`.
    """
    joint = joint_release(found, tables, whole, names_given=names_given)
    table, base = _checked(found, joint), max((one.rounded_to for one in tables), default=0)
    if not base:
        return protect_together(joint, table)
    stated = stated_counts(found, table)
    if stated:
        raise NotSupported(
            f"Registrets beskrivelse nævner tallet {stated[0]}, og det er også et af tabellens; ved siden af et "
            "nøjagtigt tal kan det ikke bevises, at afrundede tal skjuler de små. Vælg en tabel med [c] i stedet."
        )
    return rounded(table, base)


def stated_counts(found: Source, table: FrequencyTable) -> tuple[int, ...]:
    """The counts of a table that stand in the register's own description, which everybody may read; years are none."""
    register = found.register
    named = numbers_in(register.source, register.population, register.mark, register.period)
    counts = set(table.counts[table.system.in_release].tolist())
    return tuple(number for number in named if number in counts and number not in YEARS)


def numbers_in(*texts: str) -> tuple[int, ...]:
    """The whole numbers in Danish texts."""
    return tuple(int(number.replace(".", "")) for text in texts for number in re.findall(r"\d+(?:\.\d{3})*", text))


def joint_release(found: Source, tables: Sequence[PlannedTable], whole: Iterable[str], *, names_given: bool) -> Joint:
    """The tables as one request with everything that was given before about any of the same records; as above."""
    declared = set(whole)
    asked = [
        asked_table(found, table, declared=table.table_id in declared, names_given=names_given) for table in tables
    ]
    earlier = distinct([answered(release) for release in found.history if release.same_population])
    several = [column.name for column in found.register.columns if column.multiple]
    earlier = [earlier[number] for number in related(asked, earlier, several)]
    refuse_beside_rounding(asked, earlier, names_given=names_given)
    policy = Policy(threshold=found.plan.threshold, group_disclosure=True, participants=True)
    columns = [found.register.column(name).dimension() for name in _order(found)]
    return join(columns, asked, earlier, policy)


def counted(found: Source, joint: Joint) -> FrequencyTable:
    """The counts of a joint release."""
    records = found.everybody
    for column, codes in joint.where.items():
        records = records.where(column, codes)
    return joint_table(joint, records.select(list(joint.columns)))


def _order(found: Source) -> list[str]:
    """The columns as the plan shows them, then the others."""
    return [*found.plan.order, *(c.name for c in found.register.columns if c.name not in found.plan.order)]


def asked_table(
    found: Source, table: PlannedTable, *, declared: bool = False, names_given: bool = False
) -> AnsweredTable:
    """A planned table as it takes its place among the answers."""
    names = [name for name in found.plan.order if name in table.levels or name in table.only]
    columns = {name: found.register.column(name) for name in names}
    labels = {
        name: {label: members(table, column, label) for label in found.labels(table, column)}
        for name, column in columns.items()
    }
    safe = list(_every_cell(labels)) if declared and not table.rounded_to else []
    named: list[Labels] = []
    if names_given and found.plan.names is not None and names == [found.plan.names.column]:
        safe.extend((code,) for code in names_not_listed(found) if code in labels[names[0]])
        named.extend((code,) for code in names_listed(found) if code in labels[names[0]])
    where = {name: frozenset(codes) for name, codes in population(found.register, found.plan.where).items()}
    return AnsweredTable(
        table.title,
        where,
        labels,
        found.plan.threshold,
        declared=tuple(dict.fromkeys(safe)),
        rounded_to=table.rounded_to,
        names=tuple(named),
        counted=table.table_id != PROOF,
    )


def members(table: PlannedTable, column: Column, label: str) -> frozenset[str]:
    """The codes under a label of a table: as the table itself says, else as the register does."""
    merged = table.groups.get(column.name, {})
    return frozenset(merged[label]) if label in merged else column.members(label)


def _every_cell(labels: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[Labels]:
    return itertools.product(*([*shown, TOTAL] for shown in labels.values()))
