"""Reading the records of a register, checked against its declaration.

Records are held in memory while a table is made and are never stored, logged or repeated in a message:
a sentence about a bad value names the row and the column, not the value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from data.errors import BadRegisterData, BlankValue, EmptyRegister, UnknownCode, WrongColumns, WrongEncoding
from data.register import Column, Register

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a register, by column.

    Attributes
    ----------
    register : what they are records of.
    columns : per column one text per record; several codes of one record are joined by `|`, and "" is no code.
        Left out of the representation, so that no log or error shows a record.
    """

    register: Register
    columns: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def where(self, column: str, codes: Collection[str]) -> Self:
        """The records that have one of `codes` in `column`.

        Raises
        ------
        UnknownColumn : the register has no such column.
        UnknownCode : the column has no such code; a misspelt filter must not become an empty table.
        """
        known = self.register.column(column).codes
        for code in codes:
            if code not in known:
                raise UnknownCode(f"Kolonnen «{column}» har ikke koden «{code}»; se registrets beskrivelse.")
        wanted = set(codes)
        keep = [not wanted.isdisjoint(text.split(SEPARATOR)) for text in self.columns[column]]
        return type(self)(
            self.register,
            {
                name: tuple(text for text, kept in zip(texts, keep, strict=True) if kept)
                for name, texts in self.columns.items()
            },
        )

    def select(self, columns: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The texts of the named columns only, in that order, as the tabulation takes them."""
        return {name: self.columns[self.register.column(name).name] for name in columns}


def read_records(register: Register) -> Records:
    """Read every record of the register.

    Raises
    ------
    BadRegisterData : the file is missing or not a readable CSV file.
    WrongEncoding, WrongColumns, BlankValue, UnknownCode, EmptyRegister : see errors.py.
    """
    rows = _rows(register)
    if not rows:
        raise EmptyRegister(_at(register, "filen er tom; lav udtrækket igen."))
    order = _order(register, rows[0])
    if len(rows) == 1:
        raise EmptyRegister(_at(register, "der er ingen poster efter overskriften; lav udtrækket igen."))
    columns: dict[str, list[str]] = {column.name: [] for column in register.columns}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(order):
            raise WrongColumns(_at(register, f"række {number} har {len(row)} felter, overskriften har {len(order)}."))
        for column, text in zip(order, row, strict=True):
            columns[column.name].append(_checked(register, column, number, text))
    return Records(register, {name: tuple(texts) for name, texts in columns.items()})


def _at(register: Register, sentence: str) -> str:
    return f"Registret «{register.register_id}» ({register.file.name}): {sentence}"


def _rows(register: Register) -> list[list[str]]:
    """All rows, header first; empty lines after the last row are not rows."""
    try:
        text = register.file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadRegisterData(_at(register, "datafilen findes ikke eller kan ikke læses.")) from error
    except UnicodeDecodeError as error:
        raise WrongEncoding(
            _at(
                register,
                f"filen er ikke i UTF-8 (byte {error.start}), så æ, ø og å kan ikke læses; gem filen som UTF-8.",
            )
        ) from None
    if "\x00" in text:
        raise WrongEncoding(_at(register, "filen har nulbytes og er næppe tekst i UTF-8; gem den som CSV i UTF-8."))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise BadRegisterData(
            _at(register, "anførselstegnene går ikke op; gem filen som CSV efter RFC 4180.")
        ) from None
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _order(register: Register, header: Sequence[str]) -> list[Column]:
    """The columns in the order of the header.

    A header is not quoted in the message: a file without one begins with a record.
    """
    declared = {column.name: column for column in register.columns}
    names = ", ".join(declared)
    for place, name in enumerate(header, start=1):
        if name not in declared:
            raise WrongColumns(
                _at(register, f"kolonne nr. {place} er ikke erklæret; de erklærede kolonner er {names}.")
            )
        if name in header[: place - 1]:
            raise WrongColumns(_at(register, f"kolonnen «{name}» står to gange."))
    for name in declared:
        if name not in header:
            raise WrongColumns(_at(register, f"kolonnen «{name}» mangler; de erklærede kolonner er {names}."))
    return [declared[name] for name in header]


def _checked(register: Register, column: Column, number: int, text: str) -> str:
    """The field as it is kept: one code, or the codes of a multiple column, each once and in declared order."""
    if not column.multiple:
        if not text.strip():
            raise BlankValue(
                _at(register, f"række {number}, kolonnen «{column.name}» er tom; hver post skal have en kode.")
            )
        _check_code(register, column, number, text)
        return text
    answers = text.split(SEPARATOR) if text else []
    for code in answers:
        _check_code(register, column, number, code)
    return SEPARATOR.join(code for code in column.codes if code in answers)


def _check_code(register: Register, column: Column, number: int, code: str) -> None:
    if code not in column.codes:
        raise UnknownCode(
            _at(
                register,
                f"række {number}, kolonnen «{column.name}» har en værdi, der ikke er en erklæret kode; "
                "ret værdien eller kodelisten.",
            )
        )
