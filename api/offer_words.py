"""What is said of the offers of a search, in words that a jurist and a requester understand."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from api.danish import whole
from disclosure.rounding.rounded import RoundedTable
from disclosure.variants.search import Ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.variants.gain import Gain
    from disclosure.variants.search import Found, Offer

PICKED = ("fortæller mest", "af de andre nærmest ved anmodningen", "af resten flest tal")
"""Why an offer is among the three, in the order of the search."""
GIVEN = "kan gives, uden at nogen kan genkendes"
YOURS = "den kan gives, og den får du"
ALSO = "kan også laves"
LESS = "kan også laves, men fortæller samlet set mindre"
TOO_MUCH = "kan laves, uden at nogen kan genkendes, men ikke ved få og enkle kommandoer"
UNSAFE = "vi har ikke fundet en udgave, hvor ingen kan genkendes"
ROUNDED_ALONE = (
    "Afrundede tal kan kun gives, når intet nøjagtigt er givet om de samme. Bliver de givet, venter enhver senere "
    "tabel om de samme på juristen, for ved siden af afrundede tal kan intet andet bevises sikkert."
)
"""What giving a rounded table means for whatever is asked later."""
MEASURES = (
    "Hver tabel er beskyttet og bevist sammen med alt andet, der udleveres. »Bit« er, hvor meget modtageren får at "
    "vide (De Waal og Willenborgs informationsmål); alt, der ikke vises, regnes som én klump. At der ikke er fundet en "
    "sikker udgave af en tabel, beviser ikke, at ingen findes."
)
"""What the internal note says of the measures."""


def decimal(number: float) -> str:
    """Return for example "356,9" or "4.659,7"."""
    tenths = round(number * 10)
    return f"{whole(tenths // 10)},{tenths % 10}"


def ending_sentence(found: Found) -> str:
    """How the search ended."""
    if found.ending is Ending.NOTHING_NEEDED:
        return "Intet behøver beskyttelse: tabellen kan gives, som den er bedt om."
    if found.ending is Ending.NOTHING_SAFE:
        return f"Der er ikke fundet en sikker tabel blandt {whole(found.variants)} varianter."
    count = len(found.best)
    rest = "; der er ikke flere." if found.exhaustive else " blandt dem, der er prøvet."
    if count == 1:
        return f"Ét tilbud er mindst lige så godt som alle de andre i enhver henseende{rest}"
    if count == len(found.offers):
        return f"{count} tilbud, hvoraf intet er ringere end et andet i alt{rest}"
    return f"{whole(count)} varianter er ikke ringere end en anden i alt; her er {len(found.offers)} af dem."


def reach_sentence(found: Found) -> str:
    """How far the search looked."""
    looked = (
        f"{whole(found.variants)} varianter: {whole(found.tried)} er prøvet, heraf {whole(found.unsafe)} uden sikker "
        f"udgave; {whole(found.outdone)} kan med sikkerhed ikke blive bedre end et tilbud"
    )
    if found.ending is Ending.NOTHING_NEEDED or found.exhaustive:
        return f"{looked}."
    left = f"{whole(found.not_tried)} er ikke prøvet, fordi arbejdet var brugt op"
    return f"{looked}; {left}. Der kan være bedre blandt dem."


def cost_and_gain(offer: Offer, asked: Gain) -> str:
    """What an offer costs and gains against the request, in one line."""
    lost = "; ".join(offer.variant.lost) or _own_cost(offer)
    gain = offer.gain
    return (
        f"Koster: {lost}. Giver: {whole(gain.cells)} tal (der er bedt om {whole(asked.cells)}), {_per_cent(gain.mass)} "
        f"af det optalte og {decimal(gain.information)} af {decimal(asked.information)} bit."
    )


def _own_cost(offer: Offer) -> str:
    """The request's own table costs what is suppressed in it."""
    if isinstance(offer.made, RoundedTable) or not offer.made.n_suppressed:
        return "intet"
    return f"{whole(offer.made.n_suppressed)} tal er erstattet af [c]"


def _per_cent(per_mille: int) -> str:
    return f"{decimal(per_mille / 10)} pct."


def letter_sentence(offer: Offer) -> str:
    """The letter's sentence on the offer, for what was tried ("varianter prøvet"); it tells nothing of any cell."""
    return f"{offer.variant.words}: {GIVEN}"


def evidence(seconds: float) -> str:
    """What the jurist can rest `variant_by_few_commands` on: the minutes that were measured."""
    minutes = decimal(max(seconds / 60, 0.1))
    return (
        f"Målt: én kommando, {minutes} minutter for alle de prøvede varianter med beviser. "
        "Om det er få og enkle kommandoer (offentlighedslovens § 11, stk. 1, 2. pkt.), vurderer juristen."
    )


def offer_lines(found: Found) -> Iterator[str]:
    """Every offer with its line and its sentence."""
    for number, offer in enumerate(found.offers, start=1):
        why = f" ({PICKED[number - 1]})" if len(found.best) > len(found.offers) else ""
        yield f"{number}. {offer.variant.words}{why}"
        yield f"   {cost_and_gain(offer, found.asked)}"
        yield f"   Til brevet: {letter_sentence(offer)}."
        if offer.variant.base:
            yield f"   {ROUNDED_ALONE}"


def table_lines(offer: Offer) -> Iterator[str]:
    """The offered tables as they may be shown, a line per cell; the proof's other tables are given or were given."""
    name = "rounded.csv" if offer.variant.base else "protected.csv"
    request = offer.made.table.system.request
    dimensions = [dimension.name for dimension in request.dimensions]
    given = len(request.tables) - len(offer.variant.shapes)
    for row in csv.DictReader(io.StringIO(offer.files[name])):
        if int(row.get("table", 0)) >= given:
            yield f"   {' × '.join(row[name] for name in dimensions)}: {row[request.count] or '[c]'}"


def offers_json(found: Found) -> dict[str, object]:
    """The result in the format offers/1; no count of any cell is in it."""
    return {
        "format": "offers/1",
        "ending": found.ending.value,
        "sentence": ending_sentence(found),
        "reach": reach_sentence(found),
        "asked": _gain_json(found, found.asked),
        "variants": found.variants,
        "tried": found.tried,
        "unsafe": found.unsafe,
        "outdone": found.outdone,
        "not_tried": found.not_tried,
        "refused": list(found.refused),
        "offers": [_offer_json(found, offer) for offer in found.offers],
        "best": [{"words": offer.variant.words, "gain": _gain_json(found, offer.gain)} for offer in found.best],
    }


def _gain_json(found: Found, gain: Gain) -> dict[str, object]:
    return {
        "information_bits": gain.information,
        "cells": gain.cells,
        "mass_per_mille": gain.mass,
        "detail": dict(zip(found.dimensions, gain.detail, strict=True)),
        "changes": gain.changes,
    }


def _offer_json(found: Found, offer: Offer) -> dict[str, object]:
    return {
        "words": offer.variant.words,
        "method": "rounding" if offer.variant.base else "suppression",
        "cost_and_gain": cost_and_gain(offer, found.asked),
        "letter": letter_sentence(offer),
        "gain": _gain_json(found, offer.gain),
        "tables": [{"dimensions": list(s.dimensions), "only": dict(s.only)} for s in offer.variant.shapes],
    }
