"""From a request over HTTP to the plan of its case, checked against the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.case_plan import CasePlan, PlannedNames, PlannedTable
from api.errors import InputError
from data.errors import UnknownCode
from data.register import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.asked import Asked, AskedNames, AskedTable
    from data.register import Register

THRESHOLD = 5


def plan_of(asked: Asked, register: Register) -> CasePlan:
    """The plan of a request whose facts have been validated.

    Raises
    ------
    InputError : a table without its part, a dimension twice, or levels of a column that is not crossed.
    UnknownColumn, UnknownCode : the register has no such column, level or code.
    """
    for column, codes in asked.where:
        _check_codes(register, column, codes)
    parts = _groups_by_part(asked.facts)
    _check_explained(asked, parts)
    names = _table_ids(asked.tables)
    tables = tuple(
        _planned(table, name, number, register, parts)
        for number, (table, name) in enumerate(zip(asked.tables, names, strict=True), start=1)
    )
    return CasePlan(
        register_id=register.register_id,
        where=dict(asked.where),
        threshold=THRESHOLD,
        order=tuple(column.name for column in register.columns),
        tables=tables,
        names=_names(asked.names, register, parts) if asked.names else None,
        accepted_groups=asked.accepted_groups,
    )


def _names(names: AskedNames, register: Register, parts: Mapping[str, set[str]]) -> PlannedNames:
    """The list of names, checked; without a group it is the whole column."""
    if names.part_id not in parts:
        raise InputError(f"»names« hører til delen »{names.part_id}«, men anmodningen har {', '.join(parts)}.")
    column = register.column(names.column)
    if bool(names.level) != bool(names.label):
        raise InputError("»names« skal have både »level« og »label«, eller ingen af dem.")
    if names.label and names.label not in {group.label for group in column.level(names.level).groups}:
        raise UnknownCode(f"Niveauet »{names.level}« har ikke gruppen »{names.label}«; se registrets beskrivelse.")
    title = names.title or f"{column.title}: de koder, der forekommer"
    return PlannedNames("navne", names.part_id, names.column, names.level, names.label, title)


def _table_ids(tables: Sequence[AskedTable]) -> list[str]:
    """Name each table after what it crosses, "aarsag_x_kommune"; a crossing asked for again gets a number."""
    crossings = ["_x_".join(table.dimensions) for table in tables]
    earlier = [crossings[:at].count(name) for at, name in enumerate(crossings)]
    return [f"{name}_{times + 1}" if times else name for name, times in zip(crossings, earlier, strict=True)]


def _planned(
    table: AskedTable, table_id: str, number: int, register: Register, parts: Mapping[str, set[str]]
) -> PlannedTable:
    if table.part_id not in parts:
        raise InputError(f"Tabel {number} hører til delen »{table.part_id}«, men anmodningen har {', '.join(parts)}.")
    if table.group_id and table.group_id not in parts[table.part_id]:
        raise InputError(f"Tabel {number} hører til gruppen »{table.group_id}«, som delen »{table.part_id}« ikke har.")
    if len(set(table.dimensions)) < len(table.dimensions):
        raise InputError(f"Tabel {number} har den samme dimension to gange; nævn hver dimension én gang.")
    levels = dict(table.levels)
    for name in levels:
        if name not in table.dimensions:
            raise InputError(f"Tabel {number}: »levels« nævner »{name}«, som ikke er blandt tabellens dimensioner.")
    for name in table.dimensions:
        if len(set(levels.get(name, ()))) < len(levels.get(name, ())):
            raise InputError(f"Tabel {number} nævner et niveau af »{name}« to gange; nævn hvert niveau én gang.")
        for level in levels.get(name, ()):
            register.column(name).level(level)
    only = _labels(table, number, register)
    titles = [register.column(name).title for name in table.dimensions]
    return PlannedTable(
        table_id=table_id,
        part_id=table.part_id,
        group_id=table.group_id,
        title=table.title or " fordelt på ".join((register.unit.capitalize(), " og ".join(titles).lower())),
        levels={name: levels.get(name) or (name,) for name in table.dimensions if name not in only},
        only=only,
        groups=_merged(table, number, register),
        rounded_to=table.rounded_to,
    )


def _labels(table: AskedTable, number: int, register: Register) -> dict[str, tuple[str, ...]]:
    """The codes and groups that a table shows in place of levels, each known and named once."""
    groups = {name: {label for label, _ in merged} for name, merged in table.groups}
    for name, labels in table.only:
        if name not in table.dimensions or name in dict(table.levels):
            raise InputError(
                f"Tabel {number}: »only« nævner »{name}«, som ikke er blandt dimensionerne eller også har »levels«."
            )
        if not labels or len(set(labels)) < len(labels):
            raise InputError(f"Tabel {number}: »only« for »{name}« er tom eller nævner det samme to gange.")
        for label in labels:
            if label not in groups.get(name, set()):
                register.column(name).members(label)
    return dict(table.only)


def _merged(table: AskedTable, number: int, register: Register) -> dict[str, dict[str, tuple[str, ...]]]:
    """The codes under labels that are none of the register's; each label is shown and each code known."""
    only = dict(table.only)
    for name, groups in table.groups:
        column = register.column(name)
        taken = {TOTAL, *column.codes, *(group.label for level in column.levels for group in level.groups)}
        for label, codes in groups:
            if label in taken or label not in only.get(name, ()):
                raise InputError(
                    f"Tabel {number}: »groups« nævner »{label}«, som ikke står i »only« for »{name}«, eller som "
                    "registret selv bruger; giv gruppen et navn, som står i »only« og ikke er i brug."
                )
            _check_codes(register, name, codes, "groups")
    return {name: dict(groups) for name, groups in table.groups}


def _check_explained(asked: Asked, parts: Mapping[str, set[str]]) -> None:
    """A sentence for a part that is misspelt would silently be left out of the letter."""
    for name, _ in asked.explanations:
        if name not in parts:
            raise InputError(f"»explanations« nævner delen »{name}«, men anmodningen har {', '.join(parts)}.")


def _check_codes(register: Register, name: str, codes: tuple[str, ...], place: str = "where") -> None:
    known = register.column(name).codes
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise UnknownCode(f"Kolonnen »{name}« har ikke koden »{unknown}«; se registrets beskrivelse.")
    if len(set(codes)) < len(codes):
        raise InputError(f"»{place}« nævner en kode i »{name}« to gange; nævn hver kode én gang.")
    if not codes:
        raise InputError(f"»{place}« nævner »{name}« uden koder; nævn mindst én kode, eller udelad kolonnen.")


def _groups_by_part(facts: Mapping[str, object]) -> dict[str, set[str]]:
    parts = facts["parts"]
    assert isinstance(parts, list), "facts/1 has a list of parts"
    return {part["id"]: {group["id"] for group in part.get("cell_groups", [])} for part in parts}
