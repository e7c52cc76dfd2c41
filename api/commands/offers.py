"""`offers`: the most open safe tables that can be given instead of a request, or in its own form."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.arguments import whole_number
from api.commands.counted_input import add_data_arguments, tabulator
from api.commands.entry import one_line
from api.commands.progress import on_terminal
from api.commands.spec_io import read_request
from api.commands.tables_io import json_text, remove_files, write_files
from api.offer_words import ending_sentence, evidence, offer_lines, offers_json, reach_sentence
from disclosure.certificate import files_as_bytes
from disclosure.variants.search import BUDGET, Ending, search

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from disclosure.variants.search import Found

ALONE = (
    "Tilbuddene gælder tabellen alene: hvad der er givet før eller er offentligt om de samme, er ikke regnet med, ud "
    "over det, der står i «known». Skal et af dem gives, så bed om tabellen gennem tjenesten; den søger ved siden af "
    "alt, der er givet."
)
"""A specification names no register, so there is no ledger to look into."""
FOLDERS = ("offer-1", "offer-2", "offer-3")
MADE = ("SPEC.json", "protected.csv", "rounded.csv", "certificate.json", "alternatives.txt", "report.json")
SUMMARY, MEASURED = "offers.json", "measured.json"
NOT_FOUND = 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files and the budget."""
    add_data_arguments(parser)
    parser.add_argument("--out", metavar="MAPPE", type=Path, help="mappen, som tilbuddene med beviser skrives i")
    parser.add_argument(
        "--budget", type=whole_number, default=BUDGET, help=f"hvor mange celler der højst beskyttes ({BUDGET})"
    )
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Search, print the offers, and write each with its proof; the status is 1 when nothing safe was found.

    What was given before is not looked into, and that is said: a specification stands for itself, and a case is
    answered through workflow.py, which searches beside everything in the ledger.

    Raises
    ------
    UnusableInput, InputError : the specification or the data cannot be used; nothing is written.
    NotProved : the checker did not accept a certificate; nothing is written.
    """
    begun = time.perf_counter()
    request = read_request(arguments.spec)
    found = search(request, tabulator(arguments), budget=arguments.budget, progress=on_terminal("varianter"))
    seconds = time.perf_counter() - begun
    if arguments.out is not None:
        _write(arguments.out, found, seconds)
    print(json_text(_json(found)).rstrip() if arguments.json else "\n".join(_lines(found, seconds)))
    return NOT_FOUND if found.ending is Ending.NOTHING_SAFE else 0


def _lines(found: Found, seconds: float) -> Iterator[str]:
    yield one_line(ending_sentence(found))
    yield one_line(reach_sentence(found))
    yield from (one_line(line) for line in (*found.refused, *offer_lines(found)))
    if found.offers:
        yield ALONE
        yield evidence(seconds)


def _json(found: Found) -> dict[str, object]:
    return offers_json(found) | {"alone": ALONE}


def _write(out: Path, found: Found, seconds: float) -> None:
    """Write a folder per offer; what an earlier run left in it is removed first."""
    for name in FOLDERS:
        remove_files(out / name, MADE)
    for name, offer in zip(FOLDERS, found.offers, strict=False):
        write_files(out / name, files_as_bytes(offer.files))
    measured = {"seconds": round(seconds, 3), "minutes": round(seconds / 60, 2)}
    write_files(out, {SUMMARY: json_text(_json(found)).encode(), MEASURED: json_text(measured).encode()})
