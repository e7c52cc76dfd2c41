"""Step 8: what the cells hold, group by group, for documents, compilations and database descriptions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, UAFKLARET
from rules.offentlighedsloven import (
    meroffentlighed,
    paragraf_11,
    paragraf_14,
    paragraf_23,
    paragraf_27,
    paragraf_30,
    paragraf_31,
    paragraf_32,
    paragraf_33,
    paragraf_34,
    paragraf_35,
)
from rules.offentlighedsloven.ending import Ending, GroupEnding
from rules.offentlighedsloven.groups import asked, concluded, put_together, variants
from rules.offentlighedsloven.paragraf_14 import NOT_APPLICABLE, PRIVATE, Refused
from rules.outcome import Outcome
from rules.trace import citation

if TYPE_CHECKING:
    from rules.rule import Rule
    from rules.stated import Stated, StatedGroup
    from rules.trace import Walk

PUBLIC_INTERESTS: tuple[Rule[StatedGroup], ...] = (
    paragraf_31.statens_sikkerhed,
    paragraf_32.udenrigspolitiske_interesser,
    paragraf_33.lovovertraedelser,
    paragraf_33.offentlig_kontrol,
    paragraf_33.det_offentliges_oekonomi,
    paragraf_33.originale_ideer_og_forskning,
    paragraf_33.efter_forholdets_saerlige_karakter,
)
IN_DATA: tuple[Rule[StatedGroup], ...] = (
    paragraf_30.private_forhold,
    paragraf_30.drifts_og_forretningsforhold,
    *PUBLIC_INTERESTS,
    paragraf_35.saerlig_tavshedspligt,
)
IN_DOCUMENTS: tuple[Rule[StatedGroup], ...] = (paragraf_27.grundlag_for_statistik, *IN_DATA)
VARIANT = "ofl § 11, stk. 1, 2. pkt."
# A rule of another act, as the assessment cites it: "CVR-loven § 18, stk. 7".
_OTHER_ACT = re.compile(r"[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå0-9 -]* § \d+( [a-z])?(, stk\. \d+)?(, nr\. \d+)?(, \d+\. pkt\.)?")


def of_compilation(walk: Walk, seen: Stated) -> Ending:
    """Judge each asked group of a compilation, and its alternatives where it is not given (§ 11)."""
    return put_together(8, [ending for view in asked(seen) for ending in _compiled(walk, view)])


def of_documents(walk: Walk, seen: Stated) -> Ending:
    """Judge each group of a document; what is not excepted is given (§§ 7 and 34)."""
    ending = put_together(8, [_documented(walk.into(view.id), view) for view in asked(seen)])
    if walk.answer(paragraf_34.resten_gives, ending) is not JA:
        return ending
    return replace(ending, sections=(*ending.sections, citation(paragraf_34.resten_gives.provision)))


def of_description(walk: Walk, seen: Stated) -> Ending:
    """Judge a database description: only §§ 31-33 can stand in the way (§ 12). It belongs to step 7."""
    return put_together(7, [_described(walk.into(view.id), view) for view in asked(seen)])


def _compiled(walk: Walk, view: StatedGroup) -> list[GroupEnding]:
    account = walk.into(view.id)
    provisions = _engaged(account, view, IN_DATA)
    if not provisions:
        given = GroupEnding(view.id, Outcome.GRANT, (citation(paragraf_11.RIGHT),))
        return [concluded(account, view, given)]
    offers = [_variant(walk.into(offer.id), offer) for offer in variants(view)]
    outcomes = {offer.outcome for offer in offers}
    if not outcomes & {Outcome.GRANT, Outcome.BLOCKED}:
        _no_variant_works(account, view)
    waits = Outcome.BLOCKED in outcomes and Outcome.GRANT not in outcomes
    says = ("varianter_proevet",)
    return [_refused(account, Refused(view, provisions), (citation(VARIANT),), says, waits=waits), *offers]


def _no_variant_works(walk: Walk, view: StatedGroup) -> None:
    rule = paragraf_11.ved_faa_og_enkle_kommandoer
    # Only a recorded no shuts the door: a yes without an alternative that works has nothing to give.
    if walk.answer(rule, view) is JA:
        walk.lacks(("variant_by_few_commands",), rule.provision)


def _variant(walk: Walk, view: StatedGroup) -> GroupEnding:
    tried = [walk.try_out(rule, view) for rule in IN_DATA]
    found = [finding for finding in tried if finding is not None]
    against = tuple(citation(finding.provision) for finding in found if finding.answer is JA)
    simple = walk.try_out(paragraf_11.ved_faa_og_enkle_kommandoer, view)
    assert simple is not None, "§ 11 has been law for as long as the act"
    if against or simple.answer is NEJ:
        refused = GroupEnding(view.id, Outcome.REFUSE, (citation(VARIANT), *against), engaged=against)
        return concluded(walk, view, refused)
    for finding in (simple, *found):
        if finding.answer is UAFKLARET:
            walk.lacks(finding.missing, finding.provision)
    return concluded(walk, view, GroupEnding(view.id, Outcome.GRANT, (citation(VARIANT),)))


def _documented(walk: Walk, view: StatedGroup) -> GroupEnding:
    provisions = _engaged(walk, view, IN_DOCUMENTS)
    if walk.answer(paragraf_23.internt_dokument, view) is JA:
        # §§ 23-26 and 28-29 are not modelled: a jurist must take the document from here.
        walk.lacks(("internt_dokument",), paragraf_23.internt_dokument.provision)
    if not provisions:
        return concluded(walk, view, GroupEnding(view.id, Outcome.GRANT, (_right_to_documents(view),)))
    if provisions == (PRIVATE,) and view.of_part.part.facts.anonymised_copies_wanted:
        return _anonymised(walk, view)
    return _refused(walk, Refused(view, provisions))


def _anonymised(walk: Walk, view: StatedGroup) -> GroupEnding:
    costly = walk.answer(paragraf_14.anonymisering_kraever_ressourcer, view)
    principle = (paragraf_14.anonymisering_kraever_ressourcer.provision,)
    refused = Refused(view, (PRIVATE,))
    if costly is JA:
        return _refused(walk, refused, principle, ("timer_og_metode", "dialog_afgraensning"))
    skoen = view.recorded("meroffentlighed")
    # The copy is given, so § 14 need not be judged; what a jurist has recorded is shown.
    excluded = paragraf_14.EXCLUDED if skoen and skoen.signed and skoen.value == paragraf_14.EXCLUDED else None
    sections = (_right_to_documents(view), citation(PRIVATE), *principle)
    says = ("identifikation_hvordan", *((meroffentlighed.SAID[excluded],) if excluded else ()))
    given = GroupEnding(view.id, Outcome.PARTIAL, sections, (), (citation(PRIVATE),), excluded, says)
    return concluded(walk, view, given)


def _described(walk: Walk, view: StatedGroup) -> GroupEnding:
    provisions = _engaged(walk, view, PUBLIC_INTERESTS)
    right = "§ 12, stk. 1, 1. pkt."
    if not provisions:
        return concluded(walk, view, GroupEnding(view.id, Outcome.GRANT, (right,)))
    engaged = tuple(citation(entry) for entry in provisions)
    refused = GroupEnding(view.id, Outcome.REFUSE, (right, *engaged), (), engaged, NOT_APPLICABLE)
    return concluded(walk, view, refused)


def _engaged(walk: Walk, view: StatedGroup, rules: tuple[Rule[StatedGroup], ...]) -> tuple[str, ...]:
    return tuple(rule.provision for rule in rules if walk.answer(rule, view) is JA)


def _refused(
    walk: Walk, refused: Refused, sections: tuple[str, ...] = (), says: tuple[str, ...] = (), *, waits: bool = False
) -> GroupEnding:
    weighed = meroffentlighed.of_refused(walk, refused)
    engaged = tuple(citation(entry) for entry in refused.provisions)
    if weighed.value == paragraf_14.GRANTED:
        given = GroupEnding(
            refused.group.id, Outcome.GRANT, (*engaged, *weighed.sections), (), engaged, weighed.value, weighed.says
        )
        return concluded(walk, refused.group, replace(given, waits=waits))
    how = ("identifikation_hvordan",) if PRIVATE in refused.provisions else ()
    ending = GroupEnding(
        id=refused.group.id,
        outcome=Outcome.REFUSE,
        sections=(*sections, *engaged, *_named_rule(refused), *weighed.sections),
        engaged=engaged,
        meroffentlighed=weighed.value,
        must_say=(*how, *says, *weighed.says),
        waits=waits,
    )
    return concluded(walk, refused.group, ending)


def _named_rule(refused: Refused) -> tuple[str, ...]:
    rule = refused.group.secrecy_rule if paragraf_14.SECRECY in refused.provisions else ""
    return (rule,) if _OTHER_ACT.fullmatch(rule) else ()


def _right_to_documents(view: StatedGroup) -> str:
    return "§ 7, stk. 2, nr. 2" if view.of_part.part.kind == "journal" else "§ 7, stk. 1"
