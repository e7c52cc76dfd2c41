"""The offers of the model case and of the CMM table, as pages, and how the search's time grows.

    python -m benchmarks.offers            writes docs/offers-tables.md
    python -m benchmarks.offers growth     measures; writes benchmarks/out/offers.json and prints a table

A test makes the page again and compares. Seconds are measured and stand in no page that is compared.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from pathlib import Path

from api.commands.demo import model_case as model_reply
from api.commands.spec_io import read_request
from api.offer_words import decimal, ending_sentence, offer_lines, reach_sentence
from api.offered import offers_for
from api.workflow import open_source
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells, tabulate_records
from disclosure.variants.search import Found, search

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "offers-tables.md"
OUT = ROOT / "benchmarks" / "out"
ASKED, WHOLE = "aarsag_x_kommune", "aarsager"
"""Of the model case the table that cannot be given, and the one that is given as it was asked for."""
GROWTH = ((2, 4), (2, 8), (2, 16), (2, 32), (3, 3), (3, 4), (3, 6), (4, 3))

HEAD = """# Offers: the model case and the CMM table

What `demo` and `offers` find for two requests; what the measures mean stands in [offers.md](offers.md). The lines in
Danish are what the commands print. In the tables: *bits* is the information kept, *shown* the counts that are shown,
*mass* the share of what is counted that is shown, *changes* the steps from the wording. This page is made by
`make pages`.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join(
        [
            HEAD,
            section("The model case: reasons by municipality, 2024", model_case()),
            section("80 persons: nationality by form of exploitation, threshold 3", cmm()),
        ]
    )


def model_case() -> Found:
    """What `demo` searches for: in place of reasons by municipality, beside all else that the reply gives."""
    case = model_reply()
    found = open_source(case.plan, case.history)
    (asked,) = (table for table in case.plan.tables if table.table_id == ASKED)
    given = [table for table in case.plan.tables if table is not asked]
    return offers_for(found, asked, given, [WHOLE], names_given=True).found


def cmm() -> Found:
    """What the command `offers` finds for docs/examples/cmm-3.json."""
    request = read_request(ROOT / "docs" / "examples" / "cmm-3.json")
    with (ROOT / "data" / "registers" / "cmm-2021.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return search(request, lambda wanted: tabulate_records(wanted, columns))


def section(title: str, found: Found) -> str:
    """The part of the page about one search."""
    lines = [f"## {title}", "", f"> {ending_sentence(found)} {reach_sentence(found)}"]
    lines += [f"> {sentence}" for sentence in found.refused]
    lines += ["", "```", *offer_lines(found), "```", ""]
    lines += [
        f"| variant | bits of {decimal(found.asked.information)} | shown | mass | changes |",
        "|---|--:|--:|--:|--:|",
    ]
    for offer in found.best:
        gain = offer.gain
        figures = (decimal(gain.information), str(gain.cells), f"{decimal(gain.mass / 10)} %", str(gain.changes))
        lines.append(f"| {' | '.join((offer.variant.words, *figures))} |")
    return "\n".join([*lines, ""])


def some_request(dimensions: int, codes: int):
    """A seeded request: each dimension has its codes in pairs of groups; counts are mostly small."""
    dice = random.Random(dimensions * 1000 + codes)
    names = "abcd"[:dimensions]
    spec = {
        "dimensions": [
            {
                "name": name,
                "role": "sensitive" if name == names[-1] else "identifying",
                "codes": [f"{name}{number}" for number in range(codes)],
                "hierarchies": [
                    {"name": "h", "parents": {f"{name}{n}": f"{name}g{n * 3 // codes}" for n in range(codes)}}
                ],
            }
            for name in names
        ],
        "policy": {"threshold": 5, "group_disclosure": True, "participants": True},
    }
    cells = [()]
    for name in names:
        cells = [(*cell, f"{name}{number}") for cell in cells for number in range(codes)]
    counts = [dice.choice((0, 0, 1, 2, 4, 7, 12, 20, 35)) for _ in cells]
    columns = {name: [cell[place] for cell in cells] for place, name in enumerate(names)}
    columns["count"] = [str(count) for count in counts]
    return request_from_spec(spec), lambda wanted: tabulate_cells(wanted, columns), (codes + 4) ** dimensions


def growth() -> int:
    """Measure the search with its usual budget, on tables that grow in codes and in dimensions; processor seconds."""
    measured = []
    heading = ("dimensions", "codes", "cells", "variants", "tried", "outdone", "not tried", "seconds")
    print("".join(f"{name:>11}" for name in heading))
    for dimensions, codes in GROWTH:
        request, tabulate, cells = some_request(dimensions, codes)
        begun = time.process_time()
        found = search(request, tabulate)
        seconds = round(time.process_time() - begun, 1)
        one = (dimensions, codes, cells, found.variants, found.tried, found.outdone, found.not_tried, seconds)
        measured.append(one)
        print("".join(f"{figure:>11}" for figure in one), flush=True)
    OUT.mkdir(exist_ok=True)
    (OUT / "offers.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["growth"]:
        sys.exit(growth())
    PAGE.write_text(page(), encoding="utf-8")
