"""The files of a reply: numbers that must not leave are planted in the register and looked for in every byte."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf
import pytest
from pypdf import PdfReader

from api import reply_files as module
from api import workflow
from api.commands.demo import model_case, summary
from api.errors import NotIssued
from api.reply_files import CASE_FILE, FOR_REQUESTER, LETTER_PDF, NOTE, SPREADSHEET, reply_files
from api.workflow import decide
from data.records import Records
from data.registers import open_register

COPENHAGEN, OUTSIDE = "København", "Uden for Region Hovedstaden"
# 3 and 2 are unsafe; in their rows the cheapest partners are the counts from outside the region, and beside the 2
# of Brøndby the cheapest municipality is Albertslund with 3 + 4517.
PLANTED = {
    (COPENHAGEN, 0): 5101,
    (COPENHAGEN, 1): 6113,
    (COPENHAGEN, 2): 7129,
    ("Albertslund", 0): 3,
    ("Brøndby", 1): 2,
    ("Albertslund", 2): 4517,
    (OUTSIDE, 0): 4703,
    (OUTSIDE, 1): 3907,
    (OUTSIDE, 2): 3911,
}
SECRET = (4703, 3907, 4520)
PUBLIC = (5101, 6113, 18343)


def planted_records(register):
    """One record per enquiry, each with one reason."""
    reasons = register.column("aarsag").codes
    rows = [(place, reasons[reason]) for (place, reason), count in PLANTED.items() for _ in range(count)]
    fixed = {"aar": "2024", "koen": "Kvinde", "aldersgruppe": "18-24 år"}
    columns = {name: (text,) * len(rows) for name, text in fixed.items()}
    return Records(
        register, {**columns, "kommune": tuple(p for p, _ in rows), "aarsag": tuple(reason for _, reason in rows)}
    )


@pytest.fixture(scope="module")
def planted():
    """The model case over a register with unmistakable counts; nothing else is searched for."""
    case = model_case()
    *tables, crossed = case.plan.tables
    reasons = {"aarsag": open_register(case.plan.register_id).column("aarsag").codes[:3]}
    crossed = replace(crossed, levels={"kommune": ("omraade",)}, only=reasons, groups={})
    plan = replace(case.plan, tables=(*tables, crossed), search_budget=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workflow, "read_records", planted_records)
        return decide(replace(case, plan=plan))


@pytest.fixture(scope="module")
def files(planted):
    return reply_files(planted, "Syntetiske data.")


def written(number):
    """The number as a person, a program or a Danish typesetter writes it, on its own; lists have commas between."""
    thousands, rest = divmod(number, 1000)
    grouped = rf"(?<![0-9A-Za-z.,]){thousands}[.,\u0020\u00a0\u202f]{rest:03}"
    return re.compile(rf"((?<![0-9A-Za-z.]){number}|{grouped})(?![0-9A-Za-z])")


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Everything in a file that can be read, also in the files within it, as text: (where, text)."""
    for encoding in ("latin-1", "utf-16-le", "utf-16-be", "utf-8"):
        yield f"{name} ({encoding})", content.decode(encoding, errors="replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from texts(f"{name}/{part}", archive.read(part))
    if content.startswith(b"%PDF"):
        yield name, "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, thing in enumerate(pdf.objects):
                if isinstance(thing, pikepdf.Stream) and is_said(thing):
                    yield f"{name}, stream {number}", thing.read_bytes().decode("latin-1")
                else:
                    yield f"{name}, object {number}", str(thing.unparse(), "latin-1")


def is_said(stream):
    """Not the drawings of a font, and not the directory of the file, whose places may be any number.

    The objects that a directory holds are looked through one by one.
    """
    fonts = {"/CIDFontType0C", "/Type1C", "/OpenType"}
    directory = str(stream.get("/Type")) in {"/ObjStm", "/XRef"}
    return not (directory or "/Length1" in stream or str(stream.get("/Subtype")) in fonts)


def found(number, name, content):
    return [where for where, text in texts(name, content) if written(number).search(text)]


def test_the_planted_numbers_are_suppressed_and_have_a_secret_to_keep(planted):
    """What is suppressed in the tables is 2, 3 and exactly the planted partners."""
    protected = planted.protected
    hidden = protected.table.counts[protected.suppressed & protected.table.system.in_release]
    assert set(hidden.tolist()) == {2, 3, *SECRET}


@pytest.mark.parametrize("number", SECRET)
def test_no_suppressed_number_stands_in_what_leaves(planted, files, number):
    """Letter as PDF and Word, spreadsheet, the tables for machines, the internal note, and what is printed."""
    archive = zipfile.ZipFile(io.BytesIO(files[CASE_FILE]))
    leaving = {name: files[name] for name in (*FOR_REQUESTER, NOTE)}
    leaving |= {name: archive.read(name) for name in archive.namelist() if name.startswith("tabeller/")}
    assert any(name.startswith("tabeller/") for name in leaving)
    for name, content in leaving.items():
        assert found(number, name, content) == []
    assert not written(number).search("\n".join(summary(planted)))


@pytest.mark.parametrize("number", PUBLIC)
def test_the_search_finds_what_is_published(files, number):
    """The same search finds a published number in the letter, in the Word file and in the spreadsheet."""
    for name in FOR_REQUESTER:
        assert found(number, name, files[name]), name


def test_the_note_names_flags_and_no_cells(files):
    """The small counts' municipalities stand in the note neither with a count nor as suppressed."""
    (text,) = (text for where, text in texts(NOTE, files[NOTE]) if where == NOTE)
    assert "F1_small" in text
    assert "Brøndby" not in text


def test_only_the_certificate_in_the_case_file_holds_the_truth(files):
    """The proof needs the true counts; no other file in the case file has the planted one."""
    archive = zipfile.ZipFile(io.BytesIO(files[CASE_FILE]))
    holding = [name for name in archive.namelist() if found(4703, name, archive.read(name))]
    assert [name.rsplit("/", 1)[-1] for name in holding] == ["certificate.json"]


def test_the_decision_for_machines_holds_no_counts(files):
    """afgoerelse.json tells outcomes and provisions."""
    assert json.loads(files["afgoerelse.json"])["overall"] == "PARTIAL"
    for number in SECRET:
        assert found(number, "afgoerelse.json", files["afgoerelse.json"]) == []


@dataclass(frozen=True)
class Grave:
    """A finding of the gate that stops a file."""

    code: str = "cpr_number"
    is_notice: bool = False
    where: str = "side 1"
    what: str = "Et cpr-nummer."
    remedy: str = "Fjern det."


def test_a_file_in_which_the_gate_finds_something_is_not_sent(planted, monkeypatch):
    """One finding in the letter stops the reply, and the sentence names file, place, finding and remedy."""
    monkeypatch.setattr(module, "check_file", lambda name, content: [Grave()] if name == LETTER_PDF else [])
    with pytest.raises(NotIssued, match=r"afgoerelse.pdf kan ikke sendes: side 1: Et cpr-nummer. Fjern det."):
        reply_files(planted, "")


def test_without_a_table_there_is_no_spreadsheet(planted):
    """No empty workbook is made; the other files are."""
    bare = replace(
        planted, tables={}, letter=replace(planted.letter, sections=planted.letter.sections[:0]), certificate={}
    )
    assert SPREADSHEET not in reply_files(bare, "")
