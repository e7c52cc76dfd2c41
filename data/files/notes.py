"""Where the readers of files note what they meet: the release gate collects it, others refuse the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from data.errors import TooLargeFile


class Notes(Protocol):
    """Takes what is met in a file."""

    def add(self, code: str, part: str, place: str = "") -> None:
        """Note something of kind `code` in `part`, at `place` within it."""

    def read(self, text: str, part: str, place: str = "") -> None:
        """Look through a text."""


@dataclass(frozen=True, slots=True)
class Refusing:
    """For readers that want the file as it is shown: packing beyond the limits refuses it, the rest does not matter."""

    name: str

    def add(self, code: str, part: str, place: str = "") -> None:
        """Refuse a file that unpacks too far.

        Raises
        ------
        TooLargeFile
        """
        if code == "zip_bomb":
            raise TooLargeFile(self.name, f"indholdet pakker ud til for meget ({place or part or 'hele filen'})")

    def read(self, text: str, part: str, place: str = "") -> None:
        """Pass over a text: what is shown is looked at where it is shown."""
