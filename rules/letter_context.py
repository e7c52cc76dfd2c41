"""What a letter needs beyond facts and law: settings of the authority, and material for each part.

Nothing here is a number from a table. What is not set is shown in the letter as "[ikke angivet: …]"
and listed among its draft marks, so that it cannot be overlooked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

NOT_SET_PREFIX = "[ikke angivet: "


def not_set(what: str) -> str:
    """Return the visible mark of a setting that is missing."""
    return f"{NOT_SET_PREFIX}{what}]"


def or_not_set(value: str | None, what: str) -> str:
    """Return the value, or the visible mark of what is missing."""
    return value.strip() if value and value.strip() else not_set(what)


@dataclass(frozen=True, slots=True)
class VariantTried:
    """One alternative that was tried before a table was refused: what it was, and what came of it."""

    label: str
    result: str


@dataclass(frozen=True, slots=True)
class PartMaterial:
    """Material for one part of the request; every sentence may be shown to the requester.

    Attributes
    ----------
    tables : ids of the released tables of this part, in the order they are shown.
    in_file_only : the tables go with the letter as a file and are not shown in it.
    definitions : sentences that tell how the part's figures are read.
    understood : how this part of the wording was understood.
    identification_how : sentences on who could recognise whom, without disclosing it.
    variants_tried : alternatives beyond those that stand in the facts.
    steps : what the work would consist of, where the facts do not list it.
    balancing : the considerations on both sides, where meroffentlighed is weighed.
    what_exists : what there is instead of a document that does not exist.
    what_can_be_given : what fits within the resources.
    what_is_missing : what the requester must tell.
    receiving_authority : whom the part is forwarded to.
    format_given : the format delivered, in words: "regneark (xlsx)".
    alternative_given : a sentence on where the nearest alternative already stands in the letter.
    """

    part_id: str
    tables: tuple[str, ...] = ()
    in_file_only: bool = False
    definitions: tuple[str, ...] = ()
    understood: str = ""
    identification_how: tuple[str, ...] = ()
    variants_tried: tuple[VariantTried, ...] = ()
    steps: tuple[str, ...] = ()
    balancing: tuple[str, ...] = ()
    what_exists: str = ""
    what_can_be_given: str = ""
    what_is_missing: str = ""
    receiving_authority: str = ""
    format_given: str = ""
    alternative_given: str = ""


@dataclass(frozen=True, slots=True)
class LetterContext:
    """The settings of one letter.

    Attributes
    ----------
    subject : what the request is about, after "aktindsigt i".
    authority : the name the letter speaks for, for example "Københavns Kommune, Socialforvaltningen".
    decided : the date of the letter.
    contact : where the requester reaches the case worker.
    complaint_contact : the authority's own address for complaints.
    tilsyn_address : Ankestyrelsen's address lines.
    appeal_address : the address lines of the appeal body of § 37.
    period, unit, population, source_system, extracted : how every figure of the letter is read.
    notices : sentences that must stand on the first page, for example that the register is synthetic.
    delay_reason : why the answer comes late, or cannot come in time; never a general phrase.
    stated_numbers : numbers outside the released tables that the texts may name: a public figure, the number of codes.
    fristbrev_sent : the day the requester was told that the answer would come late.
    signature : lines under the closing; the first is the jurist's name.
    """

    subject: str
    authority: str
    decided: date
    sender: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    case_number: str | None = None
    contact: str | None = None
    complaint_contact: tuple[str, ...] = ()
    tilsyn_address: tuple[str, ...] = ()
    appeal_address: tuple[str, ...] = ()
    period: str | None = None
    unit: str | None = None
    population: str | None = None
    source_system: str | None = None
    extracted: date | None = None
    notices: tuple[str, ...] = ()
    delay_reason: str | None = None
    fristbrev_sent: date | None = None
    signature: tuple[str, ...] = ()
    stated_numbers: tuple[int, ...] = ()
    parts: tuple[PartMaterial, ...] = ()

    def material(self, part_id: str) -> PartMaterial:
        """Return the part's material; empty material where none was given."""
        found = (material for material in self.parts if material.part_id == part_id)
        return next(found, PartMaterial(part_id))
