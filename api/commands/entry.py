"""From the words of a command line to a command's module, and from its errors to one sentence and an exit status."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Protocol, cast
from unicodedata import category

from api.commands.arguments import DanishParser
from api.documents.errors import DocumentError
from api.errors import ApiError, WrongArgument
from data.errors import DataError
from disclosure.errors import DisclosureError
from rules.errors import RulesError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

DONE = 0
FOUND = 1
UNUSABLE = 2

# The work was done and its answer is no: these codes end with 1, every other known error with 2.
NOT_ISSUED = frozenset({"not_issued", "not_accepted", "nothing_safe", "not_proved", "read_back_mismatch"})
KNOWN = (ApiError, DataError, DisclosureError, DocumentError, RulesError)


class CommandModule(Protocol):
    """What a module under api/commands must offer."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: Namespace) -> int:
        """Do the command and return its exit status."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, the module that does it, and what it does, in Danish."""

    name: str
    module: str
    summary: str

    def load(self) -> CommandModule:
        """Import the command's module."""
        return cast("CommandModule", import_module(self.module))


def run(commands: Sequence[Command], words: Sequence[str]) -> int:
    """Carry out `words` and return the exit status; errors become one sentence on stderr."""
    try:
        status = _dispatch(commands, words)
        sys.stdout.flush()
    except KNOWN as error:
        return _say(error, FOUND if error.code in NOT_ISSUED else UNUSABLE)
    except AssertionError as error:
        return _say(_defect_sentence(error), UNUSABLE)
    except BrokenPipeError:
        # The reader of our output has gone; Python must not try to write to it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except OSError as error:
        return _say(_file_sentence(error), UNUSABLE)
    except KeyboardInterrupt:
        return _say("Afbrudt.", UNUSABLE)
    return status


def _dispatch(commands: Sequence[Command], words: Sequence[str]) -> int:
    if not words or words[0] in {"-h", "--help"}:
        print(_overview(commands))
        return DONE if words else UNUSABLE
    command = next((one for one in commands if one.name == words[0]), None)
    if command is None:
        names = ", ".join(one.name for one in commands)
        raise WrongArgument(f"Kommandoen »{words[0]}« findes ikke; vælg en af {names}.")
    module = command.load()
    parser = DanishParser(prog=f"main.py {command.name}", description=command.summary)
    module.add_arguments(parser)
    return module.run(parser.parse_args(list(words[1:])))


def _overview(commands: Sequence[Command]) -> str:
    lines = [f"  {one.name:<16} {one.summary}" for one in commands]
    return "\n".join(["Brug: python main.py KOMMANDO [-h] …", "", *lines])


def _say(problem: object, status: int) -> int:
    print(one_line(f"Fejl: {problem}"), file=sys.stderr)
    return status


def one_line(text: str) -> str:
    """Text with labels from a file in it, fit for one line of a terminal: no line breaks, no control characters."""
    return "".join("·" if category(sign) == "Cc" else sign for sign in text)


def _defect_sentence(error: AssertionError) -> str:
    """What was held to be certain is not so: a defect of ours. The place is told, the values are not."""
    place = extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, linje {place.lineno}: {error}"
    return f"Programmet standsede sig selv, fordi noget, der altid gælder, ikke gjaldt ({where}); meld fejlen."


def _file_sentence(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "findes ikke",
        PermissionError: "må programmet ikke læse eller skrive",
        IsADirectoryError: "er en mappe",
        NotADirectoryError: "ligger ikke i en mappe",
        FileExistsError: "findes allerede og er ikke en mappe",
    }
    reason = reasons.get(type(error), "kan ikke læses eller skrives")
    return f"»{error.filename}« {reason}; ret stien, og prøv igen."
