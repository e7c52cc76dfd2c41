"""A requester who asks for overlapping tables of one register, through the path that answers requests over HTTP.

Register, requests and answers are real: a small seeded register with levels on most columns, requests with facts and
recorded judgements, decided, protected and certified; only the files of the letter are not made, for they hold the same
figures. Each answer goes into the history of the next.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch

from api import answering, workflow
from api.answering import answer_request
from api.asked import Asked, AskedTable, Reply
from api.case_plan import AcceptedGroup
from api.settings import Settings
from data.register import Register
from data.registers import open_register
from data.release import Release

PART, GROUP = "antal_pr_kommune", "antal_med_undertrykkelse"
HOW = "Familie og naboer i en lille kommune kan i forvejen vide noget om den enkelte."
YAML = """
title: Øvelsesregister
description: Opdigtede poster til afprøvning.
population: Alle opdigtede henvendelser
unit: henvendelser
period_column: aar
period: 2023 og 2024
synthetic: true
mark: "Syntetiske data: posterne er opdigtede."
source: Dannet ved beregning med fast frø
data_date: 2025-01-15
file: oevelse.csv
databeskrivelse: {types: [År], basis: [Beregning], formats: [CSV], used_for: [Afprøvning]}
columns:
  - {name: aar, title: År, role: identifying, responses: single, description: År., codes: ["2023", "2024"]}
  - name: kommune
    title: Kommune
    role: identifying
    responses: single
    description: Hjemkommune.
    levels: [{name: landsdel, title: Landsdel}, {name: omraade, title: Område}]
    codes:
      - {code: Birkeby, landsdel: Nord, omraade: Kysten}
      - {code: Egedal, landsdel: Nord, omraade: Kysten}
      - {code: Fyrby, landsdel: Nord, omraade: Landet}
      - {code: Granby, landsdel: Syd, omraade: Landet}
      - {code: Hasselby, landsdel: Syd, omraade: Landet}
  - {name: koen, title: Køn, role: identifying, responses: single, description: Køn., codes: [Kvinde, Mand]}
  - name: alder
    title: Alder
    role: identifying
    responses: single
    description: Alder.
    levels: [{name: myndighed, title: Under eller over 18 år}]
    codes:
      - {code: 0-11 år, myndighed: Under 18 år}
      - {code: 12-17 år, myndighed: Under 18 år}
      - {code: 18 år og derover, myndighed: Over 18 år}
  - name: aarsag
    title: Årsag
    role: sensitive
    responses: RESPONSES
    description: Årsag.
    codes: [Vold, Trusler, Andet]
"""
LEVELS = {
    "aar": ("aar",),
    "kommune": ("kommune", "landsdel", "omraade"),
    "koen": ("koen",),
    "alder": ("alder", "myndighed"),
    "aarsag": ("aarsag",),
}
WEIGHTS = {"aar": (3, 4), "kommune": (9, 6, 4, 2, 1), "koen": (4, 3), "alder": (2, 3, 6), "aarsag": (5, 3, 1)}


@dataclass(frozen=True)
class Table:
    """What is asked for: the codes that count, and the level of each column that is crossed."""

    where: dict[str, tuple[str, ...]]
    levels: dict[str, str]


@dataclass
class Told:
    """What the requester has been told.

    Attributes
    ----------
    releases : the answers, as the ledger remembers them.
    waiting : requests that wait for a jurist.
    seconds : processor seconds per request.
    """

    releases: list[Release] = field(default_factory=list)
    waiting: list[Table] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def write_register(folder: Path, seed: int, records: int, responses: str = "single") -> list[dict[str, str]]:
    """Write the register of a seed to a folder and return its records."""
    chance = random.Random(seed)
    (folder / "oevelse.yaml").write_text(YAML.replace("RESPONSES", responses), encoding="utf-8")
    codes = {column.name: column.codes for column in open_register("oevelse", folder).columns}
    rows = []
    for _ in range(records):
        row = {name: chance.choices(codes[name], WEIGHTS[name])[0] for name in codes}
        if responses == "multiple":
            row["aarsag"] = "|".join(code for code in codes["aarsag"] if chance.random() < 0.4)
        rows.append(row)
    lines = [",".join(codes), *(",".join(row[name] for name in codes) for row in rows)]
    (folder / "oevelse.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return rows


@contextmanager
def registers_in(folder: Path) -> Iterator[None]:
    """The answering path with the registers of a folder, without files."""
    opened = partial(open_register, folder=folder)
    with (
        patch.object(answering, "open_register", opened),
        patch.object(workflow, "open_register", opened),
        patch.object(answering, "reply_files", lambda *_: {}),
    ):
        yield


def requests(seed: int, register: Register) -> Iterator[Table]:
    """Tables without end: a fresh one, or more often one asked before with one code of one column left out.

    A fresh one crosses one or two columns at any level and filters by none to two columns, the crossed ones included.
    """
    chance = random.Random(seed)
    asked: list[Table] = []
    while True:
        if not asked or chance.random() < FRESH:
            table = _fresh(chance, register)
        else:
            table = _narrowed(chance, register, chance.choice(asked[-RECENT:]))
        asked.append(table)
        yield table


FRESH, RECENT = 0.4, 6
FILTERS = ("aar", "kommune", "koen", "alder")


def _fresh(chance: random.Random, register: Register) -> Table:
    crossed = chance.sample(sorted(LEVELS), chance.choice((1, 1, 2, 2)))
    levels = {name: chance.choice(LEVELS[name]) for name in crossed}
    where = {}
    for name in chance.sample(FILTERS, chance.choice((0, 0, 1, 2))):
        codes = register.column(name).codes
        where[name] = tuple(chance.sample(codes, chance.randint(1, len(codes) - 1)))
    return Table(where, levels)


def _narrowed(chance: random.Random, register: Register, table: Table) -> Table:
    """The same table without the records of one code: subtracting the two gives that code."""
    name = chance.choice(FILTERS)
    codes = list(table.where.get(name, register.column(name).codes))
    if len(codes) > 1:
        codes.remove(chance.choice(codes))
    return Table({**table.where, name: tuple(codes)}, table.levels)


def ask(table: Table, history: tuple[Release, ...], accepted: tuple[AcceptedGroup, ...] = ()) -> Reply:
    """Answer one request as the service does, with a jurist's judgement that the protected table identifies nobody."""
    asked = Asked(
        register_id="oevelse",
        facts=facts(),
        where=tuple(table.where.items()),
        tables=(
            AskedTable(
                PART, GROUP, tuple(table.levels), tuple((name, (level,)) for name, level in table.levels.items())
            ),
        ),
        decided=date(2025, 2, 6),
        explanations=((PART, (HOW,)),),
        accepted_groups=accepted,
    )
    return answer_request(asked, Settings(), history)


def facts() -> dict[str, Any]:
    """The facts of the model case's part on counts, alone: all cells identify, the protected ones do not."""
    model = json.loads(files("data").joinpath("cases", "koebenhavn-2025", "facts.json").read_text("utf-8"))
    return model | {"parts": [part for part in model["parts"] if part["id"] == PART]}


def interrogate(folder: Path, seed: int, most: int, *, remembering: bool = True) -> Told:
    """Ask `most` tables, one after the other, each with the history of those before; or each as if it were the first.

    Why a request waits is told to the jurist alone, and is not made here.
    """
    told = Told()
    register = open_register("oevelse", folder)
    with registers_in(folder), patch.object(answering, "explained_refusal", lambda *_: ""):
        for table, _ in zip(requests(seed, register), range(most), strict=False):
            begun = time.process_time()
            reply = ask(table, tuple(told.releases) if remembering else ())
            told.seconds.append(time.process_time() - begun)
            told.releases.extend(reply.releases)
            if not reply.releases:
                told.waiting.append(table)
    return told
