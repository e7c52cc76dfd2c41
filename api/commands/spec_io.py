"""Reading SPEC.json from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.tables_io import read_text
from api.errors import NotJson
from disclosure.spec import parse_spec

if TYPE_CHECKING:
    from pathlib import Path

    from disclosure.request import TableRequest


def read_request(path: Path) -> TableRequest:
    """Return the table request of a SPEC.json.

    Raises
    ------
    FileUnreadable, WrongEncoding, NotJson, BadSpec
    """
    try:
        return parse_spec(read_text(path))
    except RecursionError as error:
        raise NotJson(f"Filen »{path.name}« er ikke til at læse: objekterne ligger for dybt i hinanden.") from error
