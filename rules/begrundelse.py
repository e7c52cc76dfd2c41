"""The reasons of each part in Danish: one builder per code that the letter must contain.

A builder takes the case's own facts and the jurist's reasons, and says what forvaltningsloven § 24
asks for: rule, facts, and the main considerations where there is skøn. It never quotes a count of a
table, so it cannot disclose what it protects; letter_validator.py tests the finished text as well.
The codes are those of `must_say` in the format `assessment/1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.errors import InvalidCitationError
from rules.letter_case import DIALOGUE, GRANT, OTHER_ACT, OUT_OF_SCOPE, PARTIAL, REFUSE, REFUSE_TO_PROCESS
from rules.letter_context import or_not_set
from rules.provision import parse
from rules.sentences import amount, bullets, cited, duration, paragraph
from rules.typography import listed, long_date, sentence
from rules.vejledning import GUIDANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rules.facts import Group, Skoen
    from rules.letter import Block
    from rules.letter_case import PartCase
    from rules.provision import Provision

    Builder = Callable[[PartCase], tuple[Block, ...]]

PROCEDURE = frozenset({14, 36, 37, 38, 40})  # cited in sections of their own
LOOKED_FOR_VARIANTS = "Vi har undersøgt, om du i stedet kan få en grovere eller delvis skjult udgave"
NO_VARIANT_WORKS = (
    "Der er dermed ikke en udgave, som både beskytter oplysningerne og kan laves ved få og enkle kommandoer"
)
RECOGNITION = (
    "Oplysninger om enkeltpersoners private forhold er undtaget, også når ingen er nævnt ved navn, men nogen kan "
    "genkendes i en lidt videre kreds. Vi beskriver, hvordan det kan ske, men går ikke tættere på de enkelte "
    "oplysninger, fordi begrundelsen ellers selv ville røbe det, der skal beskyttes"
)
VARIANTS = (
    "Når oplysninger er omfattet af §§ 19-35, har du ret til en sammenstilling, hvis hensynene kan tilgodeses gennem "
    "anonymisering el.lign., som kan foretages ved få og enkle kommandoer. Vi har derfor prøvet, om det er muligt"
)
SCREENING_COUNTS = (
    "Også den tid regnes med, når det vurderes, om sammenstillingen kan foretages ved få og enkle kommandoer "
    "(Folketingets Ombudsmand, FOB 2016-47)"
)
ALL_STEPS_COUNT = (
    "Vurderingen omfatter alle led i arbejdet, også gennemgang for oplysninger omfattet af §§ 19-35 og eventuel høring "
    "(Folketingets Ombudsmand, FOB 2016-47)"
)
PUBLISHED = (
    "Retten til sammenstilling gælder ikke, når oplysningerne allerede er offentliggjort i egnet form eller format"
)
OPENINGS = {
    PARTIAL: "Vi kan kun delvis imødekomme {part}. Afgørelsen er truffet efter {rules}",
    REFUSE: "Vi kan ikke imødekomme {part}. Afgørelsen er truffet efter {rules}",
    REFUSE_TO_PROCESS: "Vi afslår at behandle {part}. Afgørelsen er truffet efter {rules}",
    OUT_OF_SCOPE: "Vi kan ikke afgøre {part}. Det følger af {rules}",
}


def part_reasons(case: PartCase) -> tuple[Block, ...]:
    """Return the reasons of one part, in the order a reader needs them."""
    outside = (paragraph(_outside_the_act(case)),) if case.result.outcome == OUT_OF_SCOPE else ()
    said = tuple(block for code in REASONS if case.says(code) for block in REASONS[code](case))
    return (*(block for block in outside if block.text), *said)


def shared_reasons(cases: Sequence[PartCase]) -> tuple[Block, ...]:
    """Return what the reasons of several parts have in common, so that it is said once."""
    return tuple(
        paragraph(said)
        for code, said in (("identifikation_hvordan", RECOGNITION), ("varianter_proevet", VARIANTS))
        if any(case.says(code) for case in cases)
    )


def substantive(case: PartCase) -> tuple[Provision, ...]:
    """Return the provisions that decide the part, without those on procedure."""
    return tuple(
        provision
        for provision in case.provisions
        if not (provision.act in {"ofl", "princip"} and provision.number in PROCEDURE) and provision.act != "fvl"
    )


def begrundelse_fvl_24(case: PartCase) -> tuple[Block, ...]:
    """Open with the result and the rules it rests on."""
    opening = OPENINGS[case.result.outcome]
    rules = cited(substantive(case)) or cited(case.provisions)
    return (paragraph(opening.format(part=case.name, rules=rules), _statutory_ground(case)), *_other_grounds(case))


def felt_eller_trin(case: PartCase) -> tuple[Block, ...]:
    """Say which field is missing, or which steps the work consists of."""
    where = f" i {case.facts.system}" if case.facts.system else ""
    if case.facts.information_exists == "none":
        return (paragraph(f"Oplysningerne er ikke registreret{where} og er derfor ikke foreliggende oplysninger."),)
    registered = {
        "field": f"Oplysningerne er registreret{where}, men sammenstillingen kræver mere end få og enkle kommandoer.",
        "not_in_field": f"Oplysningen er ikke registreret i et felt{where}, men findes kun i fritekst eller i filer.",
    }[case.facts.information_exists or "field"]
    rule = (
        "Du har ret til en sammenstilling af oplysninger i vores databaser, hvis den kan foretages ved få og "
        "enkle kommandoer. Det er ikke tilfældet her"
    )
    work = paragraph(rule, registered, *case.reasons("faa_og_enkle_kommandoer"), *_minutes(case))
    steps = case.facts.extraction_steps or case.material.steps
    return (work, paragraph("Arbejdet består af følgende trin:"), bullets(steps)) if steps else (work,)


def screening_omfang(case: PartCase) -> tuple[Block, ...]:
    """Say what checking and hearing would take; that time counts as well."""
    hearing = case.facts.hearing_needed or 0
    minutes = case.facts.screening_minutes or 0
    said = (
        f"Materialet skal gennemgås for oplysninger omfattet af §§ 19-35, hvilket vi anslår til {duration(minutes)}"
        if minutes
        else "",
        f"Desuden skal {amount(hearing, 'berørt', 'berørte')} høres" if hearing else "",
        SCREENING_COUNTS if hearing or minutes else ALL_STEPS_COUNT,
    )
    return (paragraph(*said),)


def naermeste_alternativ(case: PartCase) -> tuple[Block, ...]:
    """Offer what comes closest to what was asked for."""
    stated = or_not_set(case.facts.nearest_alternative, "nærmeste alternativ")
    how = case.material.alternative_given or "Skriv til os, hvis du ønsker det"
    return (paragraph(f"Det nærmeste, vi kan give dig, er {stated.rstrip('.')}", how),)


def kan_bede_igen(case: PartCase) -> tuple[Block, ...]:
    """Say that future figures can be asked for when they exist."""
    end = f", som slutter den {long_date(case.facts.period_end)}" if case.facts.period_end else ""
    return (
        paragraph(
            "Retten til aktindsigt omfatter kun oplysninger, som fandtes, da vi modtog din anmodning",
            f"Du er velkommen til at bede om oplysningerne igen efter perioden{end}",
        ),
    )


def henvisning_praecis(case: PartCase) -> tuple[Block, ...]:
    """Say exactly where the published figures stand."""
    place = or_not_set(case.facts.published_place, "hvor oplysningerne er offentliggjort")
    return (
        paragraph(
            PUBLISHED,
            f"Du finder oplysningerne, lige så detaljeret som du har bedt om, her: {place}",
        ),
    )


def kilde_og_hjemmel(case: PartCase) -> tuple[Block, ...]:
    """Name the source that is kept for statistics and science alone, and its rule."""
    system = or_not_set(case.facts.system, "kilde")
    return (
        paragraph(
            f"Oplysningerne stammer fra {system}. De er personoplysninger, som alene behandles i statistisk eller "
            "videnskabeligt øjemed, og er omfattet af databeskyttelseslovens § 10. For dem gælder retten til "
            "sammenstilling ikke, jf. offentlighedslovens § 11, stk. 2",
            *case.reasons("dbl10_only"),
        ),
    )


def identifikation_hvordan(case: PartCase) -> tuple[Block, ...]:
    """Say why the matter is private, and how somebody could be recognised, without disclosing it."""
    how = case.material.identification_how or _group_reasons(case, "identificerbar_i_lidt_videre_kreds")
    private = _group_reasons(case, "private_forhold")
    which = [group.label.rstrip(".") for group in _refused_groups(case)]
    subject = f"Afslaget gælder {listed(f'»{label}«' for label in which)}" if which else ""
    return (
        paragraph(subject, "Oplysningerne er private", *private),
        paragraph(*(how or (or_not_set(None, "hvordan nogen kan genkendes"),))),
    )


def varianter_proevet(case: PartCase) -> tuple[Block, ...]:
    """List the alternatives that were tried, and what came of each."""
    named = [f"{variant.label}: {variant.result}" for variant in case.material.variants_tried]
    tried = named or [_variant(case, group) for group in case.looked_at_variants()]
    released = any(case.outcome_of(group) == GRANT for group in case.looked_at_variants())
    failed = () if released else (NO_VARIANT_WORKS,)
    if not tried:
        reasons = _no_variant_reasons(case) or (or_not_set(None, "hvilke varianter der er prøvet"),)
        return (paragraph(LOOKED_FOR_VARIANTS, *reasons, *failed),)
    lead = paragraph(f"Vi har prøvet følgende udgaver{'' if case.alone else f' af {case.name}'}:")
    return (lead, bullets(tried), *(paragraph(text) for text in failed))


def _no_variant_reasons(case: PartCase) -> tuple[str, ...]:
    places: list[Group | None] = [*_refused_groups(case), None]
    recorded = [case.judgement("variant_by_few_commands", group) for group in places]
    return tuple(dict.fromkeys(skoen.reason for skoen in recorded if skoen is not None and skoen.value is False))


def timer_og_metode(case: PartCase) -> tuple[Block, ...]:
    """Give the hours and how they were counted: for the whole request, or for copies made anonymous."""
    if case.rests_on("§ 9, stk. 2, nr. 1"):
        talked = "Vi har været i dialog med dig om at afgrænse anmodningen" if case.facts.dialogue_done else ""
        estimate = f"Vi anslår, at det vil tage {_hours(case.facts.expected_hours)} at behandle anmodningen"
        return (paragraph(estimate, *case.reasons("uforholdsmaessigt_ressourceforbrug"), talked),)
    return (
        paragraph(
            "Du har bedt om kopier i anonymiseret form. Det har vi overvejet efter et princip svarende til "
            "offentlighedslovens § 14, men det kræver nævneværdige ressourcer",
            f"Vi anslår, at det vil tage {_hours(case.facts.hours_to_anonymise)} at anonymisere dokumenterne",
            *case.reasons("naevnevaerdig_ressource"),
        ),
    )


def _hours(hours: float | None) -> str:
    return amount(hours, "time", "timer") if hours is not None else or_not_set(None, "antal timer")


def konkrete_forhold(case: PartCase) -> tuple[Block, ...]:
    """Give the concrete circumstances behind a refusal for abuse, or for the employee's safety."""
    name = "name_safety" if case.rests_on("§ 21, stk. 3, 2. pkt.") else "chikanoest_formaal"
    reasons = case.reasons(name) or (or_not_set(None, "de konkrete forhold"),)
    return (paragraph("Vi har lagt vægt på følgende konkrete forhold:", *reasons),)


REASONS: dict[str, Builder] = {
    "begrundelse_fvl_24": begrundelse_fvl_24,
    "hvad_findes": GUIDANCE["hvad_findes"],
    "konkrete_forhold": konkrete_forhold,
    "felt_eller_trin": felt_eller_trin,
    "screening_omfang": screening_omfang,
    "henvisning_praecis": henvisning_praecis,
    "kilde_og_hjemmel": kilde_og_hjemmel,
    "identifikation_hvordan": identifikation_hvordan,
    "varianter_proevet": varianter_proevet,
    "timer_og_metode": timer_og_metode,
    "kan_bede_igen": kan_bede_igen,
    "henvis_til_anden_lov": GUIDANCE["henvis_til_anden_lov"],
    "oversendes": GUIDANCE["oversendes"],
    "hvad_mangler": GUIDANCE["hvad_mangler"],
    "hvad_kan_gives": GUIDANCE["hvad_kan_gives"],
    "dialog_afgraensning": GUIDANCE["dialog_afgraensning"],
    "naermeste_alternativ": naermeste_alternativ,
    "vejledning_paragraf_7": GUIDANCE["vejledning_paragraf_7"],
    "vejledning_paragraf_11": GUIDANCE["vejledning_paragraf_11"],
    "tilbud_databeskrivelse": GUIDANCE["tilbud_databeskrivelse"],
}
"""The codes of a part's reasons, in reading order. The other codes have sections of their own."""

NEEDS_REASONS = frozenset({PARTIAL, REFUSE, REFUSE_TO_PROCESS, OUT_OF_SCOPE, OTHER_ACT, DIALOGUE})


def granted_ground(case: PartCase) -> str:
    """Return one sentence on why a part is given."""
    rules = cited(substantive(case) or case.provisions)
    document = case.facts.document_id if case.part.by_paragraf_7 else None
    if case.result.outcome != GRANT and document:
        return f"Du får {document} bortset fra de oplysninger, som begrundelsen angår"
    if case.result.meroffentlighed == "granted" and case.result.outcome == GRANT:
        more = f"Du får det, du har bedt om{case.of_part}, efter offentlighedslovens § 14, stk. 1, selv om det kunne "
        return f"{more}undtages efter {rules}"
    if case.result.outcome != GRANT:
        return f"Du får en del af det, du har bedt om{case.of_part}"
    few = "Det kan trækkes ved få og enkle kommandoer" if case.rests_on("§ 11, stk. 1, 1. pkt.") else ""
    given = f"Du får det, du har bedt om{case.of_part}, jf. {rules}"
    return " ".join(
        sentence(said) for said in (given, f"Det drejer sig om {document}" if document else "", few) if said
    )


def _minutes(case: PartCase) -> tuple[str, ...]:
    minutes = case.facts.extraction_minutes
    return (
        f"Vi anslår, at selve udtrækket vil tage {duration(minutes)}" if minutes else "",
        "Arbejdet kræver en sagkundskab, som vi ikke selv råder over" if case.facts.needs_expertise_not_held else "",
        "Vi ville selv skulle vurdere, hvilke oplysninger der hører med"
        if case.facts.needs_own_judgement_of_rows
        else "",
    )


def _refused_groups(case: PartCase) -> list[Group]:
    return [group for group in case.part.asked_groups if case.outcome_of(group) != GRANT]


def _group_reasons(case: PartCase, name: str) -> tuple[str, ...]:
    groups: list[Group | None] = [*_refused_groups(case)] or [None]
    recorded = [case.judgement(name, group) for group in groups]
    return tuple(dict.fromkeys(skoen.reason.strip() for skoen in recorded if skoen is not None))


def _variant(case: PartCase, group: Group) -> str:
    if case.outcome_of(group) == GRANT:
        return f"{group.label}: det kan gives, og det får du"
    against = {"variant_by_few_commands": False, **dict.fromkeys(AGAINST, True)}
    own = [(group.judgements.recorded(name), value) for name, value in against.items()]
    reasons = [sentence(skoen.reason) for skoen, value in own if skoen is not None and skoen.value is value]
    return f"{group.label}: det kan ikke gives. {' '.join(reasons)}".strip()


AGAINST = ("identificerbar_i_lidt_videre_kreds", "vaesentlig_oekonomisk_betydning")
OTHER_GROUNDS = (
    ("§ 30, nr. 2", "vaesentlig_oekonomisk_betydning", "Oplysningerne angår forretningsforhold"),
    ("§ 35", "special_secrecy_rule", "Oplysningerne er omfattet af en særlig regel om tavshedspligt, {value}"),
    ("§ 31", "paragraf_31_33", "Hensynet i {value} gør sig gældende"),
    ("§ 32", "paragraf_31_33", "Hensynet i {value} gør sig gældende"),
    ("§ 33", "paragraf_31_33", "Hensynet i {value} gør sig gældende"),
    ("§ 27, nr. 5", "paragraf_27_nr_5", "Materialet er tilvejebragt som grundlag for offentlig statistik"),
    ("§ 19", "excluded_case_type", ""),
    ("§ 20", "excluded_case_type", ""),
    ("§ 21", "excluded_case_type", ""),
    ("§ 22", "excluded_case_type", ""),
)


def _other_grounds(case: PartCase) -> tuple[Block, ...]:
    """Give the facts and considerations of the grounds other than § 30, nr. 1."""
    return tuple(
        paragraph(words.format(value=_rule_named(skoen)), skoen.reason)
        for citation, name, words in OTHER_GROUNDS
        for skoen in [_decisive(case, name)]
        if case.rests_on(citation) and skoen is not None
    )


def _statutory_ground(case: PartCase) -> str:
    """Return the fact behind a refusal that rests on no judgement."""
    if case.rests_on("§ 10, stk. 1") and case.part.kind == "journal":
        return "Et udtræk af journalen på tværs af sager er ikke omfattet af retten til aktindsigt (FOB 2016-5)"
    if case.rests_on("§ 12, stk. 1, 2. pkt."):
        return "Databasen bruges hverken i konkret sagsbehandling eller til offentliggjorte analyser og beregninger"
    return ""


def _outside_the_act(case: PartCase) -> str:
    if case.says("oversendes"):
        return ""
    if case.rests_on("§ 2"):
        return "Vi hører ikke til den offentlige forvaltning, som loven gælder for, jf. offentlighedslovens § 2"
    return (
        f"Reglerne om sammenstilling og databeskrivelse i §§ 11-12 gælder ikke for os, jf. {cited(substantive(case))}. "
        f"Vi kan derfor ikke behandle {case.name} efter de regler"
    )


def _decisive(case: PartCase, name: str) -> Skoen | None:
    """Return the first recorded judgement under `name` that speaks for refusal."""
    places: list[Group | None] = [*_refused_groups(case), None]
    found = (case.judgement(name, group) for group in places)
    return next((skoen for skoen in found if skoen is not None and skoen.value not in {False, "none"}), None)


def _rule_named(skoen: Skoen) -> str:
    rule = str(skoen.value)
    try:
        return parse(rule).in_full
    except InvalidCitationError:
        # A special rule may be written as a jurist writes it, without a paragraf that can be read.
        return rule
