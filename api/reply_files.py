"""The decision as files, each read back and passed through the gate before anybody may have it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from api.case_note import case_note
from api.documents.case_file import case_file
from api.documents.chart_svg import chart_svg
from api.documents.cover import Cover
from api.documents.csv_files import csv_danish_excel, csv_rfc4180
from api.documents.csvw import csvw_metadata
from api.documents.json_stat import json_stat
from api.documents.letter_docx import letter_docx
from api.documents.letter_pdf import letter_pdf
from api.documents.note_pdf import note_pdf
from api.documents.px import px
from api.documents.read_back import read_back, read_back_letter, read_back_page
from api.documents.release_gate import check_file
from api.documents.tables_page import tables_page
from api.documents.workbook import workbook
from api.errors import NotIssued
from api.offer_words import offers_json
from api.workflow import Decided
from disclosure.releasable import ReleasableTable
from disclosure.rounding.rounding_files import rounding_note
from rules.letter_context import or_not_set
from rules.typography import long_date

LETTER_PDF, LETTER_DOCX, SPREADSHEET = "afgoerelse.pdf", "afgoerelse.docx", "udtraek.xlsx"
TABLES_PAGE = "tabeller.html"
NOTE, CASE_FILE, DECISION = "notat.pdf", "sag.zip", "afgoerelse.json"
LOG = "log/haendelser.json"
LogOf = Callable[[Decided, Mapping[str, bytes]], bytes]
GATED = (".pdf", ".docx", ".xlsx", ".csv")  # the other formats are text without a place to hide anything in
FOR_REQUESTER = (LETTER_PDF, LETTER_DOCX, SPREADSHEET, TABLES_PAGE)


def reply_files(decided: Decided, mark: str, logo: bytes = b"", log: LogOf | None = None) -> dict[str, bytes]:
    """Return every file of the reply by name; the same decision gives the same bytes.

    Parameters
    ----------
    mark : the sentence that says that the data are invented, or "".
    logo : the picture at the head of the letter; empty for none.
    log : gives the extract of the event log over the finished files, for the case file.

    Raises
    ------
    NotIssued : the gate found something in a finished file; says what and where.
    ReadBackMismatch : a finished file does not show exactly what was released.
    """
    tables = list(decided.tables.values())
    created = decided.created
    files = {
        LETTER_PDF: letter_pdf(decided.letter, decided.tables, created, logo),
        LETTER_DOCX: letter_docx(decided.letter, decided.tables, created, logo),
    }
    if tables:
        files[SPREADSHEET] = workbook(tables, cover(decided, mark), created)
        read_back(files[SPREADSHEET], tables)
        files[TABLES_PAGE] = tables_page(tables, cover(decided, mark))
        read_back_page(files[TABLES_PAGE], tables)
    read_back_letter(files[LETTER_DOCX], decided.letter, decided.tables)
    machine = _machine_formats(decided)
    files[NOTE] = note_pdf(case_note(decided), created)
    pass_gate({name: content for name, content in (files | machine).items() if name.endswith(GATED)})
    files[DECISION] = _json(decided.assessment.to_json())
    logged = {LOG: log(decided, files)} if log else {}
    files[CASE_FILE] = case_file({**_case_entries(decided), **logged, **files, **machine}, created)
    return files


def cover(decided: Decided, mark: str) -> Cover:
    """What the spreadsheet's first sheet says."""
    context = decided.context
    return Cover(
        title=f"Aktindsigt: {context.subject}",
        authority=context.authority,
        case_number=or_not_set(context.case_number, "sagsnummer"),
        decided=long_date(context.decided),
        period=or_not_set(context.period, "periode"),
        population=or_not_set(context.population, "hvem tallene omfatter"),
        counting_unit=or_not_set(context.unit, "hvad der er talt"),
        source=or_not_set(context.source_system, "kilde"),
        suppression=_changed(decided.tables.values()),
        synthetic_mark=mark,
    )


SUPPRESSED = (
    "[c] betyder, at tallet ikke vises af hensyn til fortrolighed. Mærket står på små antal og på de tal, der ellers "
    "ville gøre det muligt at regne dem ud. Et undertrykt tal kan derfor også være stort. Alle viste tal er rigtige."
)
ALL_SHOWN = "Alle tal vises. Ingen tal er undertrykt eller ændret."


def _changed(tables: Iterable[ReleasableTable]) -> str:
    """What of the counts is not as it was counted."""
    tables = tuple(tables)
    base = max((table.rounded_to for table in tables), default=0)
    if base:
        return rounding_note(base)
    return SUPPRESSED if any(table.has_suppressed for table in tables) else ALL_SHOWN


def pass_gate(files: Mapping[str, bytes]) -> None:
    """Look every finished file through.

    Raises
    ------
    NotIssued : something stands in a file that should not leave; says what, where and what to do.
    """
    for name, content in files.items():
        grave = [one for one in check_file(name, content) if not one.is_notice and not _is_meant(name, one.code)]
        if grave:
            first = grave[0]
            raise NotIssued(f"Filen {name} kan ikke sendes: {first.where}: {first.what} {first.remedy}")


def _is_meant(name: str, code: str) -> bool:
    """The note says that it is internal, and must."""
    return name == NOTE and code == "internal_document"


def _machine_formats(decided: Decided) -> dict[str, bytes]:
    """The released tables for machines, for the case file."""
    made = {}
    for name, table in decided.tables.items():
        made[f"tabeller/{name}.csv"] = csv_rfc4180(table)
        made[f"tabeller/{name}_excel.csv"] = csv_danish_excel(table)
        made[f"tabeller/{name}.csv-metadata.json"] = csvw_metadata(table, f"{name}.csv")
        made[f"tabeller/{name}.json"] = json_stat(table, decided.created)
        made[f"tabeller/{name}.px"] = px(table, decided.created)
        picture = chart_svg(table)
        if picture is not None:
            made[f"tabeller/{name}.svg"] = picture
    return made


def _case_entries(decided: Decided) -> dict[str, bytes]:
    """What the decision rests on: request, facts and judgements, the law as applied, calculation and certificates."""
    certificate = {name: text.encode() for name, text in decided.certificate.items()}
    return {
        "anmodning/fakta.json": _json(decided.facts),
        "afgoerelse/spor.json": _json(decided.assessment.trace_to_json()),
        "afgoerelse/lovtekst.json": _json(
            [
                {"citation": item.citation, "text": item.text, "mark": item.mark, "source": item.source}
                for item in decided.letter.annex
            ]
        ),
        "afgoerelse/varianter.json": _json(
            {part_id: offers_json(place.found) for part_id, place in decided.searched.items()}
        ),
        **certificate,
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
