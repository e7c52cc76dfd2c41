"""A finished reply as entries of the release ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from api.names_alone import names_table
from api.release_tables import asked_table
from api.workflow import Decided, open_source
from data.register import TOTAL, Register
from data.release import FigureLabels, Release
from disclosure.releasable import ReleasableTable
from rules.letter_context import or_not_set


def releases_of(decided: Decided, files: Mapping[str, bytes], place: str) -> tuple[Release, ...]:
    """Every table of a reply with what it counts, its cells and its proof; never a record.

    Parameters
    ----------
    files : what is sent.
    place : where the reply can be found again, in words.
    """
    found = open_source(decided.case.plan)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    made = []
    planned = {table.table_id: table for table in found.plan.tables}
    for name, given in decided.tables.items():
        listed = found.plan.names if name not in planned else None
        asked = asked_table(found, names_table(found) if listed else planned[name], names_given=bool(listed))
        made.append(
            Release(
                register_id=found.register.register_id,
                origin="answer",
                title=given.title,
                given=decided.context.decided,
                unit=given.unit,
                period=or_not_set(decided.context.period, "periode"),
                population=or_not_set(decided.context.population, "hvem tallene omfatter"),
                data_date=found.register.data_date,
                where={column: tuple(sorted(codes)) for column, codes in asked.where.items()},
                labels={
                    column: {label: tuple(sorted(codes)) for label, codes in labels.items()}
                    for column, labels in asked.labels.items()
                },
                cells=dict.fromkeys(asked.declared, 0)
                if listed
                else _cells(given, found.register, tuple(asked.labels)),
                names=asked.names,
                threshold=decided.threshold,
                place=f"{place}, »{given.title}«",
                certificate_sha256=given.certificate_sha256,
                files=hashes,
                rounded_to=given.rounded_to,
            )
        )
    return tuple(made)


def _cells(table: ReleasableTable, register: Register, columns: tuple[str, ...]) -> dict[FigureLabels, int | None]:
    """The cells by one label per column; a column of which only the sum is shown has the total's label."""
    titles = [register.column(name).title for name in columns]
    found = {}
    for cell in table.cells:
        shown = dict(zip(table.dimensions, cell.labels, strict=True))
        found[tuple(shown.get(title, TOTAL) for title in titles)] = cell.count
    return found
