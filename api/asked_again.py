"""The same table for another period: what changed in definitions and in outcome since it was given last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.case_plan import CasePlan, PlannedTable
from api.errors import InputError
from api.release_tables import joint_release, protected_release, source
from data.errors import UnknownColumn
from data.records import read_records
from data.register import Column, Register
from data.release import FigureLabels, Release
from disclosure.proofs import counts_shown
from disclosure.published import NOT_SHOWN


@dataclass(frozen=True, slots=True)
class Again:
    """A table of the ledger asked for again.

    Attributes
    ----------
    definitions : what is defined otherwise than last time, in Danish sentences; empty when nothing is.
    cells : the protected table of the new period, a count or None where it is suppressed.
    outcome : how the cells compare with last time's, in Danish sentences.
    """

    definitions: tuple[str, ...]
    cells: Mapping[FigureLabels, int | None]
    outcome: tuple[str, ...]


def asked_again(release: Release, period: Sequence[str], register: Register, history: tuple[Release, ...]) -> Again:
    """Protect the same table for other codes of the period, beside everything that was given.

    Raises
    ------
    InputError : the register has no column for the period, or no label of the table is left.
    UnknownCode : the period has no such code.
    NothingSafe, NotSupported : it cannot be given.
    """
    if register.period_column is None:
        raise InputError(f"Registret «{register.register_id}» har ingen kolonne for perioden.")
    plan = _plan(release, period, register)
    found = source(register, read_records(register), plan, history)
    tables = list(plan.tables)
    joint = joint_release(found, tables, [], names_given=False)
    protected = protected_release(found, tables, [], names_given=False)
    shown, number, cells = counts_shown(protected), joint.n_earlier, {}
    for labels in joint.every_cell(number):
        count = int(shown[protected.table.system.cell(joint.cell(number, labels))])
        cells[labels] = None if count == NOT_SHOWN else count
    return Again(tuple(_definitions(release, register)), cells, tuple(_outcome(release.cells, cells)))


def _plan(release: Release, period: Sequence[str], register: Register) -> CasePlan:
    """The plan that asks for the labels that are left, with the filters of last time but for the period."""
    only, groups = {}, {}
    for name, labels in release.labels.items():
        column = register.column(name)
        groups[name] = _merged(column, labels)
        only[name] = tuple(label for label in labels if label in groups[name] or _members(column, label))
    if not all(only.values()):
        raise InputError(f"Ingen af rækkerne i »{release.title}« findes i registret mere; bed om tabellen på ny.")
    everything = {column.name: set(column.codes) for column in register.columns}
    where = {name: codes for name, codes in release.where.items() if not everything[name] <= set(codes)}
    where[str(register.period_column)] = tuple(period)
    order = tuple(column.name for column in register.columns)
    table = PlannedTable("igen", "igen", "", release.title, {}, only, groups, release.rounded_to)
    return CasePlan(register.register_id, where, release.threshold, order, (table,))


def _merged(column: Column, labels: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The labels that are none of the register's, but whose codes it all has: they are merged as last time."""
    return {
        label: codes
        for label, codes in labels.items()
        if len(codes) > 1 and not _members(column, label) and set(codes) <= set(column.codes)
    }


def _members(column: Column, label: str) -> frozenset[str]:
    try:
        return column.members(label)
    except UnknownColumn:
        return frozenset()


def _definitions(release: Release, register: Register) -> Iterator[str]:
    if release.unit != register.unit:
        yield f"Der blev talt {release.unit}, nu tælles {register.unit}."
    for name, labels in release.labels.items():
        column = register.column(name)
        for label, codes in labels.items():
            now = frozenset(_merged(column, labels).get(label, ())) or _members(column, label)
            if not now:
                yield f"{column.title}: »{label}« findes ikke mere."
            elif now != frozenset(codes):
                gone, fresh = sorted(frozenset(codes) - now), sorted(now - frozenset(codes))
                changes = [*(f"uden {code}" for code in gone), *(f"med {code}" for code in fresh)]
                yield f"{column.title}: »{label}« er nu {', '.join(changes)}."


def _outcome(then: Mapping[FigureLabels, int | None], now: Mapping[FigureLabels, int | None]) -> Iterator[str]:
    for name, cells in (("Sidst", then), ("Nu", now)):
        hidden = sum(count is None for count in cells.values())
        yield f"{name}: {len(cells) - hidden} af {len(cells)} celler vises."
    for labels in then:
        if labels in now and (then[labels] is None) != (now[labels] is None):
            yield f"{' / '.join(labels)}: {'vises nu' if then[labels] is None else 'vises ikke mere'}."
