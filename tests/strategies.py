"""Random small table requests of every kind, from a seed; as hypothesis strategies too.

A case is what a user would give: a SPEC as DESIGN section 7 has it, and inner cells or records.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import strategies as st

Spec = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One request with its data; `cells` or `records` is None."""

    seed: int
    kind: str
    spec: Spec
    cells: tuple[Mapping[str, Any], ...] | None
    records: tuple[Mapping[str, str], ...] | None


def random_case(seed: int, kind: str | None = None) -> Case:
    """The case of a seed; `kind` is one of `KINDS`, or drawn."""
    chance = random.Random(f"{seed}:{kind}")
    kind = kind or chance.choice(sorted(KINDS))
    spec = KINDS[kind](chance)
    spec["policy"] = _policy(chance)
    multiple = any(dimension.get("responses") == "multiple" for dimension in spec["dimensions"])
    if multiple:
        records = _records(chance, spec)
        cells = None
    else:
        records = None
        cells = _cells(chance, spec)
    case = Case(seed, kind, spec, cells, records)
    _add_extras(chance, case)
    return case


def cases(kind: str | None = None) -> st.SearchStrategy[Case]:
    """Hypothesis strategy over `random_case`."""
    return st.integers(min_value=0, max_value=2**31).map(lambda seed: random_case(seed, kind))


def _policy(chance: random.Random) -> Spec:
    policy: Spec = {"threshold": chance.choice([3, 3, 4, 5, 5, 7])}
    policy["zeros"] = chance.choice(["publishable", "publishable", "publishable", "protected"])
    if chance.random() < 0.25:
        policy["participants"] = True
    if chance.random() < 0.25:
        policy["group_disclosure"] = True
    return policy


def _dimension(name: str, size: int, role: str = "sensitive") -> Spec:
    return {"name": name, "role": role, "codes": [f"{name}{number}" for number in range(1, size + 1)]}


def _tree(name: str, parents: Mapping[str, str]) -> Spec:
    return {"name": name, "parents": dict(parents)}


def _flat(chance: random.Random, *most: int) -> list[Spec]:
    roles = ["identifying", *(chance.choice(["identifying", "sensitive"]) for _ in most[1:-1]), "sensitive"]
    return [_dimension("abc"[place], chance.randint(2, size), roles[place]) for place, size in enumerate(most)]


def _grouped(chance: random.Random, dimension: Spec, prefix: str = "G") -> Spec:
    """A random tree: some codes under groups, some straight under the total, some groups under a group."""
    name, parents = dimension["name"], {}
    for code in dimension["codes"]:
        group = chance.choice(["1", "2", ""])
        if group:
            parents[code] = f"{name}{prefix}{group}"
    for group in sorted(set(parents.values())):
        if chance.random() < 0.3:
            parents[group] = f"{name}{prefix}top"
    if not parents:
        parents[dimension["codes"][0]] = f"{name}{prefix}1"
    return _tree(f"{name}{prefix}", parents)


def _one(chance: random.Random) -> Spec:
    return {"dimensions": [_dimension("a", chance.randint(1, 6), chance.choice(["identifying", "sensitive"]))]}


def _two(chance: random.Random) -> Spec:
    return {"dimensions": _flat(chance, 4, 4)}


def _wide(chance: random.Random) -> Spec:
    return {"dimensions": [_dimension("a", 5, "identifying"), _dimension("b", 5)]}


def _three(chance: random.Random) -> Spec:
    return {"dimensions": _flat(chance, 3, 3, 2)}


def _one_tree(chance: random.Random) -> Spec:
    dimensions = _flat(chance, 5, 3)
    dimensions[0]["hierarchies"] = [_grouped(chance, dimensions[0])]
    return {"dimensions": dimensions}


def _two_trees(chance: random.Random) -> Spec:
    dimensions = _flat(chance, 4, 4)
    for dimension in dimensions:
        dimension["hierarchies"] = [_grouped(chance, dimension)]
    return {"dimensions": dimensions}


def _two_hierarchies(chance: random.Random) -> Spec:
    dimensions = _flat(chance, 4, 3)
    dimensions[0]["hierarchies"] = [_grouped(chance, dimensions[0], prefix) for prefix in ("G", "H")]
    return {"dimensions": dimensions}


def _only_children(chance: random.Random) -> Spec:
    """A group with one code, itself alone under another group."""
    dimensions = _flat(chance, 4, 3)
    first, *others = dimensions[0]["codes"]
    parents = {first: "alone", "alone": "lonelier"}
    if chance.random() < 0.5:
        parents |= dict.fromkeys(others, "rest")
    dimensions[0]["hierarchies"] = [_tree("levels", parents)]
    return {"dimensions": dimensions}


def _linked(chance: random.Random) -> Spec:
    dimensions = _flat(chance, 3, 3, 3)
    if chance.random() < 0.5:
        dimensions[0]["hierarchies"] = [_grouped(chance, dimensions[0])]
    return {"dimensions": dimensions, "tables": [["a", "b"], ["a", "c"]]}


def _linked_in_a_ring(chance: random.Random) -> Spec:
    return {"dimensions": _flat(chance, 2, 3, 2), "tables": [["a", "b"], ["b", "c"], ["a", "c"]]}


def _several(chance: random.Random) -> Spec:
    dimensions = [_dimension("a", chance.randint(1, 3), "identifying"), _dimension("m", chance.randint(2, 3))]
    dimensions[1]["responses"] = "multiple"
    if chance.random() < 0.5:
        dimensions[0]["hierarchies"] = [_grouped(chance, dimensions[0])]
    return {"dimensions": dimensions}


def _several_alone(chance: random.Random) -> Spec:
    dimension = {**_dimension("m", chance.randint(2, 4)), "responses": "multiple"}
    if chance.random() < 0.6:
        dimension["hierarchies"] = [_grouped(chance, dimension)]
    return {"dimensions": [dimension]}


def _several_tree(chance: random.Random) -> Spec:
    spec = _several(chance)
    spec["dimensions"][1]["hierarchies"] = [_grouped(chance, spec["dimensions"][1])]
    return spec


def _several_linked(chance: random.Random) -> Spec:
    dimensions = [_dimension("a", 2, "identifying"), _dimension("b", 2, "identifying")]
    dimensions.append({**_dimension("m", 3), "responses": "multiple"})
    return {"dimensions": dimensions, "tables": [["a", "m"], ["a", "b"]]}


KINDS: Mapping[str, Callable[[random.Random], Spec]] = {
    "one": _one,
    "two": _two,
    "wide": _wide,
    "three": _three,
    "one tree": _one_tree,
    "two trees": _two_trees,
    "two hierarchies": _two_hierarchies,
    "only children": _only_children,
    "linked": _linked,
    "linked in a ring": _linked_in_a_ring,
    "several answers": _several,
    "several answers alone": _several_alone,
    "several answers in a tree": _several_tree,
    "several answers linked": _several_linked,
}


def _cells(chance: random.Random, spec: Spec) -> tuple[Mapping[str, Any], ...]:
    """Inner counts; about a third are 0, most are small, few are large; zeros may be left out."""
    names = [dimension["name"] for dimension in spec["dimensions"]]
    scale = chance.choice([2, 4, 8])
    rows = []
    for codes in product(*(dimension["codes"] for dimension in spec["dimensions"])):
        count = 0 if chance.random() < 0.35 else min(int(chance.expovariate(1 / scale)) + 1, 40)
        if count or chance.random() < 0.5:
            rows.append({**dict(zip(names, codes, strict=True)), "count": count})
    chance.shuffle(rows)
    return tuple(rows)


def _records(chance: random.Random, spec: Spec) -> tuple[Mapping[str, str], ...]:
    """Records; popular codes are popular everywhere, some records have no code."""
    rows = []
    for _ in range(chance.choice([0, 3, 8, 15, 25])):
        row = {}
        for dimension in spec["dimensions"]:
            codes = dimension["codes"]
            if dimension.get("responses") == "multiple":
                row[dimension["name"]] = "|".join(c for n, c in enumerate(codes) if chance.random() < 0.7 / (n + 1))
            else:
                row[dimension["name"]] = codes[min(int(chance.expovariate(0.8)), len(codes) - 1)]
        rows.append(row)
    return tuple(rows)


def _add_extras(chance: random.Random, case: Case) -> None:
    """Now and then a known figure, a forced cell, a declared level or a weight; all true and all consistent."""
    policy, dimensions = case.spec["policy"], case.spec["dimensions"]
    first = dimensions[0]
    if chance.random() < 0.12:
        case.spec["known"] = [{"cell": {}, "count": _size(case)}]
    if chance.random() < 0.12:
        policy["not_unsafe"] = [{"dimension": first["name"], "levels": [first.get("total", "I alt")]}]
    if chance.random() < 0.12:
        policy["force_suppressed"] = [{first["name"]: chance.choice(first["codes"])}]
    if chance.random() < 0.12 and "force_suppressed" not in policy:
        policy["force_published"] = [{first["name"]: chance.choice(first["codes"])}]
    if chance.random() < 0.12:
        policy["weights"] = [{"cell": {first["name"]: chance.choice(first["codes"])}, "weight": 3}]


def _size(case: Case) -> int:
    if case.cells is None:
        return len(case.records or ())
    return sum(int(row["count"]) for row in case.cells)


def inner_counts(case: Case) -> Sequence[int]:
    """The listed inner counts of a case given by cells."""
    return [int(row["count"]) for row in case.cells or ()]
