"""Codes that a table shows under a label that is none of the register's, and how a reader is told which they are.

Periods of the calendar and bands of neighbours follow from the codes alone. Any other group was made because some of
its codes are small, and which ones it merges tells so: it may be given only where the same reply has a table of the
codes one by one, protected together with it, in which merged codes are `[c]` and no others are (variants/merging.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from api.case_plan import PlannedTable
from api.errors import InputError
from api.release_tables import Source, asked_table
from disclosure.code_sets import CodeSet
from disclosure.errors import NothingSafe
from disclosure.releasable import ReleasableTable
from disclosure.request import Dimension
from disclosure.variants.details import with_bands
from rules.typography import listed


def refuse_unlisted(found: Source, released: Sequence[PlannedTable]) -> None:
    """Stop where a released table merges codes that no released table shows one by one.

    Raises
    ------
    InputError : says which table, and what must be given beside it.
    """
    alone: dict[str, set[frozenset[str]]] = {}
    for table in released:
        labels = asked_table(found, table).labels
        if len(labels) == 1:
            ((name, shown),) = labels.items()
            alone.setdefault(name, set()).update(shown.values())
    for table in released:
        for name, label, codes in _merged(found, table):
            if not {frozenset((code,)) for code in codes} <= alone.get(name, set()):
                raise InputError(
                    f"»{table.title}« lægger koder sammen under »{label}«, og hvilke det er, skal stå i en tabel over "
                    f"»{name}« kode for kode, som gives samtidig; tag alle tilbuddets tabeller med."
                )


def refuse_telling(found: Source, released: Sequence[PlannedTable], tables: Mapping[str, ReleasableTable]) -> None:
    """Stop where a table of the codes one by one hides one that is not merged: all small ones are, so it is not small.

    Raises
    ------
    NothingSafe : names the code.
    """
    for table in released:
        for name in dict.fromkeys(name for name, _, _ in _merged(found, table)):
            kept = asked_table(found, table).labels[name]
            for one in released:
                shown = asked_table(found, one).labels
                hidden = {cell.labels[0] for cell in tables[one.table_id].cells if cell.count is None}
                telling = sorted(hidden & kept.keys() & _undivided(shown[name])) if list(shown) == [name] else []
                if telling:
                    raise NothingSafe(
                        f"»{one.title}« viser ikke «{telling[0]}», som ikke er lagt sammen i »{table.title}«; det "
                        "fortæller, at tallet ikke er lille, og så kan de små indsnævres. Vælg et andet tilbud."
                    )


def _undivided(shown: Mapping[str, CodeSet]) -> set[str]:
    """The labels that hold no other of those shown."""
    return {label for label, codes in shown.items() if not any(other < codes for other in shown.values())}


def merged_notes(found: Source, table: PlannedTable) -> Iterator[str]:
    """What each label that merges codes stands for, in Danish sentences."""
    for _, label, codes in _merged(found, table):
        yield f"»{label}« omfatter {listed([f'»{code}«' for code in codes])}."


def _merged(found: Source, table: PlannedTable) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Column, label and codes of every group that does not follow from the codes alone."""
    for name, groups in table.groups.items():
        column = found.register.column(name)
        let_through = found.plan.where.get(name, column.codes)
        inside = tuple(code for code in column.codes if column.multiple or code in let_through)
        ready = _ready(column.dimension(), inside)
        for label, codes in groups.items():
            if frozenset(codes) not in ready:
                yield name, label, codes


def _ready(dimension: Dimension, codes: tuple[str, ...]) -> set[frozenset[str]]:
    """The calendar's periods, or the bands, of the codes."""
    nodes = with_bands(replace(dimension, codes=codes)).nodes()
    return {frozenset(nodes.labels[code] for code in np.flatnonzero(members)) for members in nodes.members}
