"""A list of names is a table of zeros and non-zeros, and is protected as one.

Whoever knows the code list (and everybody does, where the request lists the codes) reads of a list of the codes that
occur that each code on it is at least 1 and each code not on it is 0. That is what a table over the codes tells whose
zeros are shown and whose other cells and total are all suppressed; so the list is added to the release as such a table
and protected together with everything else in it. A list that leaves out a code that occurs would tell a falsehood and
is not made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotProved
from disclosure.protected import ProtectedTable, protect
from disclosure.request import Cell, TableShape
from disclosure.table import FrequencyTable, table_system


@dataclass(frozen=True)
class NamesList:
    """A list of the codes that occur.

    Attributes
    ----------
    dimension : whose codes they are.
    names : in the order in which they were asked about.
    zeros : the codes asked about that do not occur: what the list tells by leaving them out.
    population : the cell of all who are counted; other dimensions than the list's may be at a single label.
    shape : the table over these codes and their population.
    """

    dimension: str
    names: tuple[str, ...]
    zeros: tuple[str, ...]
    population: Cell
    shape: TableShape

    def cell(self, label: str) -> Cell:
        """The cell of one code."""
        return {**self.population, self.dimension: label}


def names_list(
    table: FrequencyTable,
    dimension: str,
    labels: Sequence[str],
    population: Cell | None = None,
    shape: TableShape | None = None,
) -> NamesList:
    """Which of the labels of a dimension occur, in the whole population where no other is given with its shape.

    Raises
    ------
    BadSpec : the dimension has no such label.
    """
    everybody = population or {}
    counts = [int(table.counts[table.system.cell({**everybody, dimension: label})]) for label in labels]
    pairs = list(zip(labels, counts, strict=True))
    names = tuple(label for label, count in pairs if count)
    zeros = tuple(label for label, count in pairs if not count)
    return NamesList(dimension, names, zeros, everybody, shape or TableShape((dimension,), {dimension: tuple(labels)}))


def with_names(table: FrequencyTable, listed: NamesList) -> FrequencyTable:
    """The release with the list as its last table: zeros shown, and all else suppressed that no other table has.

    Raises
    ------
    NothingSafe : zeros are protected, and the list would tell them.
    """
    request = table.system.request
    if request.policy.zeros_protected and listed.zeros:
        raise NothingSafe(
            "Listen over navne fortæller, hvilke koder der er nul, og nuller skal beskyttes.",
            tuple(f"{listed.dimension} «{label}»: nul kan læses af listen." for label in listed.zeros),
        )
    released, policy = table.system.in_release, request.policy
    shown = {str(dict(cell)) for cell in policy.force_published}
    zeros = [listed.cell(label) for label in listed.zeros]
    others = [listed.population, *(listed.cell(label) for label in listed.names)]
    extended = replace(
        policy,
        force_published=(*policy.force_published, *(cell for cell in zeros if str(dict(cell)) not in shown)),
        force_suppressed=(*policy.force_suppressed, *(c for c in others if not released[table.system.cell(c)])),
    )
    return FrequencyTable(
        table_system(replace(request, tables=(*request.tables, listed.shape), policy=extended)), table.counts
    )


def protect_with_names(table: FrequencyTable, listed: NamesList) -> ProtectedTable:
    """Protect a release to which a list of names belongs; the list is its last table.

    Only alternatives in which every name occurs convince somebody who has the list; no other is part of the proof.

    Raises
    ------
    NothingSafe : the list, or something with it, cannot be protected.
    NotProved : the alternatives that agree with the list do not show every promised value.
    """
    protected = protect(with_names(table, listed))
    system = protected.table.system
    cells = [system.cell(listed.cell(label)) for label in listed.names]
    named = [int(np.ravel_multi_index(cell, system.shape)) for cell in cells]
    agreeing = tuple(
        witness for witness in protected.witnesses if bool((witness.values[np.isin(witness.touched, named)] > 0).all())
    )
    if len(agreeing) == len(protected.witnesses):
        return protected
    made = replace(protected, witnesses=agreeing)
    failures = check_files({name: text.encode() for name, text in certificate_files(made).items()})
    if failures:
        raise NotProved(f"Beviset for listen over navne holder ikke: {failures[0]}")
    return made
