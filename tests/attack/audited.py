"""The audit against the oracle: each says of every suppressed cell which small values an outsider must reckon with."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.audit import audit_table
from disclosure.protected import ProtectedTable
from disclosure.published import from_pattern
from tests.attack.brute import Attacker, published_rows
from tests.attack.world import Pattern, World


def audit_flaws(world: World, pattern: Pattern, protected: ProtectedTable) -> Iterator[str]:
    """Every cell and value below the threshold on which they differ; intervals that are not proved may be too wide."""
    table = protected.table
    report = audit_table(from_pattern(table.system, table.counts, protected.suppressed))
    outsider = Attacker(published_rows(world, pattern), dict(world.truth))
    for cell in report.cells:
        unknowns = world.unknowns(cell.labels)
        for value in range(world.threshold):
            allowed, possible = cell.interval.allows(value), outsider.can_be(unknowns, value)
            if allowed != possible and (possible or cell.interval.proved):
                yield f"audit: {' / '.join(cell.labels)} can be {value}: {allowed}, by the oracle {possible}"
