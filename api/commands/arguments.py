"""Reading a command line in Danish: argparse with its help and its complaints translated."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from api.errors import WrongArgument

if TYPE_CHECKING:
    from argparse import _MutuallyExclusiveGroup
    from collections.abc import Iterable

COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"Der mangler \1"),
    (r"one of the arguments (.*) is required", r"Der mangler en af \1"),
    (r"unrecognized arguments: (.*)", r"»\1« kendes ikke"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 kan ikke bruges sammen med \2"),
    (r"argument (.*): expected one argument", r"\1 skal følges af en værdi"),
    (r"argument (.*): expected at least one argument", r"\1 skal følges af mindst én værdi"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 tager ingen værdi, men fik \2"),
    (r"argument (.*): invalid int value: (.*)", r"\1 skal være et helt tal, ikke \2"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 kan ikke være \2; vælg mellem \3"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 kan betyde både \2"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class DanishFormatter(HelpFormatter):
    """The help text, opened by a Danish word."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[object],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Write the line of usage."""
        super().add_usage(usage, actions, groups, "Brug: " if prefix is None else prefix)  # type: ignore[arg-type]


class DanishParser(ArgumentParser):
    """An argument parser that explains itself, and complains, in Danish."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=DanishFormatter, add_help=False, allow_abbrev=False
        )
        self._positionals.title = "skal angives"
        self._optionals.title = "kan angives"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def error(self, message: str) -> NoReturn:
        """Raise `WrongArgument` with argparse's complaint in Danish."""
        raise WrongArgument(f"{_in_danish(message)}. Se `python {self.prog} --help`.")


def _in_danish(message: str) -> str:
    for pattern, danish in COMPLAINTS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, danish, message, count=1, flags=re.DOTALL)
    return message


def iso_date(text: str) -> date:
    """Read a date as 2025-01-29.

    Raises
    ------
    ArgumentTypeError : the text is no date in the calendar; argparse adds which argument it was.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"»{text}« er ikke en dato; skriv år-måned-dag, for eksempel 2025-01-29")


def existing_file(text: str) -> Path:
    """Return the path of a file that is there; a pipe will do.

    Raises
    ------
    ArgumentTypeError : there is no such file, or it is a folder.
    """
    path = Path(text)
    if not path.exists():
        raise ArgumentTypeError(f"filen »{text}« findes ikke")
    if path.is_dir():
        raise ArgumentTypeError(f"»{text}« er en mappe, ikke en fil")
    return path


def whole_number(text: str) -> int:
    """Read a whole number, 0 or more.

    Raises
    ------
    ArgumentTypeError : anything else.
    """
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"»{text}« er ikke et helt tal på 0 eller derover")
    return int(text)
