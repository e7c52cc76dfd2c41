"""Guidance in the letter: what is missing, what can be asked for instead, and which other act applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.letter_context import or_not_set
from rules.sentences import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.letter import Block
    from rules.letter_case import PartCase

ENVIRONMENT = (
    "{part} angår miljøoplysninger. Den behandles efter miljøoplysningsloven og offentlighedsloven "
    "fra 1985 og ikke efter den gældende offentlighedslov"
)
PARTY = (
    "Du er part i den sag, som {part} angår. Anmodningen behandles derfor efter reglerne om parters aktindsigt i "
    "forvaltningslovens § 9"
)
OWN_DATA = (
    "{part} angår oplysninger om dig selv. Anmodningen behandles derfor efter offentlighedslovens § 8 og "
    "databeskyttelsesforordningens art. 15"
)
PATIENT = (
    "{part} angår patientjournaler. Anmodningen behandles derfor efter sundhedsloven og ikke efter offentlighedsloven"
)
PRIVATE_BODY = (
    "Offentlighedsloven giver derfor ikke ret til oplysninger hos os. Har vi oplysninger om dig selv, kan du bede om "
    "dem efter databeskyttelsesforordningens art. 15"
)
OTHER_ACTS = (
    ("miljøoplysningsloven", "is_environmental_info", ENVIRONMENT),
    ("fvl § 9", "is_party_access", PARTY),
    ("§ 8", "is_own_data", OWN_DATA),
    ("sundhedsloven", "is_patientjournal", PATIENT),
)
NO_DOCUMENT = (
    "Retten til aktindsigt i dokumenter gælder dokumenter, som allerede findes. Vi har ikke det dokument, du beder om"
)


DOCUMENTS = (
    "Du kan efter offentlighedslovens § 7, stk. 1 og stk. 2, bede om aktindsigt i dokumenter og i aktlisten i en "
    "bestemt sag"
)
COMPILATION = (
    "Retten til aktindsigt omfatter ikke databaser som sådan. Du kan i stedet efter offentlighedslovens § 11, stk. 1, "
    "bede om en sammenstilling, for eksempel en tabel over bestemte oplysninger i en bestemt periode, hvis den kan "
    "foretages ved få og enkle kommandoer"
)
DESCRIPTION = (
    "Du kan også få en databeskrivelse af {system} efter offentlighedslovens § 12, stk. 1. Den fortæller, hvilke typer "
    "af oplysninger databasen rummer, hvilket grundlag de bygger på, og hvilke formater der anvendes. Det gør det "
    "lettere at se, hvad du kan bede om"
)


def hvad_findes(case: PartCase) -> tuple[Block, ...]:
    """Say that the document does not exist, and what there is."""
    instead = case.material.what_exists or case.facts.nearest_alternative
    stated = or_not_set(instead, "hvad der findes i stedet")
    return (
        paragraph(
            NO_DOCUMENT,
            f"Det, vi har, er {stated.rstrip('.')}",
        ),
    )


def henvis_til_anden_lov(case: PartCase) -> tuple[Block, ...]:
    """Name the act that governs instead."""
    if case.rests_on("§ 2"):
        return (paragraph(PRIVATE_BODY),)
    answered = f"Vi har derfor ikke taget stilling til {case.name} i dette brev og svarer dig særskilt"
    return tuple(
        paragraph(words.format(part=case.name), *case.reasons(judgement), answered)
        for citation, judgement, words in OTHER_ACTS
        if case.rests_on(citation)
    )


def hvad_mangler(case: PartCase) -> tuple[Block, ...]:
    """Say what the requester must tell before the part can be dealt with."""
    missing = [
        "hvilke sager, dokumenter eller oplysninger du ønsker" if case.facts.identification_ok is False else "",
        "hvilket tema anmodningen angår" if case.facts.theme_ok is False else "",
    ]
    stated = ", og ".join(entry for entry in missing if entry)
    return (
        paragraph(
            f"Vi kan ikke se af din anmodning, {stated or 'hvad du ønsker'}. Det er nødvendigt at vide, "
            "jf. offentlighedslovens § 9, stk. 1",
            case.material.what_is_missing,
        ),
    )


def dialog_afgraensning(case: PartCase) -> tuple[Block, ...]:
    """Invite to narrow the request, or say that it was tried."""
    contact = or_not_set(case.context.contact, "kontaktoplysninger")
    if case.facts.dialogue_done:
        return (
            paragraph(
                f"Vi har været i dialog med dig om at præcisere eller afgrænse {case.name}. Du er fortsat velkommen "
                f"til at sende os en snævrere anmodning: {contact}"
            ),
        )
    return (
        paragraph(
            f"Du kan præcisere eller afgrænse {case.name}, for eksempel til en kortere periode, færre sager eller "
            f"bestemte oplysninger. Kontakt os, så hjælper vi: {contact}"
        ),
    )


def hvad_kan_gives(case: PartCase) -> tuple[Block, ...]:
    """Say what fits within a proportionate use of resources."""
    stated = case.material.what_can_be_given or case.facts.nearest_alternative
    said = or_not_set(stated, "hvad der kan gives").rstrip(".")
    return (paragraph(f"Inden for et forholdsmæssigt ressourceforbrug kan vi give dig {said}"),)


def vejledning_paragraf_7(_case: PartCase) -> tuple[Block, ...]:
    """Point to the right to documents."""
    return (paragraph(DOCUMENTS, "Skriv i så fald, hvilken sag eller hvilket emne det drejer sig om"),)


def vejledning_paragraf_11(_case: PartCase) -> tuple[Block, ...]:
    """Point to the right to a compilation instead of the whole database."""
    offer = "Skriv gerne, hvilke oplysninger du har brug for, så hjælper vi med at finde en tabel, der kan gives"
    return (paragraph(COMPILATION, offer),)


def tilbud_databeskrivelse(case: PartCase) -> tuple[Block, ...]:
    """Offer a description of the database."""
    return (paragraph(DESCRIPTION.format(system=case.facts.system or "databasen")),)


def oversendes(case: PartCase) -> tuple[Block, ...]:
    """Say to whom the part is forwarded."""
    receiver = or_not_set(case.material.receiving_authority, "rette myndighed")
    forwarded = "anmodningen" if case.alone else "denne del af anmodningen"
    return (
        paragraph(
            f"De oplysninger, som {case.name} angår, står i en anden myndigheds database, og den myndighed afgør, om "
            "du kan få dem, jf. offentlighedslovens § 36, stk. 1",
            f"Vi sender {forwarded} videre til {receiver}, som svarer dig direkte",
        ),
    )


GUIDANCE: dict[str, Callable[[PartCase], tuple[Block, ...]]] = {
    "hvad_findes": hvad_findes,
    "henvis_til_anden_lov": henvis_til_anden_lov,
    "hvad_mangler": hvad_mangler,
    "dialog_afgraensning": dialog_afgraensning,
    "hvad_kan_gives": hvad_kan_gives,
    "vejledning_paragraf_7": vejledning_paragraf_7,
    "vejledning_paragraf_11": vejledning_paragraf_11,
    "tilbud_databeskrivelse": tilbud_databeskrivelse,
    "oversendes": oversendes,
}
"""The codes of guidance, each with its builder."""
