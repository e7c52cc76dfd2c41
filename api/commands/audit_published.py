"""`audit-published`: what a reader can work out from tables as somebody published them."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from api.commands.arguments import existing_file, whole_number
from api.commands.printed_report import report_lines
from api.commands.tables_io import json_text, read_json
from api.published_audit import audited
from data.printed_files.reading import read_grids
from disclosure.printed.facts import facts_from_json
from disclosure.printed.options import FOLD_READINGS, MULTIPLE, PERCENT_RULES, SINGLE, Options

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SAFE, FOUND = 0, 1
MEANING = re.compile(r"(?P<mark>.+)=(?P<low>\d+)(?P<more>\.\.(?P<high>\d+)?)?", re.DOTALL)
LABELS = (
    ("--total-row", "total_rows", "rækken er en total"),
    ("--total-column", "total_columns", "kolonnen er en total"),
    ("--subtotal-row", "subtotal_rows", "rækken er summen af rækkerne efter den"),
    ("--fold-row", "folds", "rækken samler små kategorier"),
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files, the facts, and what may be said in place of a guess."""
    parser.add_argument("files", metavar="FIL", nargs="+", type=existing_file, help="CSV, XLSX, HTML, DOCX eller PDF")
    parser.add_argument("--facts", metavar="FACTS.json", type=existing_file, help="oplysninger, en læser også har")
    parser.add_argument("--low", type=whole_number, help="det mindste, et skjult tal kan være")
    parser.add_argument("--high", type=whole_number, help="det største, et skjult tal kan være")
    parser.add_argument(
        "--mark", metavar="MÆRKE=1..6", type=mark, action="append", default=[], help="hvad et mærke står for"
    )
    for option, name, meaning in LABELS:
        parser.add_argument(option, dest=name, metavar="NAVN", action="append", default=[], help=meaning)
    parser.add_argument("--no-folds", action="store_true", default=None, help="ingen række samler små kategorier")
    parser.add_argument("--fold", choices=FOLD_READINGS, help="hvad en samlerække rummer")
    parser.add_argument("--percent", choices=PERCENT_RULES, help="hvordan procenterne er afrundet")
    parser.add_argument("--responses", choices=(SINGLE, MULTIPLE), help="om en sag kan stå i flere rækker")
    parser.add_argument(
        "--label-columns", type=whole_number, metavar="ANTAL", help="kolonner med etiketter til venstre"
    )
    parser.add_argument(
        "--threshold", type=whole_number, action="append", dest="thresholds", help="små tal er under det"
    )
    parser.add_argument("--no-link", action="store_false", default=None, dest="link", help="tabellerne deler ingen tal")
    parser.add_argument("--no-mending", action="store_false", default=None, dest="mend", help="ret ingen tal")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Attack the tables; the status is 1 when something can be worked out, is told, hidden or not settled.

    Raises
    ------
    FileRefused, InputError : a file cannot be read.
    UnusableInput : a file holds no table with figures, or an option or a fact names what is not there.
    """
    facts = facts_from_json(read_json(arguments.facts)) if arguments.facts else ()
    grids = [grid for path in arguments.files for grid in read_grids(path)]
    audit = audited(grids, Options.from_json(_options(arguments)), facts)
    text = "\n".join((*(f"Bemærk: {one}" for one in audit.remarks), *report_lines(audit.found)))
    print(json_text(audit.to_json()).rstrip() if arguments.json else text)
    return FOUND if audit.found.found_something or audit.remarks else SAFE


def _options(arguments: Namespace) -> dict[str, Any]:
    """The options as every way in has them; what was not given is left out."""
    plain = ("low", "high", "no_folds", "fold", "percent", "responses", "label_columns", "thresholds", "mend", "link")
    given = {name: getattr(arguments, name) for name in (*plain, *(name for _, name, _ in LABELS))}
    given["marks"] = dict(arguments.mark)
    return {name: value for name, value in given.items() if value not in (None, [], {})}


def mark(text: str) -> tuple[str, dict[str, int | None]]:
    """Read `...=1..6`, `-=0` or `x=0..`.

    Raises
    ------
    ArgumentTypeError : anything else.
    """
    found = MEANING.fullmatch(text)
    if not found:
        raise ArgumentTypeError(f"»{text}« skal være et mærke og et tal eller to, for eksempel ...=1..6 eller -=0")
    low = int(found["low"])
    high = low if not found["more"] else int(found["high"]) if found["high"] else None
    return found["mark"], {"low": low, "high": high}
