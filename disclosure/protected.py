"""The protected table: what may be shown, with the witnesses that prove the promise.

One natural way: primary risk, secondary suppression, clean-up, participants and groups, and once more until
nothing is added; then, for small tables, the exact search. What cannot be kept is said, cell by cell; nothing is
released then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from disclosure.clause_proofs import prove_clauses
from disclosure.cleanup import give_back
from disclosure.errors import BadSpec, NothingSafe
from disclosure.hierarchy import Nodes
from disclosure.moves import FloatArray
from disclosure.optimal.search import Start, improve
from disclosure.pattern import Pattern, Witness
from disclosure.primary import PrimaryRisk, primary_risk
from disclosure.secondary import SMALL, WORK, Progress, Search, hardest_first
from disclosure.sweeps import sweep
from disclosure.table import BoolArray, FrequencyTable, IntArray
from disclosure.weaker import refuse_groups_of_one

if TYPE_CHECKING:
    from disclosure.network.alternatives import NetworkAlternatives

CLEANUP_BUDGET = 1500
"""Values that clean-up may seek anew."""
CLOSE = 0.05
"""A pattern at most this share dearer than the cheapest is not sought once more in another order."""
MOST_IMPROVED = 400
"""Up to so many cells the exact search of optimal/ tries to do with less."""
IMPROVEMENT = 5_000_000
"""Its work, in simplex iterations times unknowns; some tenths of a second."""


@dataclass(frozen=True)
class ProtectedTable:
    """A table whose suppression keeps the promise, as far as its maker can tell; certificate.py has it checked.

    Attributes
    ----------
    table : the true counts.
    risk : what is unsafe in itself.
    suppressed : shape of the table.
    witnesses : alternative tables that together prove every clause.
    """

    table: FrequencyTable
    risk: PrimaryRisk
    suppressed: BoolArray
    witnesses: tuple[Witness, ...]

    @property
    def n_cells(self) -> int:
        """Publishable cells, shared margins counted once."""
        return int(self.table.system.in_release.sum())

    @property
    def n_primary(self) -> int:
        """Unsafe cells."""
        return int(self.risk.unsafe.sum())

    @property
    def n_suppressed(self) -> int:
        """Suppressed cells, primary ones included."""
        return int((self.suppressed & self.table.system.in_release).sum())


def protect(table: FrequencyTable, progress: Progress | None = None, work: int = WORK) -> ProtectedTable:
    """Suppress as little as the promise needs.

    Parameters
    ----------
    progress : told how much of the work is done, of how much; what it raises ends the work.
    work : how thoroughly to search, see secondary.py; with less the table is as safe, and coarser.

    Raises
    ------
    BadSpec : the policy names unknown cells, or a known figure contradicts the data.
    NothingSafe : forced cells or known figures make the promise impossible; says which cells.
    """
    risk = primary_risk(table)
    fixed = _known_cells(table)
    _refuse_known_unsafe(table, risk, fixed)
    refuse_groups_of_one(table)
    weights = _weights(table)
    patterns = []
    for backwards in (False, True):
        pattern = Pattern(table, risk, fixed, weights)
        patterns.append(_complete(pattern, backwards=backwards, progress=progress, work=work))
        if table.counts.size > SMALL or _is_close(patterns[0]):
            break
    proved = [pattern for pattern in patterns if not pattern.unproved]
    if not proved:
        raise _nothing_safe(patterns[0])
    best = min(proved, key=_cost)
    found = Start(best.suppressed, _needed(best))
    if table.counts.size <= MOST_IMPROVED:
        found = improve(table, found, IMPROVEMENT)
    return ProtectedTable(table, risk, found.suppressed, found.witnesses)


def _known_cells(table: FrequencyTable) -> BoolArray:
    fixed = np.zeros(table.system.shape, dtype=bool)
    for figure in table.system.request.known:
        index = table.system.cell(figure.cell)
        if int(table.counts[index]) != figure.count:
            raise BadSpec(
                f"«known»: {table.system.sentence(index)} er angivet til {figure.count}, men data giver et andet tal; "
                "er det en anden population eller opgørelse, må tallet ikke stå her."
            )
        fixed[index] = True
    return fixed


def _refuse_known_unsafe(table: FrequencyTable, risk: PrimaryRisk, fixed: BoolArray) -> None:
    known = np.argwhere(risk.unsafe & fixed)
    if known.size:
        cells = [table.system.sentence(tuple(int(node) for node in row)) for row in known]
        raise NothingSafe(
            "Et usikkert tal er allerede kendt («known») og kan ikke beskyttes; er det offentligt, så erklær det "
            "sikkert i «force_published».",
            tuple(f"{cell}: tallet er kendt." for cell in cells),
        )


def _weights(table: FrequencyTable) -> FloatArray:
    weights = np.ones(table.system.shape)
    for cell, weight in table.system.request.policy.weights:
        weights[table.system.cell(cell)] = weight
    return weights


def _complete(pattern: Pattern, *, backwards: bool, progress: Progress | None, work: int) -> Pattern:
    """Work until every clause has a witness or is listed as unproved."""
    order = hardest_first(pattern)
    order = order[::-1] if backwards else order
    search = Search(pattern, work)
    networks = _search_networks(pattern, order, progress, work) if _has_networks(pattern) else None
    if networks is None:
        search.connect(order, progress)
        sweep(pattern)
        search.complete(order, sweep, progress)
        if not pattern.unproved:
            give_back(search, CLEANUP_BUDGET)
    while True:  # every round suppresses more or is the last, so there are at most as many as cells
        before = int(pattern.suppressed.sum())
        search.complete(order, sweep, progress)
        prove_clauses(search, networks, progress)
        if pattern.unproved or int(pattern.suppressed.sum()) == before:
            return pattern


def _has_networks(pattern: Pattern) -> bool:
    """Whether the table is large, and circulations reach all of it: one tree per axis, one answer per record."""
    axes = [nodes for nodes in pattern.system.nodes if nodes.n_codes > 1]
    plain = pattern.alternative.many is None and not pattern.system.request.policy.occurring
    large = pattern.table.counts.size > SMALL and len(axes) > 1
    return large and plain and all(_is_tree(nodes) for nodes in axes)


def _is_tree(nodes: Nodes) -> bool:
    parts = [node for part in nodes.sums for node in part.parts]
    return len(parts) == len(set(parts))


def _search_networks(pattern: Pattern, order: IntArray, progress: Progress | None, work: int) -> NetworkAlternatives:
    """Keep the promise to the outsider and the reader by networks; what finds alternatives for other clauses."""
    # compiled code is loaded for large tables only
    from disclosure.network.alternatives import NetworkAlternatives  # noqa: PLC0415
    from disclosure.network.search import NetworkSearch  # noqa: PLC0415

    search = NetworkSearch(pattern, order, progress, work / WORK)
    search.run()
    return NetworkAlternatives(pattern, search.net, work / WORK)


def _is_close(pattern: Pattern) -> bool:
    """Whether the pattern is close to the cheapest: what every pattern suppresses, the unsafe cells, costs so much."""
    return not pattern.unproved and _cost(pattern) <= CLOSE * float(pattern.price[pattern.risk.unsafe].sum())


def _cost(pattern: Pattern) -> float:
    secondary = pattern.suppressed & ~pattern.risk.unsafe
    return float(pattern.price[secondary].sum())


def _needed(pattern: Pattern) -> tuple[Witness, ...]:
    """The witnesses that some clause rests on, in the order in which they were found."""
    numbers = pattern.clause_proofs.union(pattern.shown.values())
    return tuple(pattern.witnesses[number] for number in sorted(numbers))


def _nothing_safe(pattern: Pattern) -> NothingSafe:
    """What could not be kept; a value that is the truth itself stands for a participant or group clause."""
    held = " En tvungen celle eller et kendt tal kan være grunden." if _is_held(pattern) else ""
    reasons = []
    for cell, value in sorted(set(pattern.unproved)):
        words = pattern.system.sentence(pattern.index(cell))
        if value == int(pattern.table.counts.flat[cell]):
            reasons.append(f"{words}: en deltager eller en gruppe kan ikke beskyttes.{held}")
        else:
            reasons.append(f"{words}: det kan ikke vises, at værdien {value} er mulig.{held}")
    return NothingSafe(
        "Ingen sikker tabel er fundet: løftet kan ikke bevises for mindst én celle.", tuple(dict.fromkeys(reasons))
    )


def _is_held(pattern: Pattern) -> bool:
    return bool((pattern.fixed | pattern.risk.forced_published).any())
