"""`/v1/registers`: which registers there are and what they hold; never their records."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.answers import PROBLEMS
from api.schemas import ColumnOut, DatabeskrivelseOut, LevelOut, RegisterOut, RegisterSummary
from data.register import Column, Register
from data.registers import open_register, register_ids

router = APIRouter(prefix="/v1/registers", tags=["registers"])


@router.get("", summary="The registers that tables can be asked from")
def list_registers() -> list[RegisterSummary]:
    """Every register with its unit of counting. A synthetic register is marked; show `mark` with its figures."""
    return [_summary(open_register(name)) for name in register_ids()]


@router.get("/{register_id}", summary="One register described (databeskrivelse, § 12)", responses=PROBLEMS)
def describe_register(register_id: str) -> RegisterOut:
    """The columns, codes and levels that a table request may name.

    `databeskrivelse` is what offentlighedslovens § 12 gives everybody a right to see about a database: the types of
    information in it, what they rest on, and the formats used.
    """
    register = open_register(register_id)
    return RegisterOut(
        **_summary(register).model_dump(),
        description=register.description,
        population=register.population,
        source=register.source,
        data_date=register.data_date,
        columns=[_column(column) for column in register.columns],
        databeskrivelse=DatabeskrivelseOut(
            types=list(register.databeskrivelse.types),
            basis=list(register.databeskrivelse.basis),
            formats=list(register.databeskrivelse.formats),
            used_for=list(register.databeskrivelse.used_for),
        ),
    )


def _summary(register: Register) -> RegisterSummary:
    return RegisterSummary(
        id=register.register_id,
        title=register.title,
        unit=register.unit,
        synthetic=register.synthetic,
        mark=register.mark,
        href=f"/v1/registers/{register.register_id}",
    )


def _column(column: Column) -> ColumnOut:
    levels = [
        LevelOut(name=level.name, title=level.title, groups={one.label: list(one.codes) for one in level.groups})
        for level in column.levels
    ]
    return ColumnOut(
        name=column.name,
        title=column.title,
        description=column.description,
        role=column.role,
        responses=column.responses,
        codes=list(column.codes),
        levels=levels,
    )
