"""`protect --optimal`: the cheapest safe table that the search finds, with certificates and with its bounds."""

from __future__ import annotations

import json
from dataclasses import dataclass

from disclosure.certificate import certificate_files, report
from disclosure.errors import NothingSafe
from disclosure.optimal.search import DEFAULT_WORK, Optimum, Start, check_size, optimum
from disclosure.primary import primary_risk
from disclosure.protected import ProtectedTable, protect
from disclosure.table import FrequencyTable


@dataclass(frozen=True)
class Proved:
    """A protected table and how far it can be from the cheapest one."""

    protected: ProtectedTable
    found: Optimum


def protect_optimally(table: FrequencyTable, gap: float = 0.0, work: int = DEFAULT_WORK) -> Proved:
    """Protect a table as cheaply as `optimum` finds, beginning with what `protect` gives.

    Raises
    ------
    BadSpec : as `protect`.
    NothingSafe : no pattern keeps the promise, or none was found; says which cells stood in the way of `protect`.
    NotSupported : as `optimum`.
    """
    check_size(table)
    start: Start | None = None
    reasons: tuple[str, ...] = ()
    try:
        usual = protect(table)
        start = Start(usual.suppressed, usual.witnesses)
    except NothingSafe as refused:
        reasons = refused.reasons
    try:
        found = optimum(table, start, gap, work)
    except NothingSafe as error:
        raise NothingSafe(str(error), reasons) from error
    return Proved(ProtectedTable(table, primary_risk(table), found.suppressed, found.witnesses), found)


def optimal_files(proved: Proved) -> dict[str, str]:
    """The files of the proof, as certificate.py has them; the report also gives the cost and its proved lower bound."""
    told = report(proved.protected) | {
        "cost": plain(proved.found.cost),
        "cost_bound": plain(proved.found.bound),
        "optimal": proved.found.cost == proved.found.bound,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return certificate_files(proved.protected) | {"report.json": text}


def plain(cost: float) -> int | float:
    """A whole cost as a whole number; weights may give others."""
    return int(cost) if cost == int(cost) else cost
