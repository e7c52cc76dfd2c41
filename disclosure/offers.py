"""The search for the most open safe table: coarser tables, each protected together with all else that is released.

The measure is Shannon's information: how many bits a reader learns about where the counted mentions lie. A published
cell with x of N mentions tells x·log2(N/x) bits; all mentions that are not published count as one lump. It grows with
detail and falls with suppression, so that a fine table full of `[c]` does not beat a coarser one that is open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import NothingSafe
from disclosure.protected import ProtectedTable, protect
from disclosure.table import FrequencyTable, IntArray


@dataclass(frozen=True)
class Candidate:
    """A coarser table that may be offered.

    Attributes
    ----------
    name : stable, ASCII.
    label : Danish, for people.
    table : the whole release with this table as its last one.
    """

    name: str
    label: str
    table: FrequencyTable


@dataclass(frozen=True)
class Offer:
    """What became of a candidate.

    Attributes
    ----------
    protected : None where no safe version was found.
    cells, shown : the candidate's cells, and how many of them show a count.
    bits : what the requester learns, in bits, to one decimal.
    reasons : why no safe version was found.
    """

    name: str
    label: str
    protected: ProtectedTable | None
    cells: int
    shown: int
    bits: float
    reasons: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether it can be released."""
        return self.protected is not None


def search(candidates: Sequence[Candidate], mentions: int) -> tuple[Offer, ...]:
    """Protect every candidate and rank them: safe ones first, by what the requester learns.

    Parameters
    ----------
    mentions : N, the sum of the inner cells of the table that was asked for.
    """
    offers = [_offer(candidate, mentions) for candidate in candidates]
    return tuple(sorted(offers, key=lambda offer: (not offer.safe, -offer.bits, offer.name)))


def _offer(candidate: Candidate, mentions: int) -> Offer:
    axes = candidate.table.system.published_nodes[-1]
    cells = math.prod(shown.size for shown in axes)
    try:
        protected = protect(candidate.table)
    except NothingSafe as error:
        return Offer(candidate.name, candidate.label, None, cells, 0, 0.0, error.reasons or (str(error),))
    shown = int((~protected.suppressed[np.ix_(*axes)]).sum())
    return Offer(candidate.name, candidate.label, protected, cells, shown, information(protected, axes, mentions))


def information(protected: ProtectedTable, axes: tuple[IntArray, ...], mentions: int) -> float:
    """Bits learnt from one published table, see the module's text."""
    system = protected.table.system
    finest = np.ix_(
        *(
            shown if shown.size == 1 else shown[shown != nodes.total]
            for shown, nodes in zip(axes, system.nodes, strict=True)
        )
    )
    counts, hidden = protected.table.counts[finest], protected.suppressed[finest]
    published = counts[~hidden & (counts > 0)].tolist()
    lump = max(mentions - sum(published), 0)
    parts: list[int] = [part for part in [*published, lump] if 0 < part <= mentions]
    return round(sum(part * math.log2(mentions / part) for part in parts), 1)
