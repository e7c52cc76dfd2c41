"""SPEC.json: a table request as text, read and written.

Anything the reader does not know is an error: a misspelt setting must never become a default that lets
figures out. Beyond DESIGN section 7 a table may be {"dimensions": […], "only": {dimension: [labels]}}, which
publishes of a dimension only the named labels and the total; with "without_total": [dimensions] not even that.
`policy.differences` promises the same for counts that follow by subtraction between the tables, and `policy.occurring`
names cells that somebody knows are not empty (see request.Policy).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from disclosure.errors import BadSpec
from disclosure.hierarchy import Hierarchy, check_hierarchies, finest_codes
from disclosure.request import (
    DEFAULT_THRESHOLD,
    LOWEST_THRESHOLD,
    MOST_DIMENSIONS,
    RESERVED_NAMES,
    Cell,
    Dimension,
    KnownFigure,
    NotUnsafe,
    Policy,
    Sums,
    TableRequest,
    TableShape,
    check_amounts,
)


def parse_spec(text: str) -> TableRequest:
    """Read the text of a SPEC.json.

    Raises
    ------
    BadSpec : not JSON, an unknown or missing field, or a rule of DESIGN section 7 broken; says where and what.
    """
    try:
        spec = json.loads(text, object_pairs_hook=_no_duplicates)
    except json.JSONDecodeError as error:
        raise BadSpec(
            f"Specifikationen er ikke gyldig JSON: fejlen er i linje {error.lineno}, tegn {error.colno}; ret den der."
        ) from error
    except ValueError as error:  # Python does not read whole numbers of thousands of digits
        raise BadSpec("Specifikationen har et tal med flere tusind cifre; skriv et mindre.") from error
    return request_from_spec(spec)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadSpec(
                f"Specifikationen: «{key}» står to gange på samme sted (i et hierarki: to overordnede); behold én."
            )
        found[key] = value
    return found


def request_from_spec(spec: object) -> TableRequest:
    """Turn a parsed SPEC into a valid `TableRequest`; errors as `parse_spec`."""
    fields = _object(spec, "specifikationen", {"dimensions", "tables", "count", "policy", "known"})
    dimensions = tuple(
        _dimension(item, place) for place, item in enumerate(_list(fields.get("dimensions"), "dimensions"))
    )
    if not 1 <= len(dimensions) <= MOST_DIMENSIONS:
        raise BadSpec(f"«dimensions»: der skal være 1 til {MOST_DIMENSIONS} dimensioner, her er {len(dimensions)}.")
    names = {dimension.name: dimension for dimension in dimensions}
    policy = _policy(_object(fields.get("policy", {}), "policy", POLICY_FIELDS), names)
    count = _text(fields.get("count", policy.sums.amount if policy.sums else "count"), "count")
    _check_names(dimensions, count)
    tables = _tables(fields.get("tables"), names)
    known = tuple(_known(item, names) for item in _list(fields.get("known", []), "known"))
    request = TableRequest(dimensions, tables, count, policy, known)
    if policy.sums is not None:
        check_amounts(request)
    return request


def _check_names(dimensions: Sequence[Dimension], count: str) -> None:
    seen: set[str] = set()
    for dimension in dimensions:
        if dimension.name in RESERVED_NAMES or dimension.name == count:
            raise BadSpec(f"En dimension må ikke hedde «{dimension.name}»; omdøb kolonnen.")
        if dimension.name in seen:
            raise BadSpec(f"To dimensioner hedder «{dimension.name}»; omdøb den ene.")
        seen.add(dimension.name)
    if count in RESERVED_NAMES:
        raise BadSpec(f"Tællekolonnen må ikke hedde «{count}»; omdøb den.")


def _dimension(item: object, place: int) -> Dimension:
    where = f"dimensions[{place}]"
    fields = _object(item, where, {"name", "role", "total", "responses", "codes", "hierarchies"})
    name = _text(fields.get("name"), f"{where}.name")
    codes = fields.get("codes")
    dimension = Dimension(
        name=name,
        role=_one_of(fields.get("role", "sensitive"), ("identifying", "sensitive"), f"«{name}».role"),
        total=_text(fields.get("total", "I alt"), f"«{name}».total"),
        responses=_one_of(fields.get("responses", "single"), ("single", "multiple"), f"«{name}».responses"),
        codes=None if codes is None else _unique_texts(codes, f"«{name}».codes"),
        hierarchies=tuple(_hierarchy(part, name) for part in _list(fields.get("hierarchies", []), "hierarchies")),
    )
    check_hierarchies(name, dimension.total, dimension.hierarchies)
    if dimension.codes is not None:
        for code in finest_codes(dimension.hierarchies):
            if code not in dimension.codes:
                raise BadSpec(f"Dimensionen «{name}»: «{code}» står i et hierarki, men ikke i «codes»; ret en af dem.")
        dimension.nodes()
    return dimension


def _hierarchy(item: object, dimension: str) -> Hierarchy:
    fields = _object(item, f"«{dimension}».hierarchies", {"name", "parents"})
    name = _text(fields.get("name"), f"«{dimension}».hierarchies.name")
    parents = fields.get("parents")
    if not isinstance(parents, dict):
        raise BadSpec(f"Dimensionen «{dimension}», hierarkiet «{name}»: «parents» skal være et objekt.")
    for child, parent in parents.items():
        if isinstance(parent, list):
            raise BadSpec(f"Dimensionen «{dimension}», hierarkiet «{name}»: «{child}» har to overordnede; behold én.")
        _text(parent, f"«{dimension}».parents.{child}")
        _text(child, f"«{dimension}».parents")
    return Hierarchy(name, dict(parents))


def _tables(value: object, names: Mapping[str, Dimension]) -> tuple[TableShape, ...]:
    if value is None:
        return (TableShape(tuple(names)),)
    tables = tuple(_table(item, names) for item in _list(value, "tables"))
    if not tables:
        raise BadSpec("«tables» er tom; nævn mindst én tabel, eller udelad feltet.")
    return tables


def _table(item: object, names: Mapping[str, Dimension]) -> TableShape:
    fields: Mapping[str, Any] = {"dimensions": item}
    if isinstance(item, dict):
        fields = _object(item, "tables", {"dimensions", "only", "without_total"})
    dimensions = _unique_texts(fields.get("dimensions"), "tables")
    if not dimensions:
        raise BadSpec("«tables»: en tabel skal have mindst én dimension.")
    for name in dimensions:
        if name not in names:
            raise BadSpec(f"«tables»: dimensionen «{name}» findes ikke i «dimensions».")
    only = _object(fields.get("only", {}), "tables.only", set(dimensions))
    without_total = _unique_texts(fields.get("without_total", []), "tables.without_total")
    for name in without_total:
        if not only.get(name):
            raise BadSpec(
                f"«tables»: «without_total» nævner «{name}», men «only» siger ikke, hvad der så vises af den."
            )
    shown = {name: _unique_texts(labels, f"tables.only.{name}") for name, labels in only.items()}
    return TableShape(dimensions, shown, without_total)


SUMS_LIMITS = {"n": (1, 10), "k": (1, 99), "p": (1, 100)}
POLICY_FIELDS = {
    "threshold",
    "zeros",
    "group_disclosure",
    "participants",
    "differences",
    "min_margin",
    "min_group",
    "not_unsafe",
    "force_published",
    "force_suppressed",
    "occurring",
    "weights",
    "sums",
}


def _policy(fields: Mapping[str, Any], names: Mapping[str, Dimension]) -> Policy:
    threshold = _whole(fields.get("threshold", DEFAULT_THRESHOLD), "policy.threshold")
    if threshold < LOWEST_THRESHOLD:
        raise BadSpec(f"«policy.threshold» er {threshold}; den skal være mindst {LOWEST_THRESHOLD}.")
    return Policy(
        threshold=threshold,
        zeros=_one_of(fields.get("zeros", "publishable"), ("publishable", "protected"), "policy.zeros"),
        group_disclosure=_flag(fields.get("group_disclosure", False), "policy.group_disclosure"),
        participants=_flag(fields.get("participants", False), "policy.participants"),
        differences=_flag(fields.get("differences", False), "policy.differences"),
        min_margin=_whole(fields.get("min_margin", 0), "policy.min_margin"),
        min_group=_whole(fields.get("min_group", 0), "policy.min_group"),
        not_unsafe=tuple(_not_unsafe(item, names) for item in _list(fields.get("not_unsafe", []), "policy.not_unsafe")),
        force_published=_cells(fields.get("force_published", []), "policy.force_published", names),
        force_suppressed=_cells(fields.get("force_suppressed", []), "policy.force_suppressed", names),
        occurring=_cells(fields.get("occurring", []), "policy.occurring", names),
        weights=_weights(fields.get("weights", []), names),
        sums=None if "sums" not in fields else _sums(fields["sums"], names),
    )


def _sums(value: object, names: Mapping[str, Dimension]) -> Sums:
    fields = _object(value, "policy.sums", {"amount", "contributor", "n", "k", "p", "holding"})
    columns = {name: _text(fields.get(name), f"policy.sums.{name}") for name in ("amount", "contributor")}
    if "holding" in fields:
        columns["holding"] = _text(fields["holding"], "policy.sums.holding")
    taken = [*names, *RESERVED_NAMES]
    for name in columns.values():
        if name in taken:
            raise BadSpec(
                f"«policy.sums»: kolonnen «{name}» er også en dimension eller en anden kolonne; omdøb den ene."
            )
        taken.append(name)
    n, k, p = (_limit(fields.get(name, usual), name) for name, usual in (("n", Sums.n), ("k", Sums.k), ("p", Sums.p)))
    return Sums(columns["amount"], columns["contributor"], n, k, p, columns.get("holding", ""))


def _limit(value: object, name: str) -> int:
    number, (least, most) = _whole(value, f"policy.sums.{name}"), SUMS_LIMITS[name]
    if not least <= number <= most:
        raise BadSpec(f"«policy.sums.{name}» er {number}; den skal være fra {least} til {most}.")
    return number


def _not_unsafe(item: object, names: Mapping[str, Dimension]) -> NotUnsafe:
    fields = _object(item, "policy.not_unsafe", {"dimension", "levels"})
    name = _text(fields.get("dimension"), "policy.not_unsafe.dimension")
    if name not in names:
        raise BadSpec(f"«policy.not_unsafe»: dimensionen «{name}» findes ikke.")
    return NotUnsafe(name, _unique_texts(fields.get("levels"), "policy.not_unsafe.levels"))


def _weights(value: object, names: Mapping[str, Dimension]) -> tuple[tuple[Cell, float], ...]:
    found = []
    for item in _list(value, "policy.weights"):
        fields = _object(item, "policy.weights", {"cell", "weight"})
        weight = fields.get("weight")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight < float("inf"):
            raise BadSpec("«policy.weights»: «weight» skal være et tal over 0.")
        found.append((_cell(fields.get("cell"), "policy.weights.cell", names), float(weight)))
    return tuple(found)


def _known(item: object, names: Mapping[str, Dimension]) -> KnownFigure:
    fields = _object(item, "known", {"cell", "count"})
    return KnownFigure(_cell(fields.get("cell"), "known.cell", names), _whole(fields.get("count"), "known.count"))


def _cells(value: object, where: str, names: Mapping[str, Dimension]) -> tuple[Cell, ...]:
    return tuple(_cell(item, where, names) for item in _list(value, where))


def _cell(item: object, where: str, names: Mapping[str, Dimension]) -> Cell:
    fields = _object(item, where, set(names))
    return {name: _text(label, f"{where}.{name}") for name, label in fields.items()}


def _object(value: object, where: str, allowed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadSpec(f"{_named(where)} skal være et objekt {{…}}.")
    for key in value:
        if key not in allowed:
            raise BadSpec(
                f"{_named(where)}: feltet «{key}» kendes ikke; kendte felter er {', '.join(sorted(allowed))}."
            )
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadSpec(f"{_named(where)} skal være en liste […].")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise BadSpec(f"{_named(where)} skal være en tekst, der ikke er tom.")
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadSpec(f"{_named(where)} har et tegn, der ikke kan stå i en fil (et nultegn eller et halvt tegn).")
    return value


def _unique_texts(value: object, where: str) -> tuple[str, ...]:
    texts = tuple(_text(item, where) for item in _list(value, where))
    if len(set(texts)) < len(texts):
        twice = next(text for text in texts if texts.count(text) > 1)
        raise BadSpec(f"{_named(where)}: «{twice}» står to gange.")
    return texts


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadSpec(f"{_named(where)} skal være et helt tal, 0 eller større.")
    return value


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadSpec(f"{_named(where)} skal være true eller false.")
    return value


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise BadSpec(f"{_named(where)} skal være {' eller '.join(allowed)}, ikke «{value}».")
    return str(value)


def _named(where: str) -> str:
    return where.capitalize() if where == "specifikationen" else f"«{where.strip('«»')}»" if "»" not in where else where


def spec_of(request: TableRequest) -> dict[str, Any]:
    """The SPEC that `request_from_spec` reads as `request`; every field is written out, no default is left to guess."""
    return {
        "dimensions": [_dimension_of(dimension) for dimension in request.dimensions],
        "tables": [_table_of(shape) for shape in request.tables],
        "count": request.count,
        "policy": _policy_of(request.policy),
        "known": [{"cell": dict(figure.cell), "count": figure.count} for figure in request.known],
    }


def _dimension_of(dimension: Dimension) -> dict[str, Any]:
    written: dict[str, Any] = {
        "name": dimension.name,
        "role": dimension.role,
        "total": dimension.total,
        "responses": dimension.responses,
        "hierarchies": [{"name": tree.name, "parents": dict(tree.parents)} for tree in dimension.hierarchies],
    }
    if dimension.codes is not None:
        written["codes"] = list(dimension.codes)
    return written


def _table_of(shape: TableShape) -> object:
    if not shape.only:
        return list(shape.dimensions)
    only = {name: list(labels) for name, labels in shape.only.items()}
    written: dict[str, object] = {"dimensions": list(shape.dimensions), "only": only}
    if shape.without_total:
        written["without_total"] = list(shape.without_total)
    return written


def _policy_of(policy: Policy) -> dict[str, Any]:
    sums = {} if policy.sums is None else {"sums": _sums_of(policy.sums)}
    occurring = {"occurring": [dict(cell) for cell in policy.occurring]} if policy.occurring else {}
    return {
        "threshold": policy.threshold,
        "zeros": policy.zeros,
        "group_disclosure": policy.group_disclosure,
        "participants": policy.participants,
        "differences": policy.differences,
        "min_margin": policy.min_margin,
        "min_group": policy.min_group,
        "not_unsafe": [{"dimension": item.dimension, "levels": list(item.levels)} for item in policy.not_unsafe],
        "force_published": [dict(cell) for cell in policy.force_published],
        "force_suppressed": [dict(cell) for cell in policy.force_suppressed],
        "weights": [{"cell": dict(cell), "weight": weight} for cell, weight in policy.weights],
        **occurring,
        **sums,
    }


def _sums_of(sums: Sums) -> dict[str, Any]:
    holding = {"holding": sums.holding} if sums.holding else {}
    return {"amount": sums.amount, "contributor": sums.contributor, "n": sums.n, "k": sums.k, "p": sums.p, **holding}
