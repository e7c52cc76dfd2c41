"""Form and payment: the format that was wished for, the one that is given, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.letter import Section
from rules.letter_context import or_not_set
from rules.sentences import amount, named_parts, paragraph

if TYPE_CHECKING:
    from rules.facts import CaseFacts
    from rules.letter import Block
    from rules.letter_case import PartCase

FORMATS = {
    "xlsx": "et regneark (xlsx)",
    "xls": "et regneark",
    "csv": "en csv-fil",
    "pdf": "en pdf-fil",
    "docx": "et tekstdokument (docx)",
    "papir": "materialet på papir",
}


def delivery(cases: tuple[PartCase, ...], facts: CaseFacts, fee: float) -> Section | None:
    """Return the section on format and payment; None where nothing is given."""
    given = tuple(case for case in cases if case.given)
    if not given:
        return None
    wanted = facts.request.format_wanted
    blocks = (*(_format(given, wanted) if wanted else ()), _payment(fee))
    return Section("Form og betaling", blocks)


def _format(given: tuple[PartCase, ...], wanted: str) -> tuple[Block, ...]:
    words = FORMATS.get(wanted.lower(), wanted)
    as_wanted = [case for case in given if case.says("format_som_oensket")]
    otherwise = [case for case in given if case.says("format_begrundelse")]
    return (
        *(format_som_oensket(as_wanted, words) if as_wanted else ()),
        *(block for case in otherwise for block in format_begrundelse(case, words)),
    )


def format_som_oensket(cases: list[PartCase], words: str) -> tuple[Block, ...]:
    """Say that the format wished for is given."""
    rule = _form_rule(cases)
    which = "" if cases[0].alone else f" for {named_parts(cases)}"
    return (
        paragraph(
            f"Du har bedt om {words}, og det får du{which}, jf. offentlighedslovens {rule}",
            "Materialet indeholder kun de oplysninger, du har fået aktindsigt i",
        ),
    )


def format_begrundelse(case: PartCase, words: str) -> tuple[Block, ...]:
    """Say why another format is given."""
    reason = or_not_set(case.facts.format_reason, "grunden til et andet format")
    which = "" if case.alone else f" for {case.name}"
    given = f"Du får i stedet {case.material.format_given}" if case.material.format_given else ""
    return (
        paragraph(
            f"Du har bedt om {words}. Det kan vi ikke give dig{which}, jf. offentlighedslovens {_form_rule([case])}",
            reason,
            given,
        ),
    )


def _form_rule(cases: list[PartCase]) -> str:
    by_document = any(case.part.by_paragraf_7 for case in cases)
    compiled = any(not case.part.by_paragraf_7 for case in cases)
    rules = ["§ 40, stk. 1" if by_document else "", "§ 40, stk. 2, jf. stk. 1" if compiled else ""]
    return " og ".join(rule for rule in rules if rule)


def _payment(fee: float) -> Block:
    if fee:
        return paragraph(
            f"Prisen er {amount(fee, 'kr.', 'kr.')}, jf. offentlighedslovens § 40, stk. 3, og betalingsbekendtgørelsen"
        )
    return paragraph("Du skal ikke betale for materialet")
