"""Small random requests for the tests of the search."""

from __future__ import annotations

import random

from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells, tabulate_records


def some_request(seed, multiple=False):
    """A seeded request over two dimensions, one of them with groups; also how to tabulate it."""
    dice = random.Random(seed)
    codes = [f"a{number}" for number in range(dice.choice((3, 4)))]
    parents = {code: f"g{number % 2}" for number, code in enumerate(codes)}
    spec = {
        "dimensions": [
            {"name": "a", "role": "identifying", "codes": codes, "hierarchies": [{"name": "h", "parents": parents}]},
            {"name": "b", "codes": ["b0", "b1", "b2"], "responses": "multiple" if multiple else "single"},
        ],
        "policy": {
            "threshold": dice.choice((3, 4)),
            "group_disclosure": dice.random() < 0.5,
            "participants": dice.random() < 0.5,
        },
    }
    if multiple:
        rows = [
            (dice.choice(codes), "|".join(dice.sample(["b0", "b1", "b2"], dice.choice((1, 1, 2))))) for _ in range(24)
        ]
        columns = {"a": [one for one, _ in rows], "b": [one for _, one in rows]}
        return request_from_spec(spec), lambda request: tabulate_records(request, columns)
    cells = [(code, b, dice.choice((0, 1, 2, 3, 6, 9))) for code in codes for b in ("b0", "b1", "b2")]
    columns = {"a": [c[0] for c in cells], "b": [c[1] for c in cells], "count": [str(c[2]) for c in cells]}
    return request_from_spec(spec), lambda request: tabulate_cells(request, columns)
