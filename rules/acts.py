"""The acts: how each is cited, and which version line an annex prints on a given day.

An act is a folder of this package with text/act.yaml in it. A new act is a new folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from rules.errors import NoVersionInForceError, UnknownProvisionError

if TYPE_CHECKING:
    from datetime import date
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class ActVersion:
    """The line that names the act and its amendments, from `valid_from` on."""

    valid_from: date
    line: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    Attributes
    ----------
    prefix : as citations name it: "ofl", "fvl", "BEK 1586".
    name, genitive : "offentlighedsloven", "offentlighedslovens".
    unit : "§" or "art.".
    """

    prefix: str
    name: str
    genitive: str
    unit: str
    source: str | None
    folder: str
    versions: tuple[ActVersion, ...]

    def version_line(self, day: date) -> str:
        """Return the line that names the act as it was in force on `day`."""
        begun = [version for version in self.versions if version.valid_from <= day]
        if not begun:
            raise NoVersionInForceError(f"Ingen udgave af {self.name} er i kraft den {day.isoformat()}.")
        return max(begun, key=lambda version: version.valid_from).line


@cache
def all_acts() -> tuple[Act, ...]:
    """Return every act that has a folder, by prefix."""
    folders = sorted(resources.files("rules").iterdir(), key=lambda entry: entry.name)
    return tuple(_read(folder) for folder in folders if folder.joinpath("text", "act.yaml").is_file())


def act_of(prefix: str) -> Act:
    """Return the act that citations name `prefix`.

    Raises
    ------
    UnknownProvisionError : no folder holds such an act.
    """
    for act in all_acts():
        if act.prefix == prefix:
            return act
    raise UnknownProvisionError(f"Loven »{prefix}« er ikke indlagt.")


def text_folder(act: Act) -> Traversable:
    """Return the folder that holds the act's provisions."""
    return resources.files("rules").joinpath(act.folder, "text")


def _read(folder: Traversable) -> Act:
    content = yaml.safe_load(folder.joinpath("text", "act.yaml").read_text(encoding="utf-8"))
    versions = tuple(ActVersion(**version) for version in content.pop("versions"))
    return Act(folder=folder.name, versions=versions, **content)
