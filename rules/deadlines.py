"""The dates of §§ 36, 37 and 39 in arbejdsdage, with the counting shown day by day.

The day of receipt is day 0; day 1 is the first arbejdsdag after it. Nothing suspends the clock.
1 May, 5 June, 24 and 31 December are counted, because no source says that they are not
arbejdsdage here: the earlier date binds. The later one is given as `lenient`, for information.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import holidays

from rules.errors import DateOutOfRangeError, DatesOutOfOrderError
from rules.parameters import parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_DAY = timedelta(days=1)
FIRST_DAY = date(2014, 1, 1)  # the act entered into force
LAST_DAY = date(2098, 12, 31)  # the calendar of helligdage is read one year further
WEEKEND = {5: "lørdag", 6: "søndag"}


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One calendar day in the count.

    Attributes
    ----------
    day : 0 on the day of receipt, the number of the arbejdsdag, or None on a day that does not count.
    skipped : why the day does not count, by its Danish name; None where it counts.
    """

    date: date
    day: int | None
    skipped: str | None

    def to_json(self) -> dict[str, object]:
        """Return the row as `deadline/1` prints it."""
        return {"date": self.date.isoformat(), "day": self.day, "skipped": self.skipped}


@dataclass(frozen=True, slots=True)
class AnswerDates:
    """The four dates of § 36, stk. 2, and its travaux."""

    day_2: date
    day_7: date
    day_14: date
    day_40: date

    def to_json(self) -> dict[str, str]:
        """Return the dates as ISO text."""
        return {name: getattr(self, name).isoformat() for name in ("day_2", "day_7", "day_14", "day_40")}


@dataclass(frozen=True, slots=True)
class StepDate:
    """A later step: the forwarding of a complaint (§ 37, stk. 2), or the appeal body's decision (§ 37, stk. 3)."""

    received: date
    days: int
    due: date
    lenient: date
    counting: tuple[CountedDay, ...]

    def to_json(self) -> dict[str, object]:
        """Return the step; `day_7` or `day_20` names the date after its length."""
        return {
            "received": self.received.isoformat(),
            f"day_{self.days}": self.due.isoformat(),
            "lenient": {f"day_{self.days}": self.lenient.isoformat()},
            "counting": [row.to_json() for row in self.counting],
        }


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All dates of one request.

    Attributes
    ----------
    strict : the binding dates; also as `day_2`, `day_7`, `day_14`, `day_40`.
    lenient : the same without 1 May, 5 June, 24 and 31 December; for information only.
    complaint_from : the day after day 14, from which the time taken can be complained of (§ 39).
    counting : every calendar day from the receipt to day 40.
    """

    received: date
    strict: AnswerDates
    lenient: AnswerDates
    complaint_from: date
    counting: tuple[CountedDay, ...]
    complaint: StepDate | None = None
    appeal: StepDate | None = None

    @property
    def day_2(self) -> date:
        """The date for simple requests."""
        return self.strict.day_2

    @property
    def day_7(self) -> date:
        """The date of the main rule."""
        return self.strict.day_7

    @property
    def day_14(self) -> date:
        """The date where closer review is needed."""
        return self.strict.day_14

    @property
    def day_40(self) -> date:
        """The date for particularly extensive requests."""
        return self.strict.day_40

    def to_json(self) -> dict[str, object]:
        """Return the value in the format `deadline/1`."""
        steps = {"complaint": self.complaint, "appeal": self.appeal}
        return {
            "format": "deadline/1",
            "received": self.received.isoformat(),
            **self.strict.to_json(),
            "lenient": self.lenient.to_json(),
            "complaint_from": self.complaint_from.isoformat(),
            "counting": [row.to_json() for row in self.counting],
            **{name: step.to_json() for name, step in steps.items() if step is not None},
        }


def deadlines(received: date, complaint: date | None = None, appeal: date | None = None) -> Deadlines:
    """Return the dates that follow from `received`, and from a complaint and an appeal where there are any.

    Parameters
    ----------
    received : the first day any part of the authority had the request.
    complaint : the day the authority received a complaint.
    appeal : the day the appeal body received it.

    Raises
    ------
    DateOutOfRangeError : before the act, or after the calendar of helligdage.
    DatesOutOfOrderError : a complaint before the request, or an appeal before the complaint.
    """
    _check_order(received, complaint, appeal)
    strict = _answer_dates(received, lenient=False)
    return Deadlines(
        received=received,
        strict=strict,
        lenient=_answer_dates(received, lenient=True),
        complaint_from=_due(received, "klage_over_sagsbehandlingstid", lenient=False) + ONE_DAY,
        counting=_count_to(received, strict.day_40),
        complaint=None if complaint is None else _step(complaint, "videresendelse_af_klage"),
        appeal=None if appeal is None else _step(appeal, "klageinstans"),
    )


def arbejdsdag_after(day: date, number: int, *, lenient: bool = False) -> date:
    """Return arbejdsdag `number` after `day`; number 0 is the day itself."""
    counted = (row for row in _count(day, lenient=lenient) if row.day == number)
    return next(counted).date


def arbejdsdage_between(received: date, decided: date) -> int:
    """Return how many arbejdsdage after `received` the day `decided` is; 0 on the day itself."""
    _check_order(received, decided, None)
    return max(row.day for row in _count_to(received, decided) if row.day is not None)


def not_an_arbejdsdag(day: date, *, lenient: bool = False) -> str | None:
    """Return the Danish name of what keeps `day` from being an arbejdsdag, or None."""
    names = _holidays("public") if not lenient else _holidays("public") | _holidays("optional")
    return names.get(day) or WEEKEND.get(day.weekday())


def _check_order(received: date, complaint: date | None, appeal: date | None) -> None:
    given = [day for day in (received, complaint, appeal) if day is not None]
    for day in given:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise DateOutOfRangeError(
                f"Datoen {day.isoformat()} ligger uden for {FIRST_DAY.isoformat()} til {LAST_DAY.isoformat()}; "
                "loven eller kalenderen dækker den ikke."
            )
    if given != sorted(given):
        raise DatesOutOfOrderError("Datoerne skal komme i rækkefølge: anmodning, klage, klageinstansens modtagelse.")


def _answer_dates(received: date, *, lenient: bool) -> AnswerDates:
    return AnswerDates(
        day_2=_due(received, "svar_simpel", lenient=lenient),
        day_7=_due(received, "svar_hovedregel", lenient=lenient),
        day_14=_due(received, "svar_naermere_gennemgang", lenient=lenient),
        day_40=_due(received, "svar_saerligt_omfattende", lenient=lenient),
    )


def _due(received: date, length: str, *, lenient: bool) -> date:
    return arbejdsdag_after(received, parameter(length, received).value, lenient=lenient)


def _step(received: date, length: str) -> StepDate:
    days = parameter(length, received).value
    due = arbejdsdag_after(received, days)
    lenient = arbejdsdag_after(received, days, lenient=True)
    return StepDate(received, days, due, lenient, _count_to(received, due))


def _count_to(received: date, last: date) -> tuple[CountedDay, ...]:
    days = _count(received, lenient=False)
    return tuple(next(days) for _ in range((last - received).days + 1))


def _count(received: date, *, lenient: bool) -> Iterator[CountedDay]:
    """Yield the calendar days from the receipt on; an arbejdsdag carries its number."""
    yield CountedDay(received, 0, None)
    day, number = received, 0
    while True:
        day += ONE_DAY
        skipped = not_an_arbejdsdag(day, lenient=lenient)
        number += skipped is None
        yield CountedDay(day, number if skipped is None else None, skipped)


@cache
def _holidays(category: str) -> dict[date, str]:
    # "optional" holds 1 May, 5 June, 24 and 31 December. Both are named: the default of the package may change.
    last = LAST_DAY.year + 2
    calendar = holidays.country_holidays(
        "DK", years=range(FIRST_DAY.year, last), language="da", categories=(category,), expand=False
    )
    return {day: name[0].lower() + name[1:] for day, name in calendar.items()}
