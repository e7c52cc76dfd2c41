"""The same table for another period: what changed in definitions and in outcome since it was given last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.case_plan import CasePlan, PlannedNames, PlannedTable
from api.errors import InputError
from api.release_tables import PROOF, joint_release, names_listed, protected_release, source
from api.weaker_groups import weaker_in
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
    last : the period of last time.
    definitions : what is defined otherwise than last time, in Danish sentences; empty when nothing is.
    cells : the protected table of the new period, a count or None where it is suppressed; none for a list of names.
    outcome : how the cells compare with last time's, in Danish sentences.
    """

    last: str
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
    tables, listed = list(plan.tables), bool(release.names)
    protected = protected_release(found, tables, [], names_given=listed)
    threshold = protected.table.system.request.policy.threshold
    definitions = (*_definitions(release, register), *_population(release, register, threshold))
    last = " og ".join(release.where.get(register.period_column, ())) or release.period
    joint = joint_release(found, tables, [], names_given=listed)
    weaker = tuple(f"Løftet er svagere. {group.sentence}" for group in weaker_in(joint, protected.table))
    if listed:
        return Again(last, definitions, {}, (*_names_outcome(release, names_listed(found)), *weaker))
    shown, number, cells = counts_shown(protected), joint.n_earlier, {}
    for labels in joint.every_cell(number):
        count = int(shown[protected.table.system.cell(joint.cell(number, labels))])
        cells[labels] = None if count == NOT_SHOWN else count
    return Again(last, definitions, cells, (*_outcome(release, cells), *weaker))


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
    name = PROOF if release.names else "igen"
    table = PlannedTable(name, "igen", "", release.title, {}, only, groups, release.rounded_to)
    names = PlannedNames("igen", "igen", next(iter(only)), "", "", release.title) if release.names else None
    return CasePlan(register.register_id, where, release.threshold, order, (table,), names)


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
    if release.unit != register.unit and not release.names:
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


def _population(release: Release, register: Register, threshold: int) -> Iterator[str]:
    """Who is counted, and what is promised, where that is otherwise than one would think."""
    for name, codes in release.where.items():
        column = register.column(name)
        left_out = [code for code in column.codes if code not in codes]
        if left_out and name != register.period_column:
            yield f"{column.title}: tæller som sidst uden {_some(left_out)}."
    if threshold > release.threshold > 0:
        yield f"Tærsklen er nu {threshold}; sidst var den {release.threshold}."


def _outcome(release: Release, now: Mapping[FigureLabels, int | None]) -> Iterator[str]:
    then = release.cells
    for name, cells in (("Sidst", then), ("Nu", now)):
        hidden = sum(count is None for count in cells.values())
        yield f"{name}: {len(cells) - hidden} af {len(cells)} celler vises."
    for name, was_hidden in (("Vises nu", True), ("Vises ikke mere", False)):
        changed = [one for one in then if one in now and (then[one], now[one]).count(None) == 1]
        found = [" / ".join(one) for one in changed if (then[one] is None) is was_hidden]
        if found:
            yield f"{name}: {_some(found)}."
    small = sum(count is not None and 0 < count < release.threshold for count in then.values())
    if small:
        yield (
            f"Sidst blev {small} tal under {release.threshold} vist, fordi juristen vurderede, at de ikke kunne "
            "henføres til nogen. Her er de beskyttet; skal de vises igen, kræver det samme vurdering i den nye sag."
        )


def _names_outcome(release: Release, now: Sequence[str]) -> Iterator[str]:
    """A list of names stays a list: who is on it now, and who has come and gone."""
    labels = [label for names in release.labels.values() for label in names]
    then, listed = {label for (label,) in release.names}, [label for label in labels if label in now]
    yield f"Sidst: {len(then)} navne. Nu: {len(listed)}: {', '.join(listed)}."
    for name, changed in (
        ("Nye på listen", [label for label in listed if label not in then]),
        ("Ikke længere på listen", [label for label in labels if label in then and label not in now]),
    ):
        if changed:
            yield f"{name}: {', '.join(changed)}."


NAMED = 12
"""So many labels are named in one sentence."""


def _some(labels: Sequence[str]) -> str:
    more = f" og {len(labels) - NAMED} til" if len(labels) > NAMED else ""
    return ", ".join(labels[:NAMED]) + more
