"""Sets of codes of one column as one dimension: codes, groups and what is left over.

Answers given at different times see a column differently: by municipality, by two lists of a region that changed,
for those under 18 alone. Every such set of codes becomes a node. Sets that fit together, one inside the other or apart,
form one hierarchy; sets that cut across each other stand in different ones. What a node holds beside its parts, its
*remainder*, becomes a node too, for that is what subtraction gives. Codes that no set tells apart are one code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.errors import NotSupported
from disclosure.hierarchy import Hierarchy
from disclosure.request import Dimension

CodeSet = frozenset[str]
MOST_SETS = 400
FEW = 3
"""So many codes are named one by one in a label."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column with every named set of codes as a node.

    Attributes
    ----------
    dimension : its labels are those of the sets, and of the remainders.
    code_of : per code of the column the dimension's code that stands for it.
    """

    dimension: Dimension
    code_of: Mapping[str, str]


def coded(column: Dimension, sets: Mapping[str, CodeSet]) -> Coded:
    """Return the column as a dimension that has a node for every set.

    Parameters
    ----------
    column : with all its codes listed.
    sets : not empty, by label; of two labels for the same codes the first is the finer.

    Raises
    ------
    NotSupported : too many sets follow from each other, or the sets of a multi-response column cut across each other.
    """
    named = dict(sets) if column.multiple else _with_remainders(column, sets)
    families = _families(named)
    if column.multiple and len(families) > 1:
        raise NotSupported(
            f"Svarene deler «{column.name}», som kan have flere svar, op på to måder, der går på tværs af hinanden; "
            "brug den samme opdeling i dem alle."
        )
    code_of = _codes(column, named)
    trees = [
        Hierarchy(str(number), _parents(family, named, code_of)) for number, family in enumerate(families, start=1)
    ]
    dimension = replace(
        column, codes=tuple(dict.fromkeys(code_of.values())), hierarchies=tuple(tree for tree in trees if tree.parents)
    )
    return Coded(dimension, code_of)


def label_for(codes: CodeSet, order: Sequence[str], taken: Mapping[str, object]) -> str:
    """A label for a set of codes that has none, different from those taken."""
    inside = [code for code in order if code in codes]
    label = " + ".join(inside) if len(inside) <= FEW else f"{inside[0]} m.fl. ({len(inside)} koder)"
    return free_label(label, taken)


def free_label(label: str, taken: Mapping[str, object]) -> str:
    """The label, with a number where it is taken."""
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label} [{number}]"
    return free


def plain_label(label: str) -> str:
    """The label as a person knows it, without such a number."""
    return re.sub(r" \[\d+\]$", "", label)


def _with_remainders(column: Dimension, sets: Mapping[str, CodeSet]) -> dict[str, CodeSet]:
    """The sets and, again and again, what each of them holds beside those within it."""
    codes = column.codes or ()
    named = dict(sets)
    while True:
        rests = dict.fromkeys(
            rest for family in _families(named) for rest in _remainders(family, named, frozenset(codes))
        )
        fresh = [rest for rest in rests if rest not in set(named.values())]
        if not fresh:
            return named
        for rest in fresh:
            named[label_for(rest, codes, {**named, column.total: None})] = rest
        if len(named) > MOST_SETS:
            raise NotSupported(
                f"Svarene deler «{column.name}» op på så mange måder, at over {MOST_SETS} grupper kan regnes ud af "
                "dem; brug en opdeling, der er brugt før."
            )


def _remainders(family: Sequence[str], named: Mapping[str, CodeSet], everything: CodeSet) -> list[CodeSet]:
    parents = {label: _parent(label, family, named) for label in family}
    found = []
    for whole in (None, *family):
        parts = [named[label] for label, parent in parents.items() if parent == whole]
        rest = (everything if whole is None else named[whole]).difference(*parts)
        if parts and rest:
            found.append(rest)
    return found


def _families(named: Mapping[str, CodeSet]) -> list[list[str]]:
    """Groups of labels of which any two sets are apart or one within the other; each label is in at least one."""
    place = {label: number for number, label in enumerate(named)}
    ordered = sorted(named, key=lambda label: (-len(named[label]), -place[label]))
    families: list[list[str]] = []
    covered: set[str] = set()
    for start in ordered:
        if start in covered:
            continue
        family = [start]
        for label in ordered:
            if label != start and all(_fit(named[label], named[other]) for other in family):
                family.append(label)
        covered.update(family)
        families.append(sorted(family, key=place.__getitem__))
    return families


def _fit(one: CodeSet, other: CodeSet) -> bool:
    return one <= other or other <= one or one.isdisjoint(other)


def _parent(label: str, family: Sequence[str], named: Mapping[str, CodeSet]) -> str | None:
    """The smallest set of the family around another; of equal sets the next one is around the one before."""
    place = family.index(label)
    around = [
        (len(named[other]), number, other)
        for number, other in enumerate(family)
        if named[label] < named[other] or (named[label] == named[other] and number > place)
    ]
    return min(around)[2] if around else None


def _codes(column: Dimension, named: Mapping[str, CodeSet]) -> dict[str, str]:
    """Per code the label of the codes that no set tells apart from it."""
    codes = column.codes or ()
    alike: dict[tuple[bool, ...], list[str]] = {}
    for code in codes:
        alike.setdefault(tuple(code in members for members in named.values()), []).append(code)
    first_label: dict[CodeSet, str] = {}
    for label, members in named.items():
        first_label.setdefault(members, label)
    found: dict[str, str] = {}
    taken: dict[str, object] = {**named, column.total: None}
    for together in alike.values():
        members = frozenset(together)
        label = first_label.get(members) or label_for(members, codes, taken)
        taken[label] = None
        found.update(dict.fromkeys(together, label))
    return {code: found[code] for code in codes}


def _parents(family: Sequence[str], named: Mapping[str, CodeSet], code_of: Mapping[str, str]) -> dict[str, str]:
    """What each label of a family, and each code, belongs to; what belongs to nothing is under the total."""
    parents: dict[str, str] = {}
    for code, label in code_of.items():
        if label not in family:
            around = [(len(named[other]), number, other) for number, other in enumerate(family) if code in named[other]]
            if around:
                parents[label] = min(around)[2]
    for label in family:
        parent = _parent(label, family, named)
        if parent is not None:
            parents[label] = parent
    return parents
