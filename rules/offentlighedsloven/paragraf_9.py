"""§ 9: clarity, resources and abuse. Stk. 2 is about requests under § 7 and never about § 11."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import NEJ, Statement, in_turn
from rules.parameters import parameter
from rules.rule import rule
from rules.stated import stated

if TYPE_CHECKING:
    from datetime import date

    from rules.stated import Stated

HOURS = "timer_paragraf_9"


def more_than_25_hours(seen: Stated, day: date) -> Statement:
    """Return whether more hours are expected than practice lets a request cost; not stated is no (burden)."""
    hours = seen.part.facts.expected_hours
    if hours is None:
        return Statement(NEJ)
    return stated("expected_hours", hours, holds=hours > parameter(HOURS, day).value)


@rule("ofl § 9, stk. 1, nr. 1", valid_from="2014-01-01")
def kan_identificeres(seen: Stated) -> Statement:
    """Det er klart, hvilken sag eller hvilke dokumenter eller oplysninger der bedes om."""
    return seen.burden("identification_ok", silence=True)


@rule("ofl § 9, stk. 1, nr. 2", valid_from="2014-01-01")
def tema_angivet(seen: Stated) -> Statement:
    """Temaet er angivet."""
    return seen.burden("theme_ok", silence=True)


@rule("ofl § 9, stk. 1", valid_from="2014-01-01", practice=("overblik #23",))
def vil_ikke_praecisere(seen: Stated) -> Statement:
    """Der har været dialog, og den, der spørger, vil ikke sige mere."""
    return in_turn(seen.burden("requester_will_not_specify"), seen.fact("dialogue_done"))


@rule(
    "ofl § 9, stk. 2, nr. 1",
    led="ca. 25 timer",
    valid_from="2014-01-01",
    exception_to="ofl § 7, stk. 1",
    practice=("overblik #15", "FOB 2014-22", "aktindsigtshåndbogen: timer fra manglende journalisering tæller ikke"),
)
def over_25_timer(seen: Stated) -> Statement:
    """Behandlingen ventes at tage mere end ca. 25 timer, som ikke skyldes manglende journalisering."""
    hours = more_than_25_hours(seen, seen.day)
    return in_turn(hours, ~seen.fact("excess_due_to_missing_journalisation"))


@rule(
    "ofl § 9, stk. 2, nr. 1",
    led="dialog",
    valid_from="2014-01-01",
    exception_to="ofl § 7, stk. 1",
    practice=("FOB 2014-22", "FOB 2014-36"),
)
def dialog_er_foert(seen: Stated) -> Statement:
    """Der har været dialog om at afgrænse anmodningen."""
    return seen.fact("dialogue_done")


@rule("ofl § 9, stk. 2, nr. 1", led="skøn", valid_from="2014-01-01", exception_to="ofl § 7, stk. 1")
def uforholdsmaessigt_ressourceforbrug(seen: Stated) -> Statement:
    """Ressourceforbruget er uforholdsmæssigt, når en særlig interesse er vejet med (juristens vurdering)."""
    return seen.skoen("uforholdsmaessigt_ressourceforbrug")


@rule(
    "ofl § 9, stk. 2, nr. 2",
    valid_from="2024-07-01",
    exception_to="ofl § 7, stk. 1",
    practice=("L 116 (2023-24), bemærkningerne til nr. 1",),
)
def retsstridigt_eller_chikanoest(seen: Stated) -> Statement:
    """Anmodningen må antages at tjene et retsstridigt eller chikanøst formål (juristens vurdering)."""
    return seen.raised("chikanoest_formaal")
