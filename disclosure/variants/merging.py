"""What the list of merged codes may hide: merged codes and nothing else.

All small codes are merged, and that rule is public (details.py). So whoever sees `[c]` on a code that is not merged
would know that it is not small, and could use it against those that are: the certificates would promise too much.
"""

from __future__ import annotations

import itertools

from disclosure.protected import ProtectedTable
from disclosure.request import TableShape
from disclosure.table import TableSystem
from disclosure.variants.variant import Variant


def hides_unmerged(variant: Variant, made: ProtectedTable) -> bool:
    """Whether a list of the variant hides the total of a code that the variant's own tables show unmerged."""
    system = made.table.system
    return any(
        made.suppressed[system.cell(dict(zip(shape.dimensions, labels, strict=True)))]
        for shape in variant.shapes[len(variant.tables) :]
        for labels in itertools.product(*(_unmerged(variant, system, shape, name) for name in shape.dimensions))
    )


def _unmerged(variant: Variant, system: TableSystem, shape: TableShape, name: str) -> list[str]:
    """The listed labels that the variant's tables show too, without those that hold others of the list."""
    listed = shape.only[name]
    if name in shape.without_total:
        return list(listed)
    axis = [dimension.name for dimension in system.request.dimensions].index(name)
    inside = {label: system.nodes[axis].members[system.nodes[axis].index[label]] for label in listed}
    shown = {label for table in variant.tables for label in table.only.get(name, ())}
    return [
        label
        for label in listed
        if label in shown and not any(other != label and (inside[label] | ~inside[other]).all() for other in listed)
    ]
