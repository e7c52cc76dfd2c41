"""Reading and writing the text files of the commands: UTF-8, and for tables comma and RFC 4180.

Files come from people and spreadsheets: every refusal says which file, which line, and what to do.
Nothing here knows what the columns mean.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from api.errors import FileUnreadable, NotATable, NotJson, OutputError, WrongEncoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NO_LIMIT_ON_FIELDS = 1 << 24
NumberedRow = tuple[int, tuple[str, ...]]
"""The line a row begins at, and its fields; a blank line has none."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A CSV file as it was read.

    Attributes
    ----------
    name : of the file, for messages.
    columns : the heading; each name once, none empty.
    rows : every row as long as the heading.
    lines : the line each row begins at, for messages.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def by_column(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of each column, in the order of the rows."""
        return {name: tuple(row[place] for row in self.rows) for place, name in enumerate(self.columns)}


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    FileUnreadable : not there, a folder, or not allowed.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(
            f"Filen »{path}« kan ikke læses; kontrollér, at den findes og må åbnes ({error.strerror})."
        ) from error


def read_text(path: Path) -> str:
    """Return a text file's content; a byte order mark is dropped.

    Raises
    ------
    FileUnreadable, WrongEncoding
    """
    return decoded(path.name, read_bytes(path))


def decoded(name: str, content: bytes) -> str:
    """Return `content` as text.

    Raises
    ------
    WrongEncoding : not UTF-8; names the line and the byte.
    """
    if content.startswith(UTF16_MARKS):
        raise WrongEncoding(f"Filen »{name}« er gemt som UTF-16; gem den som UTF-8, og prøv igen.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongEncoding(
            f"Filen »{name}« er ikke UTF-8: linje {line}, byte {error.start + 1}, kan ikke læses; gem filen som UTF-8."
        ) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise WrongEncoding(
            f"Filen »{name}« er ikke en tekstfil: linje {line} indeholder et nultegn; gem den som CSV i UTF-8."
        )
    return text


def read_table(path: Path) -> TextTable:
    """Return a CSV file.

    Raises
    ------
    FileUnreadable, WrongEncoding
    NotATable : empty, a heading with an empty or repeated name, or a row of another length; names the line.
    """
    rows = _without_blank_end(list(_numbered_rows(path.name, read_text(path))))
    if not rows:
        raise NotATable(f"Filen »{path.name}« er tom; den skal have en overskriftslinje med kolonnernes navne.")
    _, columns = rows[0]
    _check_columns(path.name, columns)
    body = [(line, row if row or len(columns) > 1 else ("",)) for line, row in rows[1:]]
    for line, row in body:
        if len(row) != len(columns):
            raise NotATable(
                f"Filen »{path.name}«, linje {line}: der er {len(row)} felter, men overskriften har "
                f"{len(columns)}; ret linjen, eller hent filen igen, hvis den er afbrudt."
            )
    return TextTable(path.name, columns, tuple(row for _, row in body), tuple(line for line, _ in body))


def _without_blank_end(rows: list[NumberedRow]) -> list[NumberedRow]:
    """Drop blank lines at the end of a file; with a single column they are records whose field is empty, and stay."""
    if rows and len(rows[0][1]) == 1:
        return rows
    while rows and not rows[-1][1]:
        rows.pop()
    return rows


def _numbered_rows(name: str, text: str) -> Iterator[NumberedRow]:
    csv.field_size_limit(NO_LIMIT_ON_FIELDS)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            yield begins, tuple(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise NotATable(
            f"Filen »{name}«, linje {begins}: anførselstegnene er ikke afsluttet rigtigt (RFC 4180); ret linjen, "
            "eller hent filen igen, hvis den er afbrudt."
        ) from error


def _check_columns(name: str, columns: Sequence[str]) -> None:
    for separator, word in ((";", "semikolon"), ("\t", "tabulatortegn")):
        if len(columns) == 1 and separator in columns[0]:
            raise NotATable(f"Filen »{name}« er delt med {word}; gem den med komma mellem kolonnerne.")
    for place, column in enumerate(columns, start=1):
        if not column.strip():
            raise NotATable(
                f"Filen »{name}«, linje 1: kolonne {place} har intet navn; giv den et, eller fjern kolonnen."
            )
        if columns.count(column) > 1:
            raise NotATable(f"Filen »{name}«, linje 1: to kolonner hedder »{column}«; omdøb den ene.")


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever JSON holds; the reader validates it
    """Return a JSON file's value.

    Raises
    ------
    FileUnreadable, WrongEncoding
    NotJson : not JSON, a name given twice in one object, or a number JSON does not have.
    """
    return parsed_json(path.name, read_text(path))


def parsed_json(name: str, text: str) -> Any:  # noqa: ANN401 - as `read_json`
    """Return the value that `text` writes as JSON; errors as `read_json`."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [key for key, _ in pairs]
            twice = next(key for key in names if names.count(key) > 1)
            raise NotJson(f"Filen »{name}«: »{twice}« står to gange i det samme objekt; behold den ene.")
        return found

    def refuse(constant: str) -> NoReturn:
        raise NotJson(f"Filen »{name}«: {constant} er ikke et tal i JSON.")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise NotJson(
            f"Filen »{name}« er ikke gyldig JSON: fejlen er i linje {error.lineno}, tegn {error.colno}."
        ) from error
    except ValueError as error:
        raise NotJson(f"Filen »{name}« indeholder et tal med flere cifre, end programmet regner med.") from error
    except RecursionError as error:
        raise NotJson(f"Filen »{name}« er ikke til at læse: objekterne ligger for dybt inde i hinanden.") from error


def json_text(value: object) -> str:
    """Return `value` as JSON a person can read, ended by a line feed."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file into `folder`, which is made; a file is there whole or not at all.

    Raises
    ------
    OutputError : the folder cannot be made or written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            unfinished = folder / f".{name}.unfinished"
            unfinished.write_bytes(content)
            unfinished.replace(folder / name)
    except OSError as error:
        raise OutputError(f"Der kan ikke skrives i »{folder}« ({error.strerror}); vælg en anden mappe.") from error


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Take away what an earlier run left in `folder`, so that it is not taken for the answer of this one."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
