"""Step 7: the gates of § 11, in the order in which nothing later can cure what an earlier one stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import JA, NEJ
from rules.offentlighedsloven import content, paragraf_3, paragraf_4, paragraf_10, paragraf_11, paragraf_12, paragraf_36
from rules.offentlighedsloven.ending import Ending, ended
from rules.offentlighedsloven.paragraf_14 import NOT_APPLICABLE
from rules.outcome import Outcome

if TYPE_CHECKING:
    from rules.stated import Stated
    from rules.trace import Walk

DOCUMENTS = "ofl § 7, stk. 1"
SCREENED = {"personer": "ofl § 30, nr. 1", "virksomheder": "ofl § 30, nr. 2"}


def database_gates(walk: Walk, seen: Stated) -> Ending | None:
    """Walk the gates (a) to (e)."""
    gates = (whole_register, other_body, not_abused, own_database, description, existing, research, published, simple)
    return next((found for gate in gates if (found := gate(walk, seen))), None)


def whole_register(walk: Walk, seen: Stated) -> Ending | None:
    """(a) The whole database, or the journal across cases."""
    if walk.answer(paragraf_10.hele_databasen, seen) is JA:
        return _refused(("ofl § 10, stk. 1",), "vejledning_paragraf_11", "tilbud_databeskrivelse")
    if walk.answer(paragraf_10.journalen_paa_tvaers, seen) is JA:
        return _refused(("ofl § 10, stk. 1", paragraf_11.RIGHT), "vejledning_paragraf_7")
    return None


def other_body(walk: Walk, seen: Stated) -> Ending | None:
    """(a) Bodies that §§ 11 and 12 do not bind."""
    for rule in (paragraf_3.uden_sammenstillingsret, paragraf_4.uden_sammenstillingsret):
        if walk.answer(rule, seen) is JA:
            return ended(7, Outcome.OUT_OF_SCOPE, (rule.provision,), ("vejledning_paragraf_7",), NOT_APPLICABLE)
    return None


def not_abused(walk: Walk, seen: Stated) -> None:
    """(a) Abuse of § 11 is for a jurist; § 9, stk. 2, does not reach it, so a yes stops the machine."""
    if walk.answer(paragraf_11.ikke_misbrug, seen) is NEJ:
        walk.lacks(("misbrug_paragraf_11",), paragraf_11.RIGHT)


def own_database(walk: Walk, seen: Stated) -> Ending | None:
    """(a) A database of somebody else: forward the request."""
    rule = paragraf_36.myndighedens_egen_database
    if walk.answer(rule, seen) is NEJ:
        return ended(7, Outcome.OUT_OF_SCOPE, (rule.provision,), ("oversendes",), NOT_APPLICABLE)
    return None


def description(walk: Walk, seen: Stated) -> Ending | None:
    """(a) A description of the database (§ 12)."""
    if walk.answer(paragraf_12.databeskrivelse, seen) is not JA:
        return None
    if walk.answer(paragraf_12.anvendes_i_sager_eller_analyser, seen) is NEJ:
        return _refused(("ofl § 12, stk. 1, 2. pkt.",))
    return content.of_description(walk, seen)


def existing(walk: Walk, seen: Stated) -> Ending | None:
    """(b) Only data that exist: not the future, and not what is not recorded."""
    whole = walk.answer(paragraf_11.perioden_er_angivet_helt, seen) is JA
    if whole and walk.answer(paragraf_11.perioden_er_fremtid, seen) is JA:
        return _refused((paragraf_11.RIGHT, DOCUMENTS), "kan_bede_igen", *_alternative(seen))
    if whole and walk.answer(paragraf_11.perioden_slutter_i_fremtiden, seen) is JA:
        walk.lacks(("split_period",), paragraf_11.RIGHT)
    if walk.answer(paragraf_11.oplysningerne_er_registreret, seen) is NEJ:
        return _refused((paragraf_11.RIGHT, DOCUMENTS), "felt_eller_trin", *_alternative(seen))
    return None


def research(walk: Walk, seen: Stated) -> Ending | None:
    """(c) Personal data processed for statistics or science alone; § 14 does not open it."""
    if walk.answer(paragraf_11.alene_til_statistik_eller_forskning, seen) is JA:
        return _refused(("ofl § 11, stk. 2", "DBL § 10"), "meroffentlighed_ikke_dbl10", "kilde_og_hjemmel")
    return None


def published(walk: Walk, seen: Stated) -> Ending | None:
    """(d) Already published in suitable form."""
    if walk.answer(paragraf_11.allerede_offentliggjort, seen) is JA:
        return _refused(("ofl § 11, stk. 1, 3. pkt.",), "henvisning_praecis")
    return None


def simple(walk: Walk, seen: Stated) -> Ending | None:
    """(e) Few and simple commands, all steps together."""
    if walk.answer(paragraf_11.faa_og_enkle_kommandoer, seen) is not NEJ:
        return None
    screened = walk.answer(paragraf_11.undersoegelse_efter_paragraf_19_35, seen) is JA
    indhold = seen.part.facts.indhold or ()
    provisions = (
        paragraf_11.RIGHT,
        *((DOCUMENTS,) if seen.part.facts.information_exists == "not_in_field" else ()),
        *(("ofl § 11, stk. 1, 2. pkt.",) if screened else ()),
        *(rule for entry, rule in SCREENED.items() if screened and entry in indhold),
    )
    return _refused(provisions, "felt_eller_trin", "screening_omfang", *_alternative(seen))


def _refused(provisions: tuple[str, ...], *says: str) -> Ending:
    return ended(7, Outcome.REFUSE, provisions, says, NOT_APPLICABLE)


def _alternative(seen: Stated) -> tuple[str, ...]:
    stated = (seen.part.facts.nearest_alternative or "").strip()
    return ("naermeste_alternativ",) if stated else ()
