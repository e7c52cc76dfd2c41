"""Protecting new tables beside answers that are already given: what is held cannot be suppressed any more.

All that was ever asked is crossed in one system, of which most cells are nobody's figure and few may still be
suppressed. So nothing is searched for by moves: every clause of the promise is asked of the integer programs of
optimal/, over the cells that matter alone. If all can be met with all of the new tables suppressed that may be, cells
are shown again, the dearest first, as far as that goes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.code_sets import plain_label
from disclosure.errors import NothingSafe
from disclosure.joint import Joint, cell_words
from disclosure.lower_bounds import occurring
from disclosure.optimal.candidates import Candidates, candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.optimal.questions import Clause
from disclosure.optimal.search import Start, improve
from disclosure.primary import primary_risk
from disclosure.protected import ProtectedTable, protect
from disclosure.table import FrequencyTable

MOST_UNKNOWNS = 12_000
"""With more cells that matter the exact questions would take minutes; moves are the only way then."""
WORK = 20_000_000
"""Simplex iterations times unknowns that may be spent on showing cells again; seconds."""


def protect_together(joint: Joint, table: FrequencyTable, *, told: bool = True) -> ProtectedTable:
    """Protect a joint release; as `protect` where nothing was given before and nothing is named, else exactly.

    Parameters
    ----------
    told : whether a refusal names everything that cannot be kept; without, it comes sooner.

    Raises
    ------
    BadSpec, NothingSafe : as `protect` and `protect_beside`.
    """
    if joint.n_earlier:
        return protect_beside(table, told=told)
    if not joint.request.policy.occurring:
        return protect(table)
    return _where_every_name_occurs(table) or protect_beside(table, told=told)


def _where_every_name_occurs(table: FrequencyTable) -> ProtectedTable | None:
    """What the usual search finds, if its alternatives in which every name occurs prove it: no other convinces."""
    try:
        protected = protect(table)
    except NothingSafe:
        return None
    named = np.flatnonzero(occurring(table))
    agreeing = tuple(one for one in protected.witnesses if (one.values[np.isin(one.touched, named)] > 0).all())
    made = replace(protected, witnesses=agreeing)
    failures = check_files(files_as_bytes(certificate_files(made)))
    return None if failures else made


def protect_beside(table: FrequencyTable, *, told: bool = True) -> ProtectedTable:
    """Suppress as little of what is not held as the promise needs; `told` as above.

    Raises
    ------
    BadSpec : the policy names unknown cells.
    NothingSafe : nothing is safe even with everything suppressed that may be, or it could not be decided.
    """
    candidates = candidates_of(table)
    oracle = Oracle(candidates)
    if oracle.space.truth.size > MOST_UNKNOWNS:
        return protect(table)
    failing = oracle.failing(candidates.everything, at_most=None if told else 1)
    if failing:
        raise _nothing_safe(candidates, [clause for clause, _ in failing])
    start = Start(candidates.mask(candidates.everything), oracle.witnesses(candidates.everything))
    found = improve(table, start, WORK, oracle)
    return ProtectedTable(table, primary_risk(table), found.suppressed, found.witnesses)


def _nothing_safe(candidates: Candidates, failing: list[Clause]) -> NothingSafe:
    """What cannot be kept beside what was given, a sentence per cell or group."""
    table = candidates.table
    told: dict[tuple[str, str], list[str]] = {}
    for clause in failing:
        (kind, words), detail = _told(table, clause)
        told.setdefault((kind, words), []).append(detail)
    return NothingSafe(
        "Ingen sikker tabel er fundet: sammen med det, der er givet før, kan løftet ikke holdes for mindst én celle.",
        tuple(kind.format(words, _listed(list(dict.fromkeys(details)))) for (kind, words), details in told.items()),
    )


VALUES = "{}: ved siden af det, der er givet, kan det ikke vises, at tallet kan være {}."
GROUP = "{}: ved siden af det, der er givet, kan det udledes, om alle i gruppen, eller alle på nær én, hører til {}."
ALONE = "{}: den, der er alene i en celle, kan trække sig selv fra og regne resten ud{}."
LISTED = 3
"""So many values or categories are named in one sentence."""


def _told(table: FrequencyTable, clause: Clause) -> tuple[tuple[str, str], str]:
    """The kind of sentence and what it is about, and the value or category."""
    way, system = clause.ways[0], table.system
    cells = [tuple(int(at) for at in np.unravel_index(cell, system.shape)) for cell in way.figure]
    words = [cell_words(system, cell) for cell in cells]
    if way.exact or len(clause.ways) > 1 < len(cells):
        count = int(table.counts[cells[0]]) - sum(int(table.counts[cell]) for cell in cells[1:])
        return (VALUES, " minus ".join(words)), str(count + way.change)
    if len(cells) == 1:
        return (ALONE, words[0]), ""
    group, part = cells
    category = [n.labels[at] for n, at, above in zip(system.nodes, part, group, strict=True) if at != above]
    return (GROUP, words[0]), f"»{plain_label(category[0])}«"


def _listed(details: list[str]) -> str:
    more = f" og {len(details) - LISTED} til" if len(details) > LISTED else ""
    return " eller ".join(details[:LISTED]) + more
