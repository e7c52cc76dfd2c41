"""The internal note of a case: the risk picture, the variants tried, the judgements, the minutes and the trace."""

from __future__ import annotations

from collections.abc import Iterator

from api.case_facts import FLAG_TEXTS
from api.danish import whole
from api.documents.note import Note
from api.offer_words import MEASURES, decimal, ending_sentence, reach_sentence
from api.offered import InPlace
from api.proof_words import proof_words
from api.workflow import Decided, silent_zeros
from disclosure.variants.search import Offer
from rules.assessment import PartAssessment
from rules.explanation import Explained, explained, named, value_in_words
from rules.facts import JUDGEMENT_NAMES, Judgements
from rules.letter import Block, Paragraph, Section, TextTable
from rules.letter_context import or_not_set
from rules.typography import listed, long_date


def case_note(decided: Decided) -> Note:
    """Return the note; it names flags and sizes, never the cells that are suppressed."""
    context = decided.context
    details = (
        ("Sagsnummer", or_not_set(context.case_number, "sagsnummer")),
        ("Dato", long_date(context.decided)),
        ("Myndighed", context.authority),
    )
    sections = (
        _risk(decided),
        *_published(decided),
        _protection(decided),
        _variants(decided),
        _judgements(decided),
        *_traces(decided),
    )
    return Note(title=f"Notat til sagen om {context.subject}", details=details, sections=sections)


def _risk(decided: Decided) -> Section:
    rows = []
    for number, part in enumerate(decided.assessment.parts, start=1):
        for group in part.cell_groups:
            facts = group.group.facts
            flags = "; ".join(f"{flag}: {FLAG_TEXTS[flag]}" for flag in facts.flags or ()) or "ingen"
            rows.append((f"Del {number}", group.group.label or group.id, flags))
    blocks: list[Block] = [
        Paragraph("Flagene er beregnet eller angivet som advarsler. De afgør intet; det gør juristens vurderinger."),
        TextTable("Risikobilledet for hver gruppe af celler", ("Del", "Gruppe", "Flag"), tuple(rows)),
    ]
    zeros = silent_zeros(decided.case)
    if zeros:
        blocks.append(
            Paragraph(
                f"Listen over navne fortæller også noget om dem, den udelader: {listed(zeros)} står med nul. "
                "Nullerne vises derfor åbent i tabellen, og de skjulte tal er beskyttet under hensyn til det."
            )
        )
    return Section("Risikobillede", tuple(blocks))


def _protection(decided: Decided) -> Section:
    protected = decided.protected
    if protected is None:
        return Section("Beskyttelse", (Paragraph("Ingen tabel udleveres."),))
    return Section("Beskyttelse", (Paragraph(proof_words(protected)), *_weaker(decided), *_history(decided)))


def _published(decided: Decided) -> Iterator[Section]:
    """What is already public, or was answered before; whether the ground is used, the jurist decides."""
    if decided.published:
        sentences = tuple(Paragraph(notice.sentence) for notice in decided.published)
        yield Section("Allerede offentliggjort eller givet før", sentences)


def _history(decided: Decided) -> Iterator[Paragraph]:
    """What was given before, and what subtraction would have shown; for the jurist alone."""
    told = decided.differencing
    if not told.answers:
        return
    yield Paragraph(
        f"Tabellerne er beskyttet sammen med, hvad der er givet eller offentligt før: {listed(told.answers)}."
    )
    for sentence in told.conflicts:
        yield Paragraph(f"Var de beskyttet alene, kunne dette regnes ud: {sentence}")


def _weaker(decided: Decided) -> Iterator[Paragraph]:
    """Groups of whom less is kept than the promise; that they were accepted stands among the judgements."""
    for group in decided.weaker:
        yield Paragraph(f"Løftet er svagere for én gruppe. {group.sentence}")


def _variants(decided: Decided) -> Section:
    if not decided.searched:
        return Section("Varianter", (Paragraph("Der er ikke søgt efter andre tabeller."),))
    parts = {part.id: f"del {number}" for number, part in enumerate(decided.assessment.parts, start=1)}
    blocks = [block for name, place in decided.searched.items() for block in _searched(parts[name], place)]
    return Section("Varianter", (Paragraph(MEASURES), *blocks))


def _searched(part: str, place: InPlace) -> tuple[Block, ...]:
    """How far one search looked, and the best it found; the one that is given is marked."""
    found = place.found
    rows = tuple(
        (
            offer.variant.words,
            _became(place, offer),
            f"{whole(offer.gain.cells)} af {whole(found.asked.cells)}",
            f"{decimal(offer.gain.mass / 10)} %",
            decimal(offer.gain.information),
        )
        for offer in found.best
    )
    header = ("Tabel", "", "Viste tal", "Af det optalte", "Bit")
    return (
        Paragraph(f"I stedet for det, der er bedt om i {part}: {ending_sentence(found)} {reach_sentence(found)}"),
        *(Paragraph(sentence) for sentence in found.refused),
        *((TextTable(f"De bedste tabeller i stedet for {part}", header, rows),) if rows else ()),
    )


def _became(place: InPlace, offer: Offer) -> str:
    """Whether an offer is given, and as it was shown."""
    if place.is_chosen(offer):
        return "gives" if place.is_chosen(offer, subtotals=True) else "gives uden mellemsummer"
    return "tilbud" if offer in place.found.offers else ""


def _judgements(decided: Decided) -> Section:
    rows = tuple(
        row
        for number, part in enumerate(decided.assessment.parts, start=1)
        for place, recorded in _recorded(f"Del {number}", part)
        for row in _signed(place, recorded)
    )
    rows += tuple(
        (f"Gruppen {one.group}", "at løftet er svagere", "ja", one.judged.reason, f"{one.judged.by}, {one.judged.date}")
        for one in decided.case.plan.accepted_groups
    )
    header = ("Sted", "Vurdering", "Svar", "Begrundelse", "Af og dato")
    return Section("Juristens vurderinger", (TextTable("Alle vurderinger med begrundelse", header, rows),))


def _recorded(place: str, part: PartAssessment) -> Iterator[tuple[str, Judgements]]:
    yield place, part.part.judgements
    for group in part.part.groups:
        yield f"{place}: {group.label or group.id}", group.judgements


def _signed(place: str, recorded: Judgements) -> Iterator[tuple[str, ...]]:
    for name in JUDGEMENT_NAMES:
        judged = getattr(recorded, name)
        if judged is not None:
            value = {True: "ja", False: "nej"}.get(judged.value) or value_in_words(str(judged.value)) if judged else ""
            yield place, named(name), value, judged.reason, f"{judged.by}, {judged.date}"


def _traces(decided: Decided) -> Iterator[Section]:
    """What was tried, in order, with what result: first the steps that are alike for all parts, then each part."""
    parts = decided.assessment.parts
    rows = [_rows(part) for part in parts]
    shared = _alike_first(rows)
    if shared:
        text = f"De første {shared} trin faldt ens ud for alle dele. De følgende trin står ved hver del."
        yield Section("Spor: fælles for alle dele", (Paragraph(text), _trace_table(rows[0][:shared])))
    for part, found in zip(parts, rows, strict=True):
        rest = found[shared:]
        yield Section(
            f"Spor: {part.part.label or part.id}", (*_minutes(part), *((_trace_table(rest),) if rest else ()))
        )


def _alike_first(rows: list[tuple[tuple[str, ...], ...]]) -> int:
    """How many of the first rows are the same for every part; 0 where there is one part."""
    if len(rows) == 1:
        return 0
    alike = [len(set(at)) == 1 for at in zip(*rows, strict=False)]
    return next((number for number, same in enumerate(alike) if not same), len(alike))


def _rows(part: PartAssessment) -> tuple[tuple[str, ...], ...]:
    steps = enumerate(explained(part), start=1)
    return tuple((str(number), _place(step), step.condition, _answer(step)) for number, step in steps)


def _trace_table(rows: tuple[tuple[str, ...], ...]) -> TextTable:
    header = ("Nr.", "Bestemmelse", "Hvad blev prøvet", "Svar og grundlag")
    return TextTable("Prøvede regler i rækkefølge", header, rows)


def _place(step: Explained) -> str:
    place = step.provision.removeprefix("offentlighedslovens ")
    return f"{place} (gruppen {step.group})" if step.group else place


def _answer(step: Explained) -> str:
    """The answer and what it rests on; a judgement stands in full in the table above and is here only named."""
    return " ".join((f"{step.answer}.", *(ground.partition(" Begrundelse: ")[0] for ground in step.grounds)))


def _minutes(part: PartAssessment) -> tuple[Block, ...]:
    facts = part.part.facts
    known = [
        f"udtræk {facts.extraction_minutes:g} minutter" if facts.extraction_minutes is not None else "",
        f"gennemgang {facts.screening_minutes:g} minutter" if facts.screening_minutes is not None else "",
    ]
    stated = listed([text for text in known if text])
    return (Paragraph(f"Anslået tid: {stated}."),) if stated else ()
