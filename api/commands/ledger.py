"""`ledger`: what has been given of a register, and what is public beside it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from api.asked_again import asked_again
from api.commands.tables_io import read_text, write_files
from api.dependencies import COPENHAGEN, CaseStore
from api.errors import WrongArgument
from api.history import called
from api.settings import load_settings
from data.ledger_file import check_ledger
from data.public_figures import public_releases
from data.registers import open_register
from data.session import open_database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

DONE, FOUND = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the act and what it is about."""
    parser.add_argument("act", metavar="HANDLING", choices=sorted(ACTS), help="list, export, check, public eller again")
    parser.add_argument("about", metavar="HVAD", help="et register (list, again) eller en fil (export, check, public)")
    parser.add_argument("--number", metavar="NR", type=int, help="again: tabellens nummer i listen")
    parser.add_argument("--period", metavar="KODE", action="append", default=[], help="again: den nye periodes kode")


def run(arguments: Namespace) -> int:
    """Do the act; status 1 where a checked file does not hold."""
    return ACTS[arguments.act](arguments)


def _store() -> CaseStore:
    return CaseStore(open_database(load_settings(os.environ).database), lambda: datetime.now(COPENHAGEN))


def _list(arguments: Namespace) -> int:
    for number, release in enumerate(_store().history(arguments.about), start=1):
        hidden = sum(count is None for count in release.cells.values())
        other = "" if release.same_population else " (en anden opgørelse)"
        other += f" (afrundet til multipla af {release.rounded_to})" if release.rounded_to else ""
        what = f"{len(release.cells)} celler, {hidden} ikke vist"
        if release.names:
            what = f"{len(release.names)} navne, og {len(release.cells)} koder, der ikke forekommer"
        print(f"{number:>4}  {called(release)}: {what}{other}; {release.place}")
    return DONE


def _export(arguments: Namespace) -> int:
    target = Path(arguments.about)
    with _store().writing_with_ledger() as (_, ledger):
        write_files(target.parent, {target.name: ledger.exported().encode()})
    print(f"Skrevet: {target}")
    return DONE


def _check(arguments: Namespace) -> int:
    problems = check_ledger(read_text(Path(arguments.about)))
    print("\n".join(problems) if problems else "Kæden holder, og hver tabel er den, som loggen fortæller om.")
    return FOUND if problems else DONE


def _public(arguments: Namespace) -> int:
    releases = public_releases(Path(arguments.about))
    with _store().writing_with_ledger() as (_, ledger):
        for release in releases:
            ledger.add(release)
    print(f"{len(releases)} offentlige tabeller er ført ind.")
    return DONE


def _again(arguments: Namespace) -> int:
    history = _store().history(arguments.about)
    if arguments.number is None or not 1 <= arguments.number <= len(history) or not arguments.period:
        raise WrongArgument("Angiv --number fra listen og mindst én --period; se `python main.py ledger --help`.")
    release = history[arguments.number - 1]
    found = asked_again(release, arguments.period, open_register(arguments.about), history)
    print(f"»{release.title}« igen for {' og '.join(arguments.period)} (sidst {found.last}, {called(release)}):")
    for labels, count in found.cells.items():
        before = f" (sidst {_mark(release.cells[labels])})" if labels in release.cells else " (ikke med sidst)"
        print(f"  {' / '.join(labels)}: {_mark(count)}{before}")
    for sentence in (*(found.definitions or ("Definitionerne er de samme.",)), *found.outcome):
        print(sentence)
    return DONE


def _mark(count: int | None) -> str:
    return "[c]" if count is None else str(count)


ACTS: dict[str, Callable[[Namespace], int]] = {
    "list": _list,
    "export": _export,
    "check": _check,
    "public": _public,
    "again": _again,
}
