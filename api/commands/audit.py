"""`audit`: what can be worked out about each suppressed cell, from the published ones alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from api.commands.arguments import existing_file, whole_number
from api.commands.spec_io import read_request
from api.commands.tables_io import json_text, read_table
from api.errors import WrongArgument
from disclosure.audit import audit
from disclosure.published import Mark

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from disclosure.audit import AuditedCell, AuditReport
    from disclosure.request import Sums

SAFE, FOUND = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files, and what the mark means."""
    parser.add_argument("--spec", metavar="SPEC.json", type=existing_file, required=True, help="hvad der er beskyttet")
    parser.add_argument("published", metavar="OFFENTLIGGJORT.csv", type=existing_file, help="tabellen, som den er vist")
    parser.add_argument("--low", type=whole_number, default=0, help="det mindste, et skjult tal kan være (0)")
    parser.add_argument("--high", type=whole_number, help="det største, et skjult tal kan være (ingen grænse)")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Attack the table; the status is 1 when something can be worked out, or when that could not be settled.

    Raises
    ------
    UnusableInput, InputError : the specification or the table cannot be used.
    WrongArgument : --low is above --high.
    """
    if arguments.high is not None and arguments.low > arguments.high:
        raise WrongArgument(f"--low er {arguments.low} og --high er {arguments.high}; --low må ikke være størst.")
    request = read_request(arguments.spec)
    columns = read_table(arguments.published).by_column()
    report = audit(request, columns, Mark(arguments.low, arguments.high))
    print(json_text(report.to_json()).rstrip() if arguments.json else "\n".join(_lines(report, request.policy.sums)))
    if report.unproved:
        print(f"{report.unproved} celler er ikke gjort færdige; deres interval kan være for bredt.", file=sys.stderr)
    return FOUND if report.found_something or report.unproved else SAFE


def _lines(report: AuditReport, sums: Sums | None) -> Iterator[str]:
    narrow = "er ikke frie mellem 1 og tærsklen" if sums is None else f"kan anslås inden for {sums.p} procent"
    yield f"{len(report.cells)} undertrykte celler: {report.exact} kan regnes ud nøjagtigt, {report.narrow} {narrow}."
    yield from (line for cell in report.cells if cell.narrow or cell.interval.exact for line in _cell_lines(cell))


def _cell_lines(cell: AuditedCell) -> Iterator[str]:
    low, high = cell.interval.low, cell.interval.high
    shown = str(low) if low == high else f"{low} til {'ubegrænset' if high is None else high}"
    yield f"  {' × '.join(cell.labels)}: {shown}"
    if cell.derivation:
        yield f"    {cell.derivation}"
