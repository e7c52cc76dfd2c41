"""From a table asked for to a table request on the register, and to the records it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.errors import InputError
from data.errors import UnknownCode
from disclosure.request import Policy, TableRequest, TableShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.asked import Asked, AskedTable
    from data.records import Records
    from data.register import Register

COUNT = "antal"
# In a reply groups and participants are protected too, unless somebody decides otherwise (DESIGN section 7).
REPLY_POLICY = Policy(group_disclosure=True, participants=True)


def check_tables(asked: Asked, register: Register) -> None:
    """Refuse tables that the register cannot give or that belong to no part of the request.

    Raises
    ------
    InputError, UnknownColumn, UnknownCode
    """
    parts = _part_ids(asked.facts)
    for table in asked.tables:
        if table.part_id not in parts:
            raise InputError(f"Tabellen hører til delen »{table.part_id}«, men anmodningen har {', '.join(parts)}.")
        table_request(register, table)


def table_request(register: Register, table: AskedTable, policy: Policy = REPLY_POLICY) -> TableRequest:
    """The table as a request of disclosure control, over the codes the register declares.

    Raises
    ------
    InputError : a dimension twice, or a hierarchy for a column that is not crossed.
    UnknownColumn, UnknownCode : the register has no such column, hierarchy or code.
    """
    if len(set(table.dimensions)) < len(table.dimensions):
        raise InputError("En tabel har den samme dimension to gange; nævn hver dimension én gang.")
    hierarchies = dict(table.hierarchies)
    for name in hierarchies:
        if name not in table.dimensions:
            raise InputError(f"»hierarchies« nævner »{name}«, som ikke er blandt tabellens dimensioner.")
    for name, codes in table.where:
        _check_codes(register, name, codes)
    dimensions = tuple(register.column(name).dimension(hierarchies.get(name, ())) for name in table.dimensions)
    return TableRequest(dimensions, (TableShape(table.dimensions),), COUNT, policy)


def counted(records: Records, table: AskedTable) -> Mapping[str, tuple[str, ...]]:
    """The texts of the table's columns for the records that its filters let through."""
    for name, codes in table.where:
        records = records.where(name, codes)
    return records.select(table.dimensions)


def _check_codes(register: Register, name: str, codes: tuple[str, ...]) -> None:
    known = register.column(name).codes
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise UnknownCode(f"Kolonnen »{name}« har ikke koden »{unknown}«; se registrets beskrivelse.")
    if not codes:
        raise InputError(f"»where« nævner »{name}« uden koder; nævn mindst én kode, eller udelad kolonnen.")


def _part_ids(facts: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the parts; the facts have been validated before."""
    parts = facts["parts"]
    assert isinstance(parts, list), "facts/1 has a list of parts"
    return tuple(part["id"] for part in parts)
