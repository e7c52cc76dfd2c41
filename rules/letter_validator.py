"""May the letter be issued? Every obstacle as a Danish sentence with a stable code.

This is the minimum validator: every part decided and reasoned, every mandatory text present, nothing
disclosed in the reasons, deadline and complaint guidance right, the annex equal to the statute files,
every judgement signed. A draft (`draft=True`) may lack settings and checked statute texts, which it
shows on its first page; everything else stops a draft as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from rules.annex import annex_of, texts
from rules.begrundelse import REASONS
from rules.deadlines import deadlines
from rules.facts import JUDGEMENT_NAMES
from rules.letter import TableReference
from rules.letter_case import BLOCKED, OTHER_ACT, PARTIAL, REFUSE, REFUSE_TO_PROCESS, part_cases
from rules.letter_context import NOT_SET_PREFIX
from rules.letter_numbers import Disclosed, counts_in_words, unaccounted_numbers, years_in
from rules.typography import glued, long_date, weekday_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rules.facts import CaseFacts, Group, Part
    from rules.letter import Letter, Section
    from rules.letter_case import Assessed, PartCase, PartResult
    from rules.letter_context import LetterContext

SETTINGS = frozenset(
    {
        "sagsnummer",
        "kontaktoplysninger",
        "modtagerens navn og adresse",
        "juristens navn og stilling",
        "vores adresse for henvendelser om afgørelsen",
        "vores adresse for klager",
        "Ankestyrelsens adresse",
        "klageinstansens adresse",
    }
)
COMPLAINT_HEADING = "Klagevejledning"
SECTION_LEVEL = 2
FEWEST_WORDS = 2  # a reason is a sentence, not a tick


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why the letter may not be issued."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything a check may look at."""

    letter: Letter
    assessment: Assessed
    facts: CaseFacts
    context: LetterContext
    disclosed: Disclosed
    cases: tuple[PartCase, ...]
    draft: bool


def obstacles(
    letter: Letter,
    assessment: Assessed,
    facts: CaseFacts,
    context: LetterContext,
    disclosed: Disclosed,
    *,
    draft: bool = False,
) -> tuple[Obstacle, ...]:
    """Return what stands in the way of issuing the letter; empty means that it may be signed.

    Parameters
    ----------
    disclosed : the released tables' ids and numbers, and the suppressed numbers.
    draft : settings that are missing and statute texts that are not checked are then only marked.
    """
    dates = deadlines(facts.request.received) if facts.request.received else None
    cases = part_cases(assessment, facts, context, dates)
    checked = Checked(letter, assessment, facts, context, disclosed, cases, draft)
    return tuple(dict.fromkeys(obstacle for check in CHECKS for obstacle in check(checked)))


def missing_before_letter(assessment: Assessed, facts: CaseFacts) -> tuple[Obstacle, ...]:
    """Return what the assessment itself lacks before any letter is made: judgements, facts, signatures."""
    return (
        *(_open_obstacle(name) for name in assessment.open_before_letter),
        *(
            obstacle
            for part, result in zip(facts.parts, assessment.parts, strict=True)
            for obstacle in _undecided(part, result)
        ),
        *_unsigned(facts),
    )


def _open_questions(checked: Checked) -> Iterator[Obstacle]:
    yield from missing_before_letter(checked.assessment, checked.facts)
    for case in checked.cases:
        for name in case.result.open_before_letter:
            yield Obstacle("mangler_oplysning", f"Angiv for del {case.number}, før brevet sendes: {in_words(name)}.")


def _required_texts(checked: Checked) -> Iterator[Obstacle]:
    present = frozenset(block for section in checked.letter.sections for block in section.blocks)
    for case in checked.cases:
        for code in case.result.must_say:
            builder = REASONS.get(code)
            if builder is not None and not present.issuperset(builder(case)):
                yield Obstacle("mangler_indhold", f"Begrundelsen for del {case.number} mangler afsnittet »{code}«.")


def _request_quoted(checked: Checked) -> Iterator[Obstacle]:
    if not checked.facts.request.text.strip():
        yield Obstacle("mangler_anmodning", "Anmodningens ordlyd mangler, og brevet kan ikke gengive den.")


def _decided_after_receipt(checked: Checked) -> Iterator[Obstacle]:
    received = checked.facts.request.received
    if received is not None and checked.context.decided < received:
        yield Obstacle(
            "afgjort_foer_modtagelse",
            f"Afgørelsen er dateret {long_date(checked.context.decided)}, men anmodningen er først modtaget "
            f"{long_date(received)}; ret en af datoerne.",
        )


def _rules_named(checked: Checked) -> Iterator[Obstacle]:
    for case in checked.cases:
        if not case.result.sections and case.result.outcome != BLOCKED:
            yield Obstacle("mangler_hjemmel", f"Afgørelsen om del {case.number} nævner ingen bestemmelse.")


def _meroffentlighed(checked: Checked) -> Iterator[Obstacle]:
    for case in checked.cases:
        if case.result.outcome in {REFUSE, PARTIAL, REFUSE_TO_PROCESS} and case.result.meroffentlighed is None:
            yield Obstacle(
                "mangler_meroffentlighed", f"Der er ikke taget stilling til meroffentlighed for del {case.number}."
            )


def _tables(checked: Checked) -> Iterator[Obstacle]:
    shown = _table_ids(checked.letter)
    for table_id in sorted(shown - checked.disclosed.table_ids):
        yield Obstacle("ukendt_tabel", f"Brevet viser tabellen »{table_id}«, som ikke er frigivet.")
    for case in checked.cases:
        in_file = checked.disclosed.table_ids if case.material.in_file_only else frozenset()
        if case.given and case.rests_on("§ 11, stk. 1") and not (shown | in_file).intersection(case.material.tables):
            yield Obstacle("mangler_tabel", f"Del {case.number} imødekommes, men der følger ingen tabel med til den.")


def _numbers(checked: Checked) -> Iterator[Obstacle]:
    named = [checked.facts.request.text, checked.context.subject, checked.context.period or ""]
    years = frozenset(year for text in [*named, *_labels(checked.facts)] for year in years_in(text))
    stated = frozenset(checked.context.stated_numbers)
    allowed = checked.disclosed.released | stated | years
    for number in sorted(set(unaccounted_numbers(checked.letter.sections, allowed))):
        yield _number_obstacle(number, checked.disclosed)
    for section in _reasoning(checked.letter):
        for text in texts([section]):
            for phrase in counts_in_words(text):
                yield Obstacle(
                    "antal_i_begrundelsen", f"Begrundelsen nævner et antal, »{phrase}«, og kan røbe det beskyttede."
                )


def _format(checked: Checked) -> Iterator[Obstacle]:
    for case in checked.cases:
        answered = case.says("format_som_oensket") or case.says("format_begrundelse")
        if case.given and checked.facts.request.format_wanted and not answered:
            yield Obstacle("mangler_format", f"Ønsket om format er ikke besvaret for del {case.number}.")


def _deadline(checked: Checked) -> Iterator[Obstacle]:
    received = checked.facts.request.received
    if received is None or all(case.result.outcome == OTHER_ACT for case in checked.cases):
        return
    last = weekday_date(deadlines(received).day_7)
    if not any(last in text for text in texts(checked.letter.sections)):
        yield Obstacle("mangler_frist", f"Brevet nævner ikke fristens sidste dag, {last}.")


def _complaint(checked: Checked) -> Iterator[Obstacle]:
    wanted = any(case.result.complaint for case in checked.cases)
    given = any(section.heading == COMPLAINT_HEADING for section in checked.letter.sections)
    if wanted and not given:
        yield Obstacle("mangler_klagevejledning", "Noget er afslået, men brevet har ingen klagevejledning.")
    if given and not wanted:
        yield Obstacle("overfloedig_klagevejledning", "Intet er afslået, men brevet har en klagevejledning.")


def _annex(checked: Checked) -> Iterator[Obstacle]:
    citations = [entry.citation for entry in checked.letter.annex]
    for citation in sorted({citation for citation in citations if citations.count(citation) > 1}):
        yield Obstacle("bestemmelse_to_gange", f"Bilaget gengiver {citation} mere end én gang.")
    if checked.letter.annex != annex_of(checked.letter.sections, checked.context.decided):
        yield Obstacle(
            "bilag_afviger", "Bilaget svarer ikke til de bestemmelser, brevet henviser til, og deres indlagte ordlyd."
        )
    if checked.draft:
        return
    for entry in checked.letter.annex:
        if entry.mark.startswith("IKKE VERIFICERET"):
            yield Obstacle("ukontrolleret_lovtekst", f"Ordlyden af {entry.citation} er ikke kontrolleret af en jurist.")


def _settings(checked: Checked) -> Iterator[Obstacle]:
    shown = [
        *texts(checked.letter.sections),
        *checked.letter.addressee,
        *checked.letter.sender,
        *checked.letter.closing,
    ]
    shown += [value for _, value in checked.letter.details]
    marks = [piece.split("]")[0] for text in shown for piece in text.split(NOT_SET_PREFIX)[1:]]
    for mark in dict.fromkeys(marks):
        if not (checked.draft and mark in SETTINGS):
            yield Obstacle("ikke_angivet", f"Brevet mangler {mark}.")


def in_words(name: str) -> str:
    """Return the name of a judgement or fact as a Danish phrase, with the name itself for those who write the facts."""
    phrase = _questions().get(name)
    return f"{phrase} ({name})" if phrase else name


@cache
def _questions() -> dict[str, str]:
    text = resources.files("rules").joinpath("values", "questions.yaml").read_text(encoding="utf-8")
    return {str(name): glued(str(phrase)) for name, phrase in yaml.safe_load(text).items()}


CHECKS: tuple[Callable[[Checked], Iterator[Obstacle]], ...] = (
    _open_questions,
    _request_quoted,
    _decided_after_receipt,
    _rules_named,
    _required_texts,
    _meroffentlighed,
    _tables,
    _numbers,
    _format,
    _deadline,
    _complaint,
    _annex,
    _settings,
)


def _undecided(part: Part, result: PartResult) -> Iterator[Obstacle]:
    if result.outcome != BLOCKED or part.facts.expected_ready is not None:
        return
    missing = "; ".join(in_words(name) for name in result.missing) or "en vurdering"
    yield Obstacle("mangler_vurdering", f"Delen »{part.label}« kan ikke afgøres, før dette er angivet: {missing}.")


def _unsigned(facts: CaseFacts) -> Iterator[Obstacle]:
    for part in facts.parts:
        places: tuple[Part | Group, ...] = (part, *part.groups)
        for place in places:
            for name in JUDGEMENT_NAMES:
                skoen = place.judgements.recorded(name)
                if skoen is not None and not (skoen.signed and len(skoen.reason.split()) >= FEWEST_WORDS):
                    yield Obstacle(
                        "vurdering_uden_underskrift",
                        f"Vurderingen af »{place.label}« mangler begrundelse, navn eller dato: {in_words(name)}.",
                    )


def _open_obstacle(name: str) -> Obstacle:
    return Obstacle("mangler_oplysning", f"Før brevet sendes, skal dette angives: {in_words(name)}.")


def _number_obstacle(number: int, disclosed: Disclosed) -> Obstacle:
    if number in disclosed.forbidden:
        return Obstacle("undertrykt_tal", f"Brevets tekst nævner {number}, som er et tal, der ikke vises i tabellerne.")
    return Obstacle("ukendt_tal", f"Brevets tekst nævner {number}, som ikke står i nogen udleveret tabel.")


def _table_ids(letter: Letter) -> frozenset[str]:
    return frozenset(
        block.table_id for section in letter.sections for block in section.blocks if isinstance(block, TableReference)
    )


def _labels(facts: CaseFacts) -> list[str]:
    return [part.label for part in facts.parts]


def _reasoning(letter: Letter) -> Iterator[Section]:
    """Yield the sections of reasons with their subsections, and the one on meroffentlighed."""
    within = False
    for section in letter.sections:
        if section.level <= SECTION_LEVEL:
            within = section.heading in {"Begrundelse", "Meroffentlighed"}
        if within:
            yield section
