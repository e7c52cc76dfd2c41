"""`verify DIR_OR_ZIP`: the stand-alone check of certificates, or of a case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.errors import FileUnreadable
from disclosure.checker import examine, told

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HOLDS, FAILS = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what is verified."""
    parser.add_argument("path", metavar="MAPPE_ELLER_ZIP", help="mappen fra protect, eller en sagsfil")


def run(arguments: Namespace) -> int:
    """Print what does not hold, or how much was proved.

    Raises
    ------
    FileUnreadable : there is nothing to verify, or it cannot be read; that is never "holds".
    """
    verdict = examine(arguments.path)
    if verdict.unreadable:
        raise FileUnreadable(verdict.failures[0])
    if verdict.failures:
        print("\n".join([*verdict.failures, "Beviset holder IKKE."]))
        return FAILS
    print("\n".join(told(verdict)))
    return HOLDS
