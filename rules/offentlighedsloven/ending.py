"""How the path of one part ends: outcome, provisions, what the letter must say, and the groups."""

from __future__ import annotations

from dataclasses import dataclass

from rules.outcome import Outcome
from rules.trace import citation


@dataclass(frozen=True, slots=True)
class GroupEnding:
    """How a cell group came out.

    Attributes
    ----------
    id : empty where the part has no groups and is one group itself.
    engaged : the provisions that stand in the way, as cited.
    meroffentlighed : the value of § 14 where the group is refused under §§ 27-35, else None.
    waits : an alternative to the group is undecided and none is released.
    """

    id: str
    outcome: Outcome
    sections: tuple[str, ...]
    missing: tuple[str, ...] = ()
    engaged: tuple[str, ...] = ()
    meroffentlighed: str | None = None
    must_say: tuple[str, ...] = ()
    is_variant: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How a part came out, before what is undecided is put beside it.

    Attributes
    ----------
    step : the step of FACTS.md section 2 that ended the path.
    """

    step: int
    outcome: Outcome
    sections: tuple[str, ...]
    must_say: tuple[str, ...] = ()
    meroffentlighed: str | None = None
    groups: tuple[GroupEnding, ...] = ()


def ended(
    step: int,
    outcome: Outcome,
    provisions: tuple[str, ...],
    must_say: tuple[str, ...] = (),
    meroffentlighed: str | None = None,
) -> Ending:
    """Return the ending of a path at `step` under `provisions`."""
    return Ending(step, outcome, tuple(citation(entry) for entry in provisions), must_say, meroffentlighed)
