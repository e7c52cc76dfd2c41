"""The order of decision for one part, steps 1 to 7: which act, which right, and the gates of § 11.

The order is part of the law and is not changed: what nothing later can cure comes first. A step that
is undecided is noted, and the path goes on as if it came out for access, until a step would end it.
Each step returns how the path ends there, or None where it goes on. Steps 8 and 9 stand in content.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, UAFKLARET
from rules.forvaltningsloven import paragraf_9 as fvl_9
from rules.miljoeoplysningsloven import paragraf_2 as miljoe_2
from rules.offentlighedsloven import (
    content,
    paragraf_2,
    paragraf_7,
    paragraf_8,
    paragraf_9,
    paragraf_10,
    paragraf_11,
)
from rules.offentlighedsloven.ending import Ending, ended
from rules.offentlighedsloven.excluded_cases import excluded_cases
from rules.offentlighedsloven.gates import database_gates
from rules.offentlighedsloven.paragraf_14 import NOT_APPLICABLE
from rules.outcome import Outcome
from rules.sundhedsloven import paragraf_36 as sundhed_36

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.stated import Stated
    from rules.trace import Walk

    Step = Callable[[Walk, Stated], Ending | None]

OTHER_ACTS = (
    (miljoe_2.miljoeoplysninger, ("miljøoplysningsloven § 2", "OFL 1985")),
    (fvl_9.partsaktindsigt, ("fvl § 9",)),
    (paragraf_8.egne_oplysninger, ("ofl § 8, 1. pkt.", "GDPR art. 15")),
    (sundhed_36.patientjournal, ("sundhedsloven",)),
)


def way_through(walk: Walk, seen: Stated) -> Ending:
    """Walk the path of one part to its end."""
    for step in (body, other_act, clarity, excluded_cases):
        found = step(walk, seen)
        if found:
            return found
    return by_paragraf_7(walk, seen) if route_is_paragraf_7(walk, seen) else by_paragraf_11(walk, seen)


def body(walk: Walk, seen: Stated) -> Ending | None:
    """Step 1: the act does not bind private bodies."""
    if walk.answer(paragraf_2.uden_for_den_offentlige_forvaltning, seen) is JA:
        return ended(1, Outcome.OUT_OF_SCOPE, ("ofl § 2",), ("henvis_til_anden_lov",))
    return None


def other_act(walk: Walk, seen: Stated) -> Ending | None:
    """Step 2: another act, or § 8, governs."""
    for rule, provisions in OTHER_ACTS:
        if walk.answer(rule, seen) is JA:
            return ended(2, Outcome.OTHER_ACT, provisions, ("henvis_til_anden_lov",))
    return None


def clarity(walk: Walk, seen: Stated) -> Ending | None:
    """Step 3: an unclear request is talked over first, and refused only when the requester will say no more."""
    asked = (paragraf_9.kan_identificeres, paragraf_9.tema_angivet)
    unclear = tuple(rule.provision for rule in asked if walk.answer(rule, seen) is NEJ)
    if not unclear:
        return None
    says = ("hvad_mangler", "dialog_afgraensning", "tilbud_databeskrivelse")
    # Refused or only talked over depends on this; not knowing whether there was a dialogue blocks the part.
    if walk.answer(paragraf_9.vil_ikke_praecisere, seen) is JA:
        return ended(3, Outcome.REFUSE_TO_PROCESS, unclear, says, NOT_APPLICABLE)
    return ended(3, Outcome.DIALOGUE, unclear, says)


def route_is_paragraf_7(walk: Walk, seen: Stated) -> bool:
    """Step 5: whether the part is about documents that exist; what is not stated is read as it was asked for."""
    kind = seen.part.kind
    if kind == "journal":
        one_case = walk.answer(paragraf_7.aktliste_i_en_sag, seen)
        if one_case is UAFKLARET:
            walk.lacks((), paragraf_10.journalen_paa_tvaers.provision)
        # The entries of one case are the reading for access.
        return one_case is not NEJ
    exists = walk.answer(paragraf_7.dokumentet_findes, seen)
    if exists is UAFKLARET and kind != "document":
        walk.lacks((), paragraf_11.RIGHT)
    return kind == "document" or exists is JA


def by_paragraf_7(walk: Walk, seen: Stated) -> Ending:
    """Steps 5, 6 and 8 for documents."""
    if seen.part.kind == "document" and seen.part.facts.existing_document is False:
        return ended(5, Outcome.REFUSE, ("ofl § 7, stk. 1",), ("hvad_findes",), NOT_APPLICABLE)
    return disproportionate(walk, seen) or abusive(walk, seen) or content.of_documents(walk, seen)


def disproportionate(walk: Walk, seen: Stated) -> Ending | None:
    """Step 6, nr. 1: more than ca. 25 hours, after dialogue, and a jurist's judgement."""
    provision = paragraf_9.over_25_timer.provision
    over = walk.answer(paragraf_9.over_25_timer, seen)
    if over is NEJ:
        return None
    talked = walk.answer(paragraf_9.dialog_er_foert, seen)
    if talked is NEJ:
        if over is UAFKLARET:
            return None
        return ended(6, Outcome.DIALOGUE, (provision,), ("timer_og_metode", "dialog_afgraensning"))
    weighed = walk.answer(paragraf_9.uforholdsmaessigt_ressourceforbrug, seen)
    if (over, talked, weighed) == (JA, JA, JA):
        says = ("timer_og_metode", "hvad_kan_gives")
        return ended(6, Outcome.REFUSE_TO_PROCESS, (provision,), says, NOT_APPLICABLE)
    return None


def abusive(walk: Walk, seen: Stated) -> Ending | None:
    """Step 6, nr. 2: an unlawful or harassing purpose, raised by a jurist."""
    rule = paragraf_9.retsstridigt_eller_chikanoest
    if walk.answer(rule, seen) is JA:
        return ended(6, Outcome.REFUSE_TO_PROCESS, (rule.provision,), ("konkrete_forhold",), NOT_APPLICABLE)
    return None


def by_paragraf_11(walk: Walk, seen: Stated) -> Ending:
    """Steps 7 and 8 for data in databases."""
    return database_gates(walk, seen) or content.of_compilation(walk, seen)
