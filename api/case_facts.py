"""The only bridge from disclosure to rules: what was computed becomes facts, and never a judgement.

Counts, flags and sizes are written beside what the case worker stated; no outcome follows from them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosure.clauses import risky_groups
from disclosure.primary import primary_risk
from disclosure.table import FrequencyTable

FLAG_ORDER = (
    "F1_small",
    "F2_margin",
    "F3_group",
    "F4_within",
    "F5_secondary",
    "F6_diff",
    "F7_zero",
    "F8_dominance",
    "F9_rare",
    "F10_units",
)
FLAG_TEXTS = {
    "F1_small": "små antal: mindst ét tal fra 1 op til grænsen",
    "F2_margin": "små grupper: mindst én total over en undergruppe er under 3",
    "F3_group": "gruppeafsløring: alle, eller alle på nær én, i en gruppe har samme årsag",
    "F4_within": "en gruppe deler sig i én og alle andre",
    "F5_secondary": "skjulte tal kan indsnævres",
    "F6_diff": "forskel til tidligere udleverede eller offentlige tal",
    "F7_zero": "nuller, der fortæller noget",
    "F8_dominance": "en enkelt dominerer",
    "F9_rare": "sjældent forhold i et lille område",
    "F10_units": "tallene tæller nævnelser og ikke henvendelser",
}
SMALL_MARGIN = 3
"""Danmarks Statistik, datafortrolighedspolitik, bilag 2: at least 3 in a group before it is described further."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What was computed of one cell group.

    Attributes
    ----------
    population : records behind the table.
    min_count : its smallest count.
    flags : reason codes of LAW part 4, in order.
    """

    population: int
    min_count: int
    flags: tuple[str, ...]


def figures(table: FrequencyTable) -> GroupFigures:
    """Compute the figures of a table as asked for, unprotected."""
    system, counts = table.system, table.counts
    inside = counts[system.in_release]
    whole = tuple(nodes.total for nodes in system.nodes)
    unsafe = primary_risk(table).unsafe
    margins = [
        counts.take([nodes.total], axis=axis) for axis, nodes in enumerate(system.nodes) if len(system.nodes) > 1
    ]
    found = {
        "F1_small": bool(unsafe.any()),
        "F2_margin": any(bool(((margin > 0) & (margin < SMALL_MARGIN)).any()) for margin in margins),
        "F3_group": bool(risky_groups(table)),
        "F7_zero": bool((inside == 0).any()) and any(d.role == "identifying" for d in system.request.dimensions),
        "F10_units": any(system.multiple),
    }
    flags = tuple(flag for flag in FLAG_ORDER if found.get(flag))
    return GroupFigures(int(counts[whole]), int(np.min(inside)), flags)


def with_figures(document: Mapping[str, object], computed: Mapping[tuple[str, str], GroupFigures]) -> dict[str, Any]:
    """Return the facts document with the computed figures of each (part, group) written into it.

    Flags that the case worker stated (rare by nature, for example) are kept; nothing else is overwritten but the
    population and the smallest count, which only a computation can know.
    """
    filled: dict[str, Any] = copy.deepcopy(dict(document))
    for part in filled.get("parts", []):
        for group in part.get("cell_groups", []):
            found = computed.get((part.get("id", ""), group.get("id", "")))
            if found is None:
                continue
            facts = group.setdefault("facts", {})
            stated = set(facts.get("flags", []))
            facts["population"] = found.population
            facts["min_count"] = found.min_count
            facts["flags"] = [flag for flag in FLAG_ORDER if flag in stated or flag in found.flags]
    return filled
