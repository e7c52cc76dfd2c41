"""A request for access as values: what is asked, and what is answered. answering.py goes from the one to the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.case_plan import AcceptedGroup
from data.release import Release

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rules.assessment import Assessment
    from rules.deadlines import Deadlines

Named = tuple[tuple[str, tuple[str, ...]], ...]
"""Names, each with its values."""


@dataclass(frozen=True, slots=True)
class AskedTable:
    """One table that a part of the request asks for.

    Attributes
    ----------
    part_id, group_id : the part of the facts that it answers, and its group of cells; "" is the part as a whole.
    dimensions : columns of the register to cross, in the order they are shown.
    levels : per dimension the levels that are shown; a dimension not named is shown by its own codes.
    only : per dimension the codes and groups that are shown in place of levels.
    title : Danish, for the reader; "" lets the register's words be used.
    groups : per dimension the codes under each label of `only` that is none of the register's.
    rounded_to : the base that its counts are rounded to; 0 for exact counts.
    """

    part_id: str
    group_id: str
    dimensions: tuple[str, ...]
    levels: Named = ()
    title: str = ""
    only: Named = ()
    groups: tuple[tuple[str, Named], ...] = ()
    rounded_to: int = 0


@dataclass(frozen=True, slots=True)
class AskedNames:
    """A list of the codes of a column that occur; of those under `label` of `level`, or of all where both are ""."""

    part_id: str
    column: str
    level: str = ""
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole request.

    Attributes
    ----------
    facts : a document in the format facts/1, not yet validated.
    where : per column the codes that count; a column not named is not filtered.
    decided : the day of decision; the law in force on it is applied.
    explanations : per part, sentences on how somebody could be recognised, which themselves disclose nothing.
    names : the list of names that a part asks for, if any.
    case_number, addressee : as the letter shows them; empty ones are marked there as not set.
    accepted_groups : groups of whom the jurist accepts that less is kept, by a judgement each.
    """

    register_id: str
    facts: Mapping[str, object]
    where: Named
    tables: tuple[AskedTable, ...]
    decided: date
    explanations: Named = ()
    case_number: str = ""
    addressee: tuple[str, ...] = ()
    names: AskedNames | None = None
    accepted_groups: tuple[AcceptedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A finished file of the reply."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered.

    Attributes
    ----------
    deadlines : None where the day of receipt is not stated.
    missing : what a person must state or judge before a letter can be made, as "part: name"; empty when it is made.
    documents : letter, spreadsheet and the rest; empty while anything is missing.
    releases : what the ledger remembers of the reply.
    internal : for the jurist, never for the client: what stood in the way, or what earlier answers meant.
    """

    assessment: Assessment
    deadlines: Deadlines | None
    missing: tuple[str, ...]
    documents: tuple[MadeDocument, ...]
    releases: tuple[Release, ...] = ()
    internal: str = ""


Answerer = Callable[[Asked, tuple[Release, ...]], Reply]
"""From a request, and what was given before about its register, to a reply."""
