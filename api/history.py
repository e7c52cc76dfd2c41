"""Between the ledger and disclosure control: a release as an answered table, and a reply's tables as releases."""

from __future__ import annotations

from collections.abc import Mapping

from data.register import Register
from data.release import Release
from disclosure.joint import AnsweredTable
from rules.typography import long_date, plain

NAMES = {"answer": "svaret", "public": "den offentlige tabel"}


def answered(release: Release) -> AnsweredTable:
    """A release of the ledger as disclosure control takes it."""
    return AnsweredTable(
        name=called(release),
        where={column: frozenset(codes) for column, codes in release.where.items()},
        labels={
            column: {label: frozenset(codes) for label, codes in labels.items()}
            for column, labels in release.labels.items()
        },
        threshold=release.threshold,
        cells=release.cells,
        names=release.names,
        counted=not release.names,
        as_of="" if release.data_date is None else release.data_date.isoformat(),
        rounded_to=release.rounded_to,
    )


def called(release: Release) -> str:
    """How a release is named to the jurist."""
    day = "" if release.given is None else f" af {plain(long_date(release.given))},"
    return f"{NAMES[release.origin]}{day} »{release.title}«"


def population(register: Register, where: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Who is counted: the codes of the filter, and of every other single-response column all its codes of today."""
    return {
        column.name: tuple(where.get(column.name, column.codes))
        for column in register.columns
        if column.name in where or not column.multiple
    }
