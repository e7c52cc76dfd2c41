"""Tables of the benchmark's shapes from a seed: municipalities in regions × reasons × ages in groups, and larger.

    python -m benchmarks.generate NAME FOLDER

Writes FOLDER/NAME_spec.json and FOLDER/NAME_cells.csv (inner cells that are not 0). Codes are skewed as places and
reasons are: a few hold most, most hold little.
"""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SPEC_POLICY = {"threshold": 5, "zeros": "publishable"}


@dataclass(frozen=True)
class Axis:
    """A dimension: how many codes, how many groups on each level above them, and how skewed (0: even)."""

    name: str
    codes: int
    levels: tuple[int, ...] = ()
    skew: float = 1.0
    role: str = "sensitive"


@dataclass(frozen=True)
class Shape:
    """A table to generate; `tables` are the crossings to publish, all dimensions where there are none."""

    axes: tuple[Axis, ...]
    records: int
    seed: int
    tables: tuple[tuple[str, ...], ...] = ()


MUNICIPALITY = Axis("muni", 98, (5,), 0.9, "identifying")
REASON = Axis("reason", 26)
AGE = Axis("age", 8, (2,), 0.5)
SEX = Axis("sex", 2, (), 0.2)
YEAR = Axis("year", 7, (), 0.1)
QUARTER = Axis("quarter", 28, (7,), 0.1)
GEOGRAPHY = (Axis("place", 3000, (250, 24), 0.8, "identifying"), Axis("a", 10), Axis("b", 2, (), 0.2))
GEOGRAPHY_MORE = (Axis("c", 75), Axis("d", 10))
SHAPES = {
    "S1": Shape((Axis("muni", 27, (), 0.9, "identifying"), REASON), 257, 11),
    "M1": Shape((MUNICIPALITY, REASON, AGE), 20_000, 12),
    "L1": Shape((MUNICIPALITY, REASON, AGE, SEX, YEAR), 200_000, 13),
    "XL": Shape((MUNICIPALITY, REASON, AGE, SEX, QUARTER), 400_000, 14),
    "LINKED48": Shape(
        (*GEOGRAPHY, *GEOGRAPHY_MORE), 650_000, 15, (("place", "a", "b"), ("place", "c"), ("place", "d"))
    ),
    "FULL48": Shape((*GEOGRAPHY, *GEOGRAPHY_MORE), 650_000, 15),
}


def codes_of(axis: Axis) -> list[str]:
    return [f"{axis.name}{number:04d}" for number in range(1, axis.codes + 1)]


def parents_of(axis: Axis) -> dict[str, str]:
    """Codes spread over the groups of the first level, these over the next."""
    parents, below = {}, codes_of(axis)
    for depth, groups in enumerate(axis.levels, start=1):
        above = [f"{axis.name}-{depth}-{number:03d}" for number in range(1, groups + 1)]
        parents |= {label: above[place * groups // len(below)] for place, label in enumerate(below)}
        below = above
    return parents


def spec_of(shape: Shape) -> dict:
    dimensions = []
    for axis in shape.axes:
        dimension = {"name": axis.name, "role": axis.role, "total": "Total", "codes": codes_of(axis)}
        if axis.levels:
            dimension["hierarchies"] = [{"name": f"{axis.name}s", "parents": parents_of(axis)}]
        dimensions.append(dimension)
    spec = {"dimensions": dimensions, "count": "freq", "policy": SPEC_POLICY}
    return spec | ({"tables": [list(table) for table in shape.tables]} if shape.tables else {})


def cells_of(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Code numbers per distinct inner cell, and its count."""
    chance = np.random.default_rng(shape.seed)
    columns = []
    for axis in shape.axes:
        weight = (np.arange(axis.codes) + 1.0) ** -axis.skew
        weight = chance.permutation(weight)
        columns.append(chance.choice(axis.codes, size=shape.records, p=weight / weight.sum()))
    return np.unique(np.stack(columns, axis=1), axis=0, return_counts=True)


def write(name: str, folder: Path) -> tuple[Path, Path]:
    """Write the table and return the paths of its specification and its cells."""
    shape = SHAPES[name]
    folder.mkdir(parents=True, exist_ok=True)
    spec, cells = folder / f"{name}_spec.json", folder / f"{name}_cells.csv"
    spec.write_text(json.dumps(spec_of(shape)) + "\n", encoding="utf-8")
    labels = [codes_of(axis) for axis in shape.axes]
    with cells.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(axis.name for axis in shape.axes), "freq"])
        for codes, count in zip(*(part.tolist() for part in cells_of(shape)), strict=True):
            writer.writerow([*(of[code] for of, code in zip(labels, codes, strict=True)), count])
    return spec, cells


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
