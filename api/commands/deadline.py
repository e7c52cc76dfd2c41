"""`deadline DATE`: the dates of §§ 36, 37 and 39, with the counting shown day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.arguments import iso_date
from api.commands.tables_io import json_text
from api.danish import long_date, weekday_date
from rules.deadlines import deadlines

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from rules.deadlines import CountedDay, Deadlines, StepDate

MEANINGS = {
    "day_2": "enkle anmodninger: 1-2 arbejdsdage",
    "day_7": "hovedreglen, § 36, stk. 2: 7 arbejdsdage",
    "day_14": "nærmere gennemgang: 14 arbejdsdage",
    "day_40": "særligt omfattende: 40 arbejdsdage",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the dates."""
    parser.add_argument("received", metavar="DATO", type=iso_date, help="dagen anmodningen blev modtaget")
    parser.add_argument("--complaint", metavar="DATO", type=iso_date, help="dagen myndigheden modtog en klage")
    parser.add_argument("--appeal", metavar="DATO", type=iso_date, help="dagen klageinstansen modtog klagen")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON (deadline/1)")


def run(arguments: Namespace) -> int:
    """Print the dates."""
    found = deadlines(arguments.received, arguments.complaint, arguments.appeal)
    print(
        json_text(found.to_json()) if arguments.json else "\n".join(_lines(found)), end="" if arguments.json else "\n"
    )
    return 0


def _lines(found: Deadlines) -> Iterator[str]:
    yield f"Modtaget {weekday_date(found.received)} (dag 0)"
    strict, lenient = found.strict.to_json(), found.lenient.to_json()
    for name, meaning in MEANINGS.items():
        later = "" if strict[name] == lenient[name] else f" (lempelig optælling: {lenient[name]})"
        yield f"  {strict[name]}  {meaning}{later}"
    yield f"  {found.complaint_from.isoformat()}  første dag, sagsbehandlingstiden kan påklages, § 39, stk. 1"
    yield from _step_lines("Klage modtaget hos myndigheden, § 37, stk. 2", found.complaint)
    yield from _step_lines("Klage modtaget i klageinstansen, § 37, stk. 3", found.appeal)
    yield "Sådan er der talt:"
    yield from (_counted_line(row) for row in found.counting)


def _step_lines(meaning: str, step: StepDate | None) -> Iterator[str]:
    if step is not None:
        yield f"  {step.due.isoformat()}  {meaning} den {long_date(step.received)}: {step.days} arbejdsdage"


def _counted_line(row: CountedDay) -> str:
    reason = f"tæller ikke: {row.skipped}" if row.day is None else f"dag {row.day}"
    return f"  {weekday_date(row.date)}: {reason}"
