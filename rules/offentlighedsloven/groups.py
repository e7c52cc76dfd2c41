"""Cell groups: those asked for, their alternatives, and how groups make up a part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rules.offentlighedsloven.ending import Ending, GroupEnding
from rules.offentlighedsloven.paragraf_14 import BALANCED, EXCLUDED, GRANTED, NOT_APPLICABLE
from rules.outcome import GIVEN, Outcome
from rules.stated import StatedGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.stated import Stated
    from rules.trace import Walk

# Where groups differ, the part shows the value that withholds.
SHOWN_FIRST = (EXCLUDED, BALANCED, GRANTED, NOT_APPLICABLE)


def asked(seen: Stated) -> tuple[StatedGroup, ...]:
    """Return the groups that were asked for; a part without groups is one group."""
    groups = seen.part.asked_groups
    return tuple(StatedGroup(seen, group) for group in groups) or (StatedGroup(seen),)


def variants(view: StatedGroup) -> tuple[StatedGroup, ...]:
    """Return the alternatives to an asked group."""
    if view.group is None:
        return ()
    listed = view.of_part.part.variants_of(view.group.id)
    return tuple(StatedGroup(view.of_part, variant, view.group) for variant in listed)


def concluded(walk: Walk, view: StatedGroup, ending: GroupEnding) -> GroupEnding:
    """Return the group's ending, blocked where its account lacks something."""
    marked = replace(ending, is_variant=view.is_variant)
    if not walk.missing:
        return marked
    kept = () if ending.outcome is Outcome.GRANT else ending.sections
    sections = united((kept, walk.undecided))
    return replace(marked, outcome=Outcome.BLOCKED, sections=sections, missing=tuple(walk.missing), must_say=())


def put_together(step: int, groups: Sequence[GroupEnding]) -> Ending:
    """Return how a part with these groups ends."""
    outcome = _outcome(groups)
    decided = [group for group in groups if group.outcome is not Outcome.BLOCKED or outcome is Outcome.BLOCKED]
    values = {group.meroffentlighed for group in decided}
    return Ending(
        step=step,
        outcome=outcome,
        sections=united(group.sections for group in decided),
        must_say=united(group.must_say for group in decided),
        meroffentlighed=next((value for value in SHOWN_FIRST if value in values), None),
        groups=tuple(groups),
    )


def united(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return every entry once, in order."""
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))


def _outcome(groups: Sequence[GroupEnding]) -> Outcome:
    wanted = [group.outcome for group in groups if not group.is_variant]
    if Outcome.BLOCKED in wanted or any(group.waits for group in groups):
        return Outcome.BLOCKED
    if set(wanted) == {Outcome.GRANT}:
        return Outcome.GRANT
    return Outcome.PARTIAL if any(group.outcome in GIVEN for group in groups) else Outcome.REFUSE
