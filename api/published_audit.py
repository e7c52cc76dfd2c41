"""Published files read and attacked: the one path of `/v1/audits` and its page. Nothing of the files is kept."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from api.errors import BodyTooLarge, InputError
from data.printed_files.reading import grids_in
from disclosure.printed.audit import audit_printed
from disclosure.printed.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosure.printed.audit import PrintedAudit
    from disclosure.printed.facts import StatedFact
    from disclosure.printed.grid import Grid

MOST_CELLS = 30_000
"""Over HTTP: 10,000 cells of which 2,000 are hidden take about half a minute."""


@dataclass(frozen=True, slots=True)
class PublishedAudit:
    """The tables as they were printed, and what was found in them."""

    grids: tuple[Grid, ...]
    found: PrintedAudit

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was remarked when the files were read, each once."""
        return tuple(dict.fromkeys(remark for grid in self.grids for remark in grid.remarks))

    def to_json(self) -> dict[str, Any]:
        """Return the report for machines, with the remarks of the reading."""
        return self.found.as_json() | {"remarks": list(self.remarks)}


def grids_of(files: Iterable[tuple[str, bytes]]) -> tuple[Grid, ...]:
    """Return the tables in files, given by name and bytes.

    Raises
    ------
    FileRefused : one of the files cannot be read or has no table.
    """
    return tuple(grid for name, content in files for grid in grids_in(name, content))


def require_quick(grids: Sequence[Grid]) -> None:
    """Refuse tables that would keep the service busy for minutes.

    Raises
    ------
    BodyTooLarge
    """
    if sum(len(row) for grid in grids for row in grid.rows) > MOST_CELLS:
        raise BodyTooLarge(
            f"Tabellerne har over {MOST_CELLS} celler tilsammen; send færre, eller brug kommandoen audit-published."
        )


def audited(grids: Sequence[Grid], options: Options, facts: Sequence[StatedFact]) -> PublishedAudit:
    """Attack the tables.

    Raises
    ------
    BadPublished : no table has figures, or an option or a fact names what is not there.
    """
    named = tuple(_told_apart(grids))
    return PublishedAudit(named, audit_printed(named, options, facts))


def _told_apart(grids: Sequence[Grid]) -> Iterator[Grid]:
    """Yield the tables, those from files or sheets of one name numbered, so that each has a source of its own."""
    seen: Counter[str] = Counter()
    for grid in grids:
        seen[grid.source] += 1
        number = seen[grid.source]
        yield grid if number == 1 else replace(grid, source=f"{grid.source} ({number})")


def decoded_file(name: str, content: str) -> tuple[str, bytes]:
    """Return a file sent as Base64.

    Raises
    ------
    InputError : it is not Base64.
    """
    try:
        return name, base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("Filens indhold er ikke gyldig Base64; send filens byte kodet efter RFC 4648.") from error
