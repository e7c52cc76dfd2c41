"""The table request: what is asked for and under which policy; valid once constructed.

spec.py reads it from a SPEC.json and writes it to one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure.errors import BadSpec, NotSupported
from disclosure.hierarchy import Hierarchy, Nodes, build_nodes, finest_codes

LOWEST_THRESHOLD = 3
MOST_DIMENSIONS = 8
DEFAULT_THRESHOLD = 5
RESERVED_NAMES = ("status", "table")


@dataclass(frozen=True)
class Dimension:
    """One dimension of the request.

    Attributes
    ----------
    name : column name in the data.
    role : "identifying" (what others may know about someone) or "sensitive" (what they would learn).
    total : label of the sum over the dimension.
    responses : "single", or "multiple" when one record may have several codes.
    codes : all codes, in display order, or None when they are those of the data and the hierarchies.
    hierarchies : trees over the same codes.
    """

    name: str
    role: str = "sensitive"
    total: str = "I alt"
    responses: str = "single"
    codes: tuple[str, ...] | None = None
    hierarchies: tuple[Hierarchy, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether codes do not add up to the total."""
        return self.responses == "multiple"

    def nodes(self) -> Nodes:
        """The dimension's nodes; `codes` must be known."""
        if self.codes is None:
            raise BadSpec(f"Dimensionen «{self.name}»: koderne er ikke kendt endnu.")
        return build_nodes(self.name, self.total, self.codes, self.hierarchies)


Cell = Mapping[str, str]
"""A cell named by {dimension: label}; a missing dimension means its total."""


@dataclass(frozen=True)
class KnownFigure:
    """A figure an attacker has from elsewhere about the same population."""

    cell: Cell
    count: int


@dataclass(frozen=True)
class NotUnsafe:
    """The jurist's declaration that nobody is identified at these levels of a dimension.

    `levels` holds level names: the total's label, the dimension's own name (its finest codes), a hierarchy's
    name (its groups), or a single label.
    """

    dimension: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Sums:
    """A table of amounts instead of counts, and when an amount is unsafe.

    Attributes
    ----------
    amount, contributor : columns of the records: the amount, and whose it is.
    n, k : dominance: the n largest contributors have more than k % of a cell's sum.
    p : nobody may be able to estimate another's contribution within p %.
    holding : column of the group of contributors that act as one; empty when there is none.
    """

    amount: str
    contributor: str
    n: int = 2
    k: int = 85
    p: int = 10
    holding: str = ""


@dataclass(frozen=True)
class Policy:
    """What must be protected, and against whom. See DESIGN section 7 for the meaning of each field.

    With `differences` the promise also covers small counts that nobody prints but that follow from printed cells by
    adding and subtracting (differences.py): all minus women is men. `occurring` are cells that somebody knows are not
    empty, from a list of names: no alternative table may have a 0 there.
    """

    threshold: int = DEFAULT_THRESHOLD
    zeros: str = "publishable"
    group_disclosure: bool = False
    participants: bool = False
    min_margin: int = 0
    min_group: int = 0
    not_unsafe: tuple[NotUnsafe, ...] = ()
    force_published: tuple[Cell, ...] = ()
    force_suppressed: tuple[Cell, ...] = ()
    weights: tuple[tuple[Cell, float], ...] = ()
    sums: Sums | None = None
    differences: bool = False
    occurring: tuple[Cell, ...] = ()

    @property
    def zeros_protected(self) -> bool:
        """Whether a 0 is itself unsafe."""
        return self.zeros == "protected"


@dataclass(frozen=True)
class TableShape:
    """One crossing to publish: its dimensions, and for some of them only the named labels (besides the total).

    Along the dimensions of `without_total` not even the total is published: a table about women alone stands at the one
    label "Kvinde" of the sex dimension, and says nothing of the sum over it.
    """

    dimensions: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without_total: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRequest:
    """A whole request: dimensions, the tables to publish, the count column, the policy, figures known elsewhere."""

    dimensions: tuple[Dimension, ...]
    tables: tuple[TableShape, ...]
    count: str = "count"
    policy: Policy = field(default_factory=Policy)
    known: tuple[KnownFigure, ...] = ()

    def dimension(self, name: str) -> Dimension:
        """The dimension called `name`."""
        return next(dimension for dimension in self.dimensions if dimension.name == name)

    def with_codes(self, seen: Mapping[str, Sequence[str]]) -> TableRequest:
        """Return the request with every dimension's codes settled from the data's codes `seen`.

        Without a list of codes they are those of the hierarchies and of the data, sorted, so that the order of
        the rows never matters.

        Raises
        ------
        BadSpec : a code in the data is not among the listed codes, or is a group or total label.
        """
        return replace(self, dimensions=tuple(_settled(d, seen.get(d.name, ())) for d in self.dimensions))


def _settled(dimension: Dimension, seen: Sequence[str]) -> Dimension:
    if dimension.codes is not None:
        allowed = set(dimension.codes)
        for code in seen:
            if code not in allowed:
                raise BadSpec(
                    f"Dimensionen «{dimension.name}»: koden «{code}» i data står ikke i «codes»; ret en af dem."
                )
        codes = dimension.codes
    else:
        codes = tuple(sorted({*finest_codes(dimension.hierarchies), *seen}))
    settled = replace(dimension, codes=codes)
    settled.nodes()
    return settled


def check_amounts(request: TableRequest) -> None:
    """Refuse what a request for amounts may not say: it would be without effect, or let figures out unprotected.

    Raises
    ------
    NotSupported : counts beside the amounts, a rule for counts, several answers, or only some labels of a dimension.
    """
    policy = request.policy
    if policy.sums is not None and request.count != policy.sums.amount:
        raise NotSupported(
            f"Der bedes om både antal («count»: «{request.count}») og beløb («policy.sums»); de kan ikke beskyttes som "
            "ét, så fjern «count», og bed om antal for sig."
        )
    for dimension in request.dimensions:
        if dimension.multiple:
            raise NotSupported(
                f"Dimensionen «{dimension.name}» har flere svar, og «policy.sums» beder om beløb; et beløb, der står "
                "under flere svar, kan ikke beskyttes. Bed om en dimension med ét svar."
            )
    for name in ("group_disclosure", "differences", "min_margin", "min_group", "zeros_protected", "occurring"):
        if getattr(policy, name):
            raise NotSupported(
                f"«policy.{name.removesuffix('_protected')}» gælder antal og kan ikke bruges sammen med «policy.sums»; "
                "fjern den, og bed om antal for sig."
            )
    for shape in request.tables:
        for name in shape.only:
            raise NotSupported(
                f"«tables»: «only» viser kun noget af «{name}», og resten af beløbet kan regnes ud af summen uden at "
                "være beskyttet; vis hele dimensionen, eller læg koder sammen i data."
            )
