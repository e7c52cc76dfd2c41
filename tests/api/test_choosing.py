"""The jurist chooses one of the offers: the table that follows is the one that was shown, in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from api.answering import answer_request
from api.asked_again import asked_again
from api.asked_plan import plan_of
from api.case_plan import CasePlan, PlannedTable
from api.commands.entry import run
from api.documents.letter_edit import edited_letter
from api.errors import InputError
from api.merged import merged_notes, refuse_telling, refuse_unlisted
from api.offered import chosen_by, offers_for, tried_in_letter
from api.releasing import releases_of
from api.reply_files import CASE_FILE, LETTER_DOCX, LETTER_PDF, SPREADSHEET, reply_files
from api.routes.cases import _asked
from api.schemas import RequestIn
from api.settings import Settings
from api.workflow import Case, decide, open_source
from data.registers import open_register
from disclosure.errors import NothingSafe, NotSupported
from disclosure.rounding.rounding_files import rounding_note
from main import COMMANDS
from rules.letter_context import LetterContext, PartMaterial
from tests.api.test_offered import asked_of, body, chosen

REGISTER = open_register("sikkerhedskonsulenter")
DAY, YEAR = date(2025, 2, 6), "2023"
"""Of 2023 the register's description names no count; of 2024 it names the total."""


def asked(tables):
    """The jurist's choice as it comes over the wire."""
    return replace(_asked(RequestIn.model_validate(chosen(tables)), DAY), where=(("aar", (YEAR,)),))


def case_of(tables, history=()):
    """The same as a case, in which nothing more is searched for."""
    wanted = asked(tables)
    plan = replace(plan_of(wanted, REGISTER), search_budget=0)
    (part,) = wanted.facts["parts"]
    material = PartMaterial(
        part["id"],
        tables=tuple(table.table_id for table in plan.tables),
        identification_how=("En nabo ville kunne genkende den eneste fra en lille kommune.",),
        format_given="regneark (xlsx)",
    )
    context = LetterContext("henvendelser", "Kommunen", DAY, unit="henvendelser", parts=(material,))
    return Case(wanted.facts, context, plan, history)


@pytest.fixture(scope="module")
def place():
    """What is found in place of sex by municipality: every safe variant."""
    plan = plan_of(asked([]), REGISTER)
    return offers_for(open_source(plan), plan.tables[0], [], [], names_given=False)


def an_offer(place, **wanted):
    """The first of the best with these marks and so many tables."""
    count = wanted.pop("tables")
    return next(
        offer
        for offer in place.found.best
        if len(offer.variant.shapes) == count
        and all(bool(getattr(offer.variant, name)) == value for name, value in wanted.items())
    )


KINDS = [
    {"merged": False, "base": False, "tables": 1},
    {"merged": False, "base": False, "tables": 2},
    {"merged": True, "base": False, "tables": 2},
    {"merged": True, "base": False, "tables": 3},
    {"merged": False, "base": True, "tables": 1},
    {"merged": False, "base": True, "tables": 2},
]


def proved(offer):
    """Per table of the offer the rows of its proof, the labels of its own dimensions with what is shown."""
    request = offer.made.table.system.request
    found = [{} for _ in offer.variant.shapes]
    for row in csv.DictReader(io.StringIO(offer.files["rounded.csv" if offer.variant.base else "protected.csv"])):
        number = int(row.get("table", 0))
        names = [d.name for d in request.dimensions if d.name in offer.variant.shapes[number].dimensions]
        found[number][tuple(row[name] for name in names)] = row[request.count]
    return found


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_of_offer_can_be_chosen_and_gives_the_table_that_was_shown(place, kind):
    """Merged, rounded, suppressed, whole or split: cell by cell the same."""
    offer = an_offer(place, **kind)
    decided = decide(case_of(chosen_by(place, offer, REGISTER)))
    given = [
        {cell.labels: "" if cell.count is None else str(cell.count) for cell in table.cells}
        for table in decided.tables.values()
    ]
    assert given == proved(offer)
    assert {table.rounded_to for table in decided.tables.values()} == {offer.variant.base}
    (again,) = decided.searched.values()
    known = replace(place, chosen=again.chosen)
    assert [one.variant for one in place.found.best if known.is_chosen(one)] == [offer.variant]


@pytest.fixture(scope="module")
def rounded_reply(place):
    """The rounded table of the request's own form: the decision and its files."""
    offer = an_offer(place, merged=False, base=True, tables=1)
    decided = decide(case_of(chosen_by(place, offer, REGISTER)))
    return decided, reply_files(decided, "Syntetiske data.")


def case_entries(files):
    archive = zipfile.ZipFile(io.BytesIO(files[CASE_FILE]))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_rounded_table_says_so_on_every_sheet_and_in_the_letter(rounded_reply):
    """At the table in Word and PDF, above the table on its sheet, and on the cover."""
    decided, files = rounded_reply
    note = rounding_note(5)
    letter = Document(io.BytesIO(files[LETTER_DOCX]))
    assert any(note in paragraph.text for paragraph in letter.paragraphs)
    pdf = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(files[LETTER_PDF])).pages)
    assert note.split(" og ")[0] in pdf
    book = openpyxl.load_workbook(io.BytesIO(files[SPREADSHEET]))
    saying = {sheet.title for sheet in book for row in sheet.iter_rows(values_only=True) if note in row}
    assert {sheet.title for sheet in book if sheet.tables} - {"Indhold"} <= saying
    assert len(saying) == 1 + len(decided.tables)


def test_a_rounded_table_says_so_in_every_format_for_machines(rounded_reply):
    """The heading of both CSV files and the status of one; the notes of JSON-stat, PX, CSVW and the page."""
    _, files = rounded_reply
    entries = {name: text.decode("utf-8", "replace") for name, text in case_entries(files).items()}
    name = "tabeller/kommune_x_koen"
    assert '"Antal, afrundet til 5",status' in entries[f"{name}.csv"]
    assert ",rounded" in entries[f"{name}.csv"]
    assert "Antal, afrundet til 5" in entries[f"{name}_excel.csv"]
    assert rounding_note(5) in json.loads(entries[f"{name}.json"])["note"]
    assert rounding_note(5) in json.loads(entries[f"{name}.csv-metadata.json"])["rdfs:comment"]
    assert "multiplum af 5" in entries[f"{name}.px"].replace('"\r\n"', "")
    assert rounding_note(5) in entries["tabeller.html"]


def test_the_case_file_of_a_rounded_reply_is_verified_alone(rounded_reply, tmp_path):
    """The checker proves the rounding; a changed count is found."""
    _, files = rounded_reply
    target = tmp_path / CASE_FILE
    target.write_bytes(files[CASE_FILE])
    assert run(COMMANDS, ["verify", str(target)]) == 0
    entries = case_entries(files)
    assert "protected.csv" not in entries
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content.replace(b",10,5", b",15,5", 1) if name == "rounded.csv" else content)
    assert run(COMMANDS, ["verify", str(target)]) == 1


def test_no_true_total_stands_in_the_letter(rounded_reply):
    """Every count of the tables is a multiple of 5; the true total of the year is none, and stands nowhere."""
    decided, files = rounded_reply
    counts = [cell.count for table in decided.tables.values() for cell in table.cells]
    assert {count % 5 for count in counts} == {0}
    true = int(decided.protected.table.counts.max())
    assert true not in counts
    letter = Document(io.BytesIO(files[LETTER_DOCX]))
    cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
    assert str(true) not in " ".join([*(paragraph.text for paragraph in letter.paragraphs), *cells]).split()


def test_a_count_that_the_registers_description_names_is_exact_beside_a_rounded_one(place):
    """The total of 2024 stands in the description: rounding is neither offered nor given."""
    case = case_of(rounded_tables(place))
    plan = replace(case.plan, where={"aar": ("2024",)})
    with pytest.raises(NotSupported, match="beskrivelse nævner tallet 257"):
        decide(replace(case, plan=plan))
    found = offers_for(open_source(plan), plan.tables[0], [], [], names_given=False).found
    assert found.refused
    assert not any(variant.variant.base for variant in found.best)


def test_the_merged_codes_are_named_and_their_totals_given_too(place, client):
    """Over HTTP: the table with its label, what the label stands for, and the table code by code."""
    offer = an_offer(place, merged=True, base=False, tables=2)
    asked_for = chosen(chosen_by(place, offer, REGISTER)) | {"where": {"aar": [YEAR]}}
    answer = client.post("/v1/requests", json=asked_for)
    assert answer.status_code == 201, answer.text
    sheet = next(one for one in answer.json()["documents"] if one["name"] == SPREADSHEET)
    book = openpyxl.load_workbook(io.BytesIO(client.get(sheet["href"]).content))
    texts = [value for page in book for row in page.iter_rows(values_only=True) for value in row if value]
    assert "»Øvrige i Nordsjælland« omfatter" in " ".join(map(str, texts))
    assert any("kode for kode" in str(text) for text in texts)


def test_merged_codes_are_not_given_without_the_table_of_the_codes(place):
    """The jurist's choice without its list: refused with what to do, whatever the data."""
    table, _ = chosen_by(place, an_offer(place, merged=True, base=False, tables=2), REGISTER)
    with pytest.raises(InputError, match="tag alle tilbuddets tabeller med"):
        decide(case_of([table]))


def test_a_list_of_the_codes_that_hides_one_that_is_not_merged_is_not_given(place):
    """København is no part of the merged codes: `[c]` on it would tell that it is not small."""
    made = decide(case_of(chosen_by(place, an_offer(place, merged=True, base=False, tables=2), REGISTER)))
    found = open_source(made.case.plan)
    released = [table for table in found.plan.tables if table.table_id in made.tables]
    refuse_telling(found, released, made.tables)
    name, table = list(made.tables.items())[-1]
    cells = tuple(replace(cell, count=None) if cell.labels == ("København",) else cell for cell in table.cells)
    with pytest.raises(NothingSafe, match="«København», som ikke er lagt sammen"):
        refuse_telling(found, released, {**made.tables, name: replace(table, cells=cells)})


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"Nord": ["Gribskov", "Atlantis"]}, "Atlantis"),
        ({"Nord": ["Gribskov", "Gribskov"]}, "to gange"),
        ({"Nord": []}, "mindst én kode"),
        ({"Nord": ["Gribskov"], "Syd": ["Halsnæs"]}, "ikke står i »only«"),
        ({"Nord": ["Gribskov"], "København": ["Halsnæs"]}, "registret selv bruger"),
    ],
)
def test_a_group_that_cannot_be_meant_is_refused(client, groups, told):
    """An unknown code, one twice, none, a group that is not shown, and a label of the register's own."""
    table = {"dimensions": ["kommune"], "only": {"kommune": ["København", "Nord"]}, "groups": {"kommune": groups}}
    answer = client.post("/v1/requests", json=chosen([table]))
    assert answer.status_code in (404, 422)
    assert told in answer.json()["detail"]


def test_periods_and_bands_follow_from_the_codes_and_need_no_list():
    """Bands of two ages are the program's own; any other pair of ages is a choice that tells something."""
    column = REGISTER.column("aldersgruppe")
    pair, odd = column.codes[:2], (column.codes[0], column.codes[2])
    found = open_source(CasePlan(REGISTER.register_id, {}, 5, ("aldersgruppe",), ()))
    table = PlannedTable("t", "p", "", "T", {}, {"aldersgruppe": ("par",)}, {"aldersgruppe": {"par": pair}})
    refuse_unlisted(found, [table])
    assert list(merged_notes(found, table)) == []
    with pytest.raises(InputError):
        refuse_unlisted(found, [replace(table, groups={"aldersgruppe": {"par": odd}})])


def test_the_letter_puts_the_given_offer_first_and_says_truly_what_the_others_tell(place):
    """The three offers, one of them given: those that tell less are said to, the others can be made too."""
    given = place.found.offers[-1]
    (again,) = decide(case_of(chosen_by(place, given, REGISTER))).searched.values()
    first, *others = tried_in_letter(replace(place, chosen=again.chosen))
    assert (first.label, first.result) == (given.variant.words, "den kan gives, og den får du")
    less = {one.variant.words: one.gain.information < given.gain.information for one in place.found.offers}
    assert {one.label: "mindre" in one.result for one in others} == {
        words: is_less for words, is_less in less.items() if words != first.label
    }


# ---- rounding in the ledger ----------------------------------------------------------------------------------------


def suppressed_tables(place):
    return chosen_by(place, an_offer(place, merged=False, base=False, tables=1), REGISTER)


def rounded_tables(place):
    return chosen_by(place, an_offer(place, merged=False, base=True, tables=1), REGISTER)


def test_the_ledger_remembers_that_a_table_is_rounded_and_its_rounded_counts(rounded_reply):
    """The base, the counts as they were given, and the proof; no true count."""
    decided, _ = rounded_reply
    (release,) = releases_of(decided, {}, "afgørelsen")
    assert release.rounded_to == 5
    assert {count % 5 for count in release.cells.values()} == {0}
    assert json.loads(release.text())["rounded_to"] == 5


def test_after_a_rounded_table_nothing_about_the_same_people_is_given_without_the_jurist(place, rounded_reply):
    """An exact table and another rounding wait; the jurist reads which answer stands in the way."""
    history = tuple(releases_of(rounded_reply[0], {}, "afgørelsen"))
    other = [{"dimensions": ["koen"], "only": {"koen": ["Kvinde", "Mand"]}}]
    for tables in (suppressed_tables(place), other, [other[0] | {"rounded_to": 5}]):
        with pytest.raises(NotSupported, match=r"Svaret af 6\. februar 2025.* er afrundet til multipla af 5"):
            decide(case_of(tables, history))


def test_the_client_waits_and_the_jurist_is_pointed_to_the_same_answer(place, rounded_reply):
    """The same rounded table again: the reply waits, and the earlier answer is named as what can be given again."""
    history = tuple(releases_of(rounded_reply[0], {}, "afgørelsen"))
    reply = answer_request(asked(rounded_tables(place)), Settings(), history)
    assert (reply.documents, reply.releases, reply.missing) == ((), (), ())
    assert "afrundet til multipla af 5" in reply.internal
    assert "De samme tal er givet før, afrundet til multipla af 5" in reply.internal


def test_a_rounded_table_is_given_beside_people_of_another_year(place, rounded_reply):
    """2024 has nobody in common with 2023."""
    release = replace(releases_of(rounded_reply[0], {}, "afgørelsen")[0], where={"aar": ("2024",)})
    assert decide(case_of(suppressed_tables(place), (release,))).tables


def test_nothing_is_rounded_beside_exact_figures(place):
    """An exact answer before, an exact table in the same reply, another base: each says why."""
    exact = decide(case_of(suppressed_tables(place)))
    history = tuple(releases_of(exact, {}, "afgørelsen"))
    with pytest.raises(NotSupported, match="viser nøjagtige tal om nogle af de samme"):
        decide(case_of(rounded_tables(place), history))
    exact_too = {"dimensions": ["koen"]}
    for beside in (exact_too, exact_too | {"rounded_to": 10}):
        with pytest.raises(NotSupported, match="alle sine tal afrundet til det samme"):
            decide(case_of([*rounded_tables(place), beside]))
    with pytest.raises(NotSupported, match="mindre end grænsen"):
        decide(case_of([{**rounded_tables(place)[0], "rounded_to": 3}]))


def test_the_jurist_reads_what_a_rounded_answer_means_before_choosing_it():
    """Where the rounded offer is shown."""
    text = answer_request(replace(asked_of(body()), where=(("aar", (YEAR,)),)), Settings()).internal
    line = next(line for line in text.splitlines() if "afrundet: kan gives" in line)
    after = text.splitlines()[text.splitlines().index(line) + 1]
    assert "venter enhver senere tabel om de samme på juristen" in after


def test_an_edited_letter_of_a_rounded_reply_is_read_back(rounded_reply):
    """Untouched it lacks only settings; the true total written into it is found."""
    decided, files = rounded_reply
    page = case_entries(files)["tabeller.html"]
    lacking = edited_letter(files[LETTER_DOCX], files[LETTER_DOCX], page).obstacles
    assert not any("tal" in obstacle.split() for obstacle in lacking)
    letter = Document(io.BytesIO(files[LETTER_DOCX]))
    true = int(decided.protected.table.counts.max())
    letter.paragraphs[-1].insert_paragraph_before(f"I alt var der {true} sager.")
    changed = io.BytesIO()
    letter.save(changed)
    found = set(edited_letter(changed.getvalue(), files[LETTER_DOCX], page).obstacles) - set(lacking)
    assert any(str(true) in obstacle for obstacle in found)


def test_a_rounded_and_a_merged_table_are_asked_for_again_as_they_were(place, rounded_reply):
    """The next year is rounded to the same base; the same codes are merged, whatever they count that year."""
    (release,) = releases_of(rounded_reply[0], {}, "afgørelsen")
    before = replace(release, where=release.where | {"aar": ("2024",)})
    again = asked_again(before, ["2023"], REGISTER, (before,))
    assert again.cells == release.cells
    merged = decide(case_of(chosen_by(place, an_offer(place, merged=True, base=False, tables=2), REGISTER)))
    whole, _ = releases_of(merged, {}, "afgørelsen")
    again = asked_again(whole, ["2024"], REGISTER, (whole,))
    assert again.definitions == ()
    assert again.cells.keys() == whole.cells.keys()
