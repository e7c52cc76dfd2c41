"""Protecting new tables beside answers that are already given: what is held cannot be suppressed any more.

The usual search moves counts about in the finest crossing of everything that was ever asked, and may find no way round
what is held. Whether there is one is then asked exactly: with all of the new tables suppressed that may be, every
clause is a question to the integer programs of optimal/. If they can all be met, cells are shown again as far as that
goes.
"""

from __future__ import annotations

from disclosure.errors import NothingSafe
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.optimal.search import Start, improve
from disclosure.primary import primary_risk
from disclosure.protected import ProtectedTable, protect
from disclosure.table import FrequencyTable

MOST_CELLS = 12_000
"""In a larger joint array the exact questions would take minutes; the first refusal stands."""
WORK = 20_000_000
"""Simplex iterations times unknowns that may be spent on showing cells again; about a second."""


def protect_together(table: FrequencyTable) -> ProtectedTable:
    """As `protect`, and where that finds nothing, by exact questions.

    Raises
    ------
    BadSpec : as `protect`.
    NothingSafe : as `protect`; nothing is safe even with all of the new tables suppressed, or it could not be decided.
    """
    try:
        return protect(table)
    except NothingSafe:
        policy = table.system.request.policy
        if not (policy.force_published or policy.force_suppressed) or table.counts.size > MOST_CELLS:
            raise
        candidates = candidates_of(table)
        oracle = Oracle(candidates)
        if not oracle.keeps(candidates.everything):
            raise
        start = Start(candidates.mask(candidates.everything), oracle.witnesses(candidates.everything))
    found = improve(table, start, WORK)
    return ProtectedTable(table, primary_risk(table), found.suppressed, found.witnesses)
