"""`protect`: a protected table with certificates, or nothing."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.counted_input import add_data_arguments, read_records_file, tabulator
from api.commands.entry import one_line
from api.commands.optimal import add_optimal_arguments, optimal_wanted, proved_sentence
from api.commands.progress import on_terminal
from api.commands.spec_io import read_request
from api.commands.tables_io import json_text, remove_files, write_files
from api.danish import whole
from api.errors import WrongArgument
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotProved
from disclosure.magnitude.amounts import tabulate_amounts
from disclosure.magnitude.certificate import amount_files
from disclosure.magnitude.protect import protect_amounts
from disclosure.optimal.proved import optimal_files, protect_optimally
from disclosure.protected import protect
from disclosure.reason_codes import amount_reasons, count_reasons, reasons_csv

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from disclosure.magnitude.protect import ProtectedAmounts
    from disclosure.protected import ProtectedTable
    from disclosure.request import TableRequest

MEASURED = "measured.json"
# Why each cell is unsafe or protects another: for the analyst, so no part of the proof, which goes into case files.
REASONS = "reasons.csv"
# What an earlier run may have left. SPEC.json is not among them: it may be the one that was handed in.
MADE = ("protected.csv", "certificate.json", "alternatives.txt", "report.json", REASONS, MEASURED)
MOST_REASONS = 20
NOT_ISSUED = 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files."""
    add_data_arguments(parser)
    parser.add_argument("--out", metavar="MAPPE", type=Path, required=True, help="mappen, der skrives i")
    add_optimal_arguments(parser)


def run(arguments: Namespace) -> int:
    """Protect, have every clause checked, and only then write.

    Raises
    ------
    UnusableInput, InputError : the specification or the data cannot be used; nothing is written.
    NotProved : the checker did not accept the certificates; nothing is written.
    """
    begun = time.perf_counter()
    request = read_request(arguments.spec)
    try:
        made = _counts(request, arguments) if request.policy.sums is None else _amounts(request, arguments)
    except NothingSafe as error:
        remove_files(arguments.out, MADE)
        return _say_nothing_safe(error)
    files = files_as_bytes(made.proof)
    failures = check_files(files)
    if failures:
        remove_files(arguments.out, MADE)
        raise NotProved(f"Beviset holder ikke, og tabellen er ikke skrevet: {failures[0]}")
    write_files(arguments.out, files | {REASONS: made.reasons.encode(), MEASURED: _measured(begun)})
    print(_summary(made.protected, arguments.out))
    return 0


@dataclass(frozen=True, slots=True)
class _Made:
    """A protected table of counts or of amounts, the texts of its proof by file name, and the reasons as CSV."""

    protected: ProtectedTable | ProtectedAmounts
    proof: dict[str, str]
    reasons: str


def _counts(request: TableRequest, arguments: Namespace) -> _Made:
    table = tabulator(arguments)(request)
    wanted = optimal_wanted(arguments)
    if wanted is None:
        protected = protect(table, on_terminal("skridt"))
        proof = certificate_files(protected)
    else:
        proved = protect_optimally(table, wanted.gap, wanted.work)
        protected, proof = proved.protected, optimal_files(proved)
        print(proved_sentence(proved.found))
    return _Made(protected, proof, reasons_csv(protected.table, count_reasons(protected)))


def _amounts(request: TableRequest, arguments: Namespace) -> _Made:
    if optimal_wanted(arguments) is not None:
        raise WrongArgument("«--optimal» gælder tabeller over antal; for beløb («policy.sums») er det ikke bygget.")
    if arguments.cells is not None:
        raise WrongArgument("«policy.sums» kræver bidragyderne bag hver celle; giv poster (--records), ikke --cells.")
    protected = protect_amounts(tabulate_amounts(request, read_records_file(arguments)))
    return _Made(protected, amount_files(protected), reasons_csv(protected.table, amount_reasons(protected)))


def _measured(begun: float) -> bytes:
    """What it took; kept apart from what is hashed, because it differs from run to run."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    measured = {"seconds": round(time.perf_counter() - begun, 3), "peak_mb": round(kilobytes / 1024, 1)}
    return json_text(measured).encode()


def _summary(protected: ProtectedTable | ProtectedAmounts, out: Path) -> str:
    return (
        f"{whole(protected.n_cells)} celler, {whole(protected.n_primary)} usikre, {whole(protected.n_suppressed)} "
        f"undertrykt i alt; beviset er efterprøvet. Skrevet i {out}."
    )


def _say_nothing_safe(error: NothingSafe) -> int:
    print(one_line(f"Fejl: {error}"), file=sys.stderr)
    for reason in error.reasons[:MOST_REASONS]:
        print(one_line(f"  {reason}"), file=sys.stderr)
    if len(error.reasons) > MOST_REASONS:
        print(f"  … og {len(error.reasons) - MOST_REASONS} til.", file=sys.stderr)
    return NOT_ISSUED
