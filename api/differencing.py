"""What earlier answers and public figures mean for a reply, told to the jurist and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.case_plan import PlannedTable
from api.offered import offers_text
from api.release_tables import Source, counted, joint_release
from disclosure.conflicts import conflicts
from disclosure.errors import DisclosureError, NothingSafe, NotSupported
from disclosure.protected import protect


@dataclass(frozen=True, slots=True)
class Differencing:
    """What history means for the tables of a reply.

    Attributes
    ----------
    answers : the earlier answers and public figures they are protected together with.
    conflicts : what subtraction would give, were the tables given as they could be alone.
    """

    answers: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def differencing(
    found: Source, tables: Sequence[PlannedTable], whole: Sequence[str], *, names_given: bool
) -> Differencing:
    """Look for subtractions between the tables and what was given before; nothing to say where nothing was."""
    joint = joint_release(found, tables, whole, names_given=names_given)
    answers = tuple(dict.fromkeys(joint.tables[number].name for number in joint.earlier))
    if not answers:
        return Differencing()
    before = replace(found, history=())
    alone = joint_release(before, tables, whole, names_given=names_given)
    try:
        protected = protect(counted(before, alone))
    except NothingSafe:
        return Differencing(answers)
    return Differencing(answers, conflicts(joint, counted(found, joint), alone, protected))


def why_not(
    found: Source, tables: Sequence[PlannedTable], whole: Sequence[str], refusal: DisclosureError
) -> Iterator[str]:
    """Why the tables are not given: the refusal, the subtractions, and the nearest tables that are safe."""
    yield str(refusal)
    if isinstance(refusal, NothingSafe):
        yield from refusal.reasons
    if not tables:
        return
    if not isinstance(refusal, NotSupported):
        yield from differencing(found, tables, whole, names_given=False).conflicts
    *given, table = tables
    kept = [name for name in whole if name != table.table_id]
    yield from offers_text(found, table, given, kept, names_given=False)
