"""The demo register: invented enquiries that agree exactly with the published totals of 2024.

    python -m data.synthetic.sikkerhedskonsulenter

writes `data/registers/sikkerhedskonsulenter.csv`. Only whole-number weights and `Random.random` are used, so the
same seed gives the same bytes on every machine. Municipality is drawn independently of age, sex and reasons.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from data.register import Register
from data.registers import open_register
from data.synthetic.assumptions import USUAL_WEIGHT, Assumptions, Profile, Reason, Weights, Year, read_assumptions

ASSUMPTIONS = Path(__file__).parent / "sikkerhedskonsulenter.yaml"


@dataclass(slots=True)
class Enquiry:
    """One invented enquiry; `reasons` is filled one reason at a time."""

    year: str
    municipality: str
    profile: str
    age: str
    sex: str
    reasons: list[str] = field(default_factory=list)


def synthetic_csv(assumptions: Assumptions, register: Register) -> bytes:
    """Return the data file of the demo register, records sorted by their codes."""
    random = Random(assumptions.seed)  # noqa: S311 - a seeded sequence is the point; nothing secret depends on it
    enquiries = [enquiry for year in assumptions.years for enquiry in _enquiries(year, assumptions, random)]
    return _written(register, enquiries)


def _enquiries(year: Year, assumptions: Assumptions, random: Random) -> list[Enquiry]:
    homes = _homes(year, assumptions.municipalities, random)
    enquiries = [_person(year, home, assumptions.profiles, random) for home in homes]
    for reason in assumptions.reasons:
        _give(reason, enquiries, random)
    _leave_nobody_without(enquiries, assumptions.reasons)
    return enquiries


def _homes(year: Year, weights: Weights, random: Random) -> list[str]:
    """One enquiry for each named municipality, the rest drawn by weight.

    Where some are named, those that are not (the other two of the region) have none.
    """
    region = {code: weight for code, weight in weights.items() if not year.named or code in _possible(year, weights)}
    drawn = [_draw(region, random) for _ in range(year.records - len(year.named))]
    return [*year.named, *drawn]


def _possible(year: Year, weights: Weights) -> set[str]:
    """The named municipalities and the one code for everybody outside the region, which comes last."""
    return {*year.named, list(weights)[-1]}


def _person(year: Year, home: str, profiles: Sequence[Profile], random: Random) -> Enquiry:
    name = _draw({profile.name: profile.share for profile in profiles}, random)
    profile = next(profile for profile in profiles if profile.name == name)
    return Enquiry(year.name, home, name, _draw(profile.ages, random), _draw(profile.sexes, random))


def _draw(weights: Weights, random: Random) -> str:
    """One key, with a chance in proportion to its weight."""
    ticket = int(random.random() * sum(weights.values()))
    for key, weight in weights.items():
        if ticket < weight:
            return key
        ticket -= weight
    raise AssertionError("the ticket is below the sum of the weights")


def _give(reason: Reason, enquiries: Sequence[Enquiry], random: Random) -> None:
    """Give the reason to exactly as many enquiries as the year has of it."""
    weights = {str(place): _weight(reason, enquiry) for place, enquiry in enumerate(enquiries)}
    for _ in range(reason.counts[enquiries[0].year]):
        place = _draw(weights, random)
        enquiries[int(place)].reasons.append(reason.code)
        weights[place] = 0


def _weight(reason: Reason, enquiry: Enquiry) -> int:
    """How likely the enquiry is to have the reason; 0 when it cannot."""
    if not _can_have(reason, enquiry):
        return 0
    weight = reason.profiles.get(enquiry.profile, USUAL_WEIGHT)
    for other in enquiry.reasons:
        weight *= reason.together.get(other, 1)
    return weight


def _can_have(reason: Reason, enquiry: Enquiry) -> bool:
    return (not reason.ages or enquiry.age in reason.ages) and (not reason.sexes or enquiry.sex in reason.sexes)


def _leave_nobody_without(enquiries: Sequence[Enquiry], reasons: Sequence[Reason]) -> None:
    """Move the commonest reason to each enquiry without one, from the enquiry with the most; totals stay."""
    by_frequency = sorted(reasons, key=lambda reason: -reason.counts[enquiries[0].year])
    for empty in (enquiry for enquiry in enquiries if not enquiry.reasons):
        reason = _first_possible(by_frequency, empty)
        giver = max((e for e in enquiries if reason.code in e.reasons), key=lambda e: len(e.reasons))
        giver.reasons.remove(reason.code)
        empty.reasons.append(reason.code)


def _first_possible(reasons: Sequence[Reason], enquiry: Enquiry) -> Reason:
    return next(reason for reason in reasons if _can_have(reason, enquiry))


def _written(register: Register, enquiries: Sequence[Enquiry]) -> bytes:
    codes = {column.name: column.codes for column in register.columns}
    rows = sorted(
        (
            tuple(
                tuple(sorted(codes[name].index(code) for code in answer))
                for name, answer in zip(codes, _answers(enquiry), strict=True)
            )
            for enquiry in enquiries
        ),
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(codes)
    for row in rows:
        writer.writerow(
            "|".join(codes[name][place] for place in answer) for name, answer in zip(codes, row, strict=True)
        )
    return text.getvalue().encode("utf-8")


def _answers(enquiry: Enquiry) -> tuple[tuple[str, ...], ...]:
    """The codes of the enquiry in the order of the register's columns."""
    return ((enquiry.year,), (enquiry.municipality,), (enquiry.sex,), (enquiry.age,), tuple(enquiry.reasons))


def main() -> None:
    """Write the data file of the demo register."""
    register = open_register("sikkerhedskonsulenter")
    register.file.write_bytes(synthetic_csv(read_assumptions(ASSUMPTIONS), register))


if __name__ == "__main__":
    main()
