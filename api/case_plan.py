"""The plan of a case: which table answers which part of the request.

Read from a document (tables.yaml, or a request over HTTP); anything it does not know is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.errors import InputError
from rules.facts import Skoen

SEARCH_BUDGET = 3_000
"""Cells protected in one search while a client waits; the command `offers` goes farther."""
Levels = Mapping[str, tuple[str, ...]]
Groups = Mapping[str, Levels]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """One table of the reply.

    Attributes
    ----------
    part_id, group_id : what must be decided for it to be released; group_id "" means the part itself.
    levels : per dimension the levels of the register's column that are shown.
    only : per dimension single labels that are shown, instead of or beside levels.
    groups : per dimension the codes under each of its labels that is none of the register's, as an offer names them.
    rounded_to : the base that its counts are rounded to; 0 for exact counts.
    """

    table_id: str
    part_id: str
    group_id: str
    title: str
    levels: Levels
    only: Levels = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)
    rounded_to: int = 0


@dataclass(frozen=True, slots=True)
class PlannedNames:
    """A part that asks for names of codes only: `column`'s codes under `label` of `level`; all without one."""

    table_id: str
    part_id: str
    column: str
    level: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class AcceptedGroup:
    """The jurist's judgement that tables can be given though less is kept of one group (weaker_groups.py)."""

    group: str
    judged: Skoen


@dataclass(frozen=True, slots=True)
class CasePlan:
    """All tables of a case.

    Attributes
    ----------
    where : per column the codes that count.
    order : the dimensions, in the order they are shown.
    search_budget : cells protected at most in the search in place of a table that cannot be given.
    accepted_groups : what the jurist has accepted, group by group.
    """

    register_id: str
    where: Levels
    threshold: int
    order: tuple[str, ...]
    tables: tuple[PlannedTable, ...]
    names: PlannedNames | None = None
    search_budget: int = SEARCH_BUDGET
    accepted_groups: tuple[AcceptedGroup, ...] = ()

    @property
    def given(self) -> tuple[PlannedTable | PlannedNames, ...]:
        """All that may be given: the tables, and the list of names as the last."""
        return (*self.tables, *((self.names,) if self.names else ()))


def case_plan(document: Mapping[str, object]) -> CasePlan:
    """Read a plan.

    Raises
    ------
    InputError : a field is unknown, missing or of the wrong kind; says which.
    """
    known = {"register", "where", "threshold", "order", "tables", "names", "search_budget", "accepted_groups"}
    values = _mapping(document, "planen", known)
    return CasePlan(
        register_id=_text(values, "register"),
        where=_levels(values.get("where", {}), "where"),
        threshold=_whole(values, "threshold", None),
        order=_texts(values.get("order"), "order"),
        tables=tuple(_table(item) for item in _list(values.get("tables"), "tables")),
        names=_names(values["names"]) if "names" in values else None,
        search_budget=_whole(values, "search_budget", SEARCH_BUDGET),
        accepted_groups=tuple(_accepted(item) for item in _list(values.get("accepted_groups", []), "accepted_groups")),
    )


def _table(item: object) -> PlannedTable:
    values = _mapping(item, "tables", {"id", "part", "group", "title", "levels", "only", "groups", "rounded_to"})
    return PlannedTable(
        _text(values, "id"),
        _text(values, "part"),
        str(values.get("group", "")),
        _text(values, "title"),
        _levels(values.get("levels", {}), "levels"),
        _levels(values.get("only", {}), "only"),
        {name: _levels(codes, "groups") for name, codes in _named(values.get("groups", {}), "groups").items()},
        _whole(values, "rounded_to", 0),
    )


def _names(item: object) -> PlannedNames:
    values = _mapping(item, "names", {"id", "part", "column", "level", "label", "title"})
    return PlannedNames(*(_text(values, name) for name in ("id", "part", "column", "level", "label", "title")))


def _accepted(item: object) -> AcceptedGroup:
    values = _mapping(item, "accepted_groups", {"group", "reason", "by", "date"})
    judged = Skoen(True, *(_text(values, name) for name in ("reason", "by", "date")))
    return AcceptedGroup(_text(values, "group"), judged)


def _mapping(value: object, where: str, known: set[str]) -> Mapping[str, object]:
    found = _named(value, where)
    unknown = sorted(set(found) - known)
    if unknown:
        raise InputError(f"»{where}« i planen kender ikke »{unknown[0]}«; kendte navne er {', '.join(sorted(known))}.")
    return found


def _named(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError(f"»{where}« i planen skal være navne med værdier.")
    return value


def _whole(values: Mapping[str, object], name: str, default: int | None) -> int:
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"Planens »{name}« skal være et helt tal.")
    return value


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise InputError(f"»{where}« i planen skal være en liste.")
    return value


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise InputError(f"»{name}« mangler i planen.")
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(value, where))


def _levels(value: object, where: str) -> Levels:
    if not isinstance(value, Mapping):
        raise InputError(f"»{where}« i planen skal være kolonner med lister.")
    return {str(name): _texts(labels, where) for name, labels in value.items()}
