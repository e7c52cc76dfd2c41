"""Dated values: the numbers of the law, each with unit, source and the day it began to apply.

A number stands in values/*.yaml and nowhere in the code, so that a jurist can read where it
comes from, and so that an old decision is replayed with the number of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from rules.errors import ParameterError

if TYPE_CHECKING:
    from datetime import date

FILES = ("deadlines.yaml", "thresholds.yaml")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of one parameter, as it applies from `valid_from`."""

    id: str
    value: int
    unit: str
    valid_from: date
    source: str
    mark: str


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Return every dated value, in file order."""
    return tuple(value for name in FILES for value in _read(name))


def parameter(name: str, day: date) -> Parameter:
    """Return the value of `name` that applies on `day`.

    Raises
    ------
    ParameterError : the name is unknown, or no value had begun to apply on that day.
    """
    begun = [value for value in all_parameters() if value.id == name and value.valid_from <= day]
    if not begun:
        raise ParameterError(f"Værdien »{name}« gælder ikke den {day.isoformat()}; se rules/values.")
    return max(begun, key=lambda value: value.valid_from)


def _read(name: str) -> list[Parameter]:
    text = resources.files("rules").joinpath("values", name).read_text(encoding="utf-8")
    return [
        Parameter(id=entry["id"], unit=entry["unit"], **version)
        for entry in yaml.safe_load(text)
        for version in entry["versions"]
    ]
