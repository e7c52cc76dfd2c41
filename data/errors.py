"""The errors of what is kept and of what is read: registers, the database, files from outside.

DataError
├── RegisterError           a register cannot be used; one Danish sentence says what, where and what to do
│   ├── UnknownRegister     no register has that id
│   ├── UnknownColumn       the register has no such column, level, hierarchy or code
│   ├── BadDeclaration      the description beside the data contradicts itself or leaves something out
│   └── BadRegisterData     the data file does not agree with its declaration
│       ├── WrongColumns    a column is undeclared, missing or given twice
│       ├── WrongEncoding   the file is not UTF-8
│       ├── UnknownCode     a value is not a declared code
│       ├── BlankValue      a value that must be there is empty
│       └── EmptyRegister   the file has no records
├── StoreError              the database
│   ├── DatabaseUnusable    it cannot be opened, or was made by another version of the program
│   ├── NotStored           no case, part, decision or document has that name
│   ├── NotAllowed          the change contradicts what is already stored
│   ├── LedgerUnusable      a release, or a file of public figures, cannot be read
│   └── LogBroken           the event log is not what was written
└── FileRefused             a file from outside cannot be read
    ├── UnknownFormat       it is none of the kinds that are read
    ├── DamagedFile         it is broken
    ├── EncryptedFile       it is locked with a password
    ├── TooLargeFile        it, or what it unpacks to, is beyond the limits
    ├── NoTable             there is no table in it
    └── NoResult            a formula in it was saved without its result

A message never repeats a value read from a record or a file: what stands in the wrong place may be a person's data.
"""

from __future__ import annotations


class DataError(Exception):
    """Root of the tree; `code` is stable and may be used by clients."""

    code = "data"


class RegisterError(DataError):
    """A register cannot be used as it stands."""

    code = "register"


class UnknownRegister(RegisterError):
    """No register has the id that was asked for."""

    code = "unknown_register"


class UnknownColumn(RegisterError):
    """The register does not have the column, level, hierarchy or code that was asked for."""

    code = "unknown_column"


class BadDeclaration(RegisterError):
    """A register's declaration contradicts itself or leaves something out."""

    code = "bad_declaration"


class BadRegisterData(RegisterError):
    """The data file does not agree with its declaration."""

    code = "bad_register_data"


class WrongColumns(BadRegisterData):
    """A column is undeclared, missing or given twice."""

    code = "wrong_columns"


class WrongEncoding(BadRegisterData):
    """The file is not UTF-8, so Danish letters would be misread."""

    code = "wrong_encoding"


class UnknownCode(BadRegisterData):
    """A value is not among the column's declared codes."""

    code = "unknown_code"


class BlankValue(BadRegisterData):
    """A value that must be there is empty."""

    code = "blank_value"


class EmptyRegister(BadRegisterData):
    """The file has no records; a table of zeros is never made from a missing extract."""

    code = "empty_register"


class StoreError(DataError):
    """The database refused or could not be used."""

    code = "store"


class DatabaseUnusable(StoreError):
    """The database cannot be opened, or was made by another version of the program."""

    code = "database_unusable"


class NotStored(StoreError):
    """Nothing is stored under the name that was asked for."""

    code = "not_stored"


class NotAllowed(StoreError):
    """The change contradicts what is already stored."""

    code = "not_allowed"


class LedgerUnusable(StoreError):
    """A release of the ledger, or a file of public figures, cannot be read; nothing is answered without it."""

    code = "ledger_unusable"


class LogBroken(StoreError):
    """The event log is not what was written: an event was changed, removed or put in."""

    code = "log_broken"


class FileRefused(DataError):
    """A file from outside cannot be read, so nobody can say what is in it."""

    code = "gate_refusal"


class UnknownFormat(FileRefused):
    """The file is none of the kinds that are read here."""

    code = "gate_unknown_format"

    def __init__(self, name: str, kinds: str) -> None:
        super().__init__(
            f"{name} er ikke en fil, programmet kan læse her. Det læser {kinds}; gem filen i et af disse formater."
        )


class DamagedFile(FileRefused):
    """The file is broken, so that nobody can say what a reader would find in it."""

    code = "gate_damaged_file"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} er beskadiget ({reason}). Åbn den i det program, den er lavet i, og gem den igen.")


class EncryptedFile(FileRefused):
    """The file is locked with a password."""

    code = "gate_encrypted_file"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} er låst med adgangskode eller kryptering. Fjern beskyttelsen, og prøv igen.")


class TooLargeFile(FileRefused):
    """The file, or what it unpacks to, is beyond what is read."""

    code = "gate_too_large"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} læses ikke: {reason}. Del den op, eller fjern det, der fylder.")


class NoTable(FileRefused):
    """No table was found in the file."""

    code = "no_table"

    def __init__(self, name: str, looked: str) -> None:
        super().__init__(f"Der er ingen tabel at finde i {name}: {looked}. Gem tabellen som CSV eller XLSX.")


class NoResult(FileRefused):
    """A formula was saved without its result, so nobody knows what the cell shows."""

    code = "formula_without_result"

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} er en formel, hvis resultat ikke er gemt. Åbn filen i et regneark, og gem den igen.")
