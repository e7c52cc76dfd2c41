"""The assumptions behind the demo register, as values; the text itself is sikkerhedskonsulenter.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

USUAL_WEIGHT = 4
Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Year:
    """How many enquiries a year has, and the municipalities known to have at least one of them."""

    name: str
    records: int
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A type of enquiry: its share of all, and how age and sex are distributed in it."""

    name: str
    share: int
    ages: Weights
    sexes: Weights


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: how often it occurs, whom it can concern, and what it goes together with.

    Attributes
    ----------
    counts : enquiries with the reason, per year.
    ages, sexes : the codes it can occur with; empty means every code.
    profiles : weight per type of enquiry, `USUAL_WEIGHT` where none is given.
    together : how many times likelier it is beside another reason.
    """

    code: str
    counts: Weights
    ages: tuple[str, ...]
    sexes: tuple[str, ...]
    profiles: Weights
    together: Weights


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything the generator is given; `municipalities` holds weight per code."""

    seed: int
    municipalities: Weights
    years: tuple[Year, ...]
    profiles: tuple[Profile, ...]
    reasons: tuple[Reason, ...]


def read_assumptions(path: Path) -> Assumptions:
    """Read the file; a field that is missing or not known stops the generation."""
    text: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Assumptions(
        seed=text["seed"],
        municipalities={code: people * nearness for code, (people, nearness) in text["weights"].items()},
        years=tuple(Year(name, year["records"], tuple(year["named"])) for name, year in text["years"].items()),
        profiles=tuple(Profile(**profile) for profile in text["profiles"]),
        reasons=tuple(_reason(**reason) for reason in text["reasons"]),
    )


def _reason(code: str, counts: Weights, **rest: Any) -> Reason:  # noqa: ANN401 - optional fields of the YAML entry
    unknown = set(rest) - {"ages", "sexes", "profiles", "with"}
    if unknown:
        raise KeyError(f"{code}: {', '.join(sorted(unknown))}")
    return Reason(
        code,
        counts,
        tuple(rest.get("ages", ())),
        tuple(rest.get("sexes", ())),
        rest.get("profiles", {}),
        rest.get("with", {}),
    )
