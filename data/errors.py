"""The errors of what is kept: registers and the database.

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
└── StoreError              the database
    ├── DatabaseUnusable    it cannot be opened, or was made by another version of the program
    ├── NotStored           no case, part, decision or document has that name
    ├── NotAllowed          the change contradicts what is already stored
    └── LogBroken           the event log is not what was written

A message never repeats a value read from a record: what stands in the wrong place may be a person's data.
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


class LogBroken(StoreError):
    """The event log is not what was written: an event was changed, removed or put in."""

    code = "log_broken"
