"""The command `demo`: the model case from request to reply."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from api.commands.entry import run
from main import COMMANDS

ROOT = Path(__file__).resolve().parents[3]
FACTS = json.loads((ROOT / "data" / "cases" / "koebenhavn-2025" / "facts.json").read_text(encoding="utf-8"))
LEAVING = {"afgoerelse.pdf", "afgoerelse.docx", "udtraek.xlsx", "tabeller.html"}
NAMES = {*LEAVING, "notat.pdf", "sag.zip", "afgoerelse.json"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of one run, made by a process of its own."""
    folder = tmp_path_factory.mktemp("demo")
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    command = [sys.executable, "main.py", "demo", "--out", folder]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_the_seven_files_are_written(made):
    """Letter twice, spreadsheet, page, note, case file, decision; nothing else."""
    assert {path.name for path in made.iterdir()} == NAMES


def test_a_second_run_gives_the_same_bytes(made, tmp_path, capsys):
    """Another process with another seed for its hashes, another folder, the same files; and it says what was decided."""
    assert run(COMMANDS, ["demo", "--out", str(tmp_path)]) == 0
    for name in NAMES:
        assert (made / name).read_bytes() == (tmp_path / name).read_bytes(), name
    shown = capsys.readouterr().out
    assert "fredag den 7. februar 2025" in shown
    assert "Del 5" in shown


def test_every_part_is_decided_better_than_the_real_letter_did(made):
    """The counts per municipality and the cross-table are given in part; the real letter gave neither."""
    decision = json.loads((made / "afgoerelse.json").read_text(encoding="utf-8"))
    assert {part["id"]: part["outcome"] for part in decision["parts"]} == {
        "aarsager_i_alt": "GRANT",
        "liste_i_region": "GRANT",
        "antal_pr_kommune": "PARTIAL",
        "uden_for_region": "REFUSE",
        "aarsag_x_kommune": "PARTIAL",
    }
    assert decision["deadline"]["day_7"] == "2025-02-07"


def test_the_case_file_proves_the_tables(made):
    """Certificates and hashes hold."""
    assert run(COMMANDS, ["verify", str(made / "sag.zip")]) == 0


def test_what_leaves_passes_the_gate(made):
    """Letter and spreadsheet; small counts that were granted are a notice, not a finding."""
    assert (
        run(
            COMMANDS,
            [
                "check",
                *(
                    str(made / name)
                    for name in sorted(NAMES)
                    if name.startswith(("afg", "udt")) and not name.endswith("json")
                ),
            ],
        )
        == 0
    )


def test_the_published_totals_are_those_of_the_real_letter(made):
    """257 enquiries; the 26 reasons as they were published, 1 and 0 included."""
    book = openpyxl.load_workbook(made / "udtraek.xlsx")
    rows = {row[0]: row[1] for row in book["aarsager"].iter_rows(values_only=True) if isinstance(row[1], int)}
    lines = (ROOT / "data/cases/koebenhavn-2025/aarsager.csv").read_text(encoding="utf-8").splitlines()[1:]
    published = {name: int(count) for name, count in (line.rsplit(",", 1) for line in lines)}
    assert rows == published | {"I alt": 257}


def judgements():
    for part in FACTS["parts"]:
        for name in part.get("judgements", {}):
            yield part["id"], None, name
        for group in part.get("cell_groups", []):
            for name in group.get("judgements", {}):
                yield part["id"], group["id"], name


@pytest.mark.parametrize(("part_id", "group_id", "name"), list(judgements()))
def test_without_a_judgement_there_is_no_letter(made, tmp_path, capsys, part_id, group_id, name):
    """Status 1, what is missing is said, and what an earlier run left is taken away."""
    facts = copy.deepcopy(FACTS)
    holder = next(part for part in facts["parts"] if part["id"] == part_id)
    if group_id is not None:
        holder = next(group for group in holder["cell_groups"] if group["id"] == group_id)
    del holder["judgements"][name]
    (tmp_path / "fakta.json").write_text(json.dumps(facts), encoding="utf-8")
    out = tmp_path / "ud"
    out.mkdir()
    (out / "afgoerelse.pdf").write_bytes((made / "afgoerelse.pdf").read_bytes())
    assert run(COMMANDS, ["demo", "--facts", str(tmp_path / "fakta.json"), "--out", str(out)]) == 1
    assert list(out.iterdir()) == []
    assert capsys.readouterr().err.startswith("Fejl: Brevet kan ikke laves")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "er ikke gyldig JSON"),
        (b'{"format": "facts/1", "format": "facts/1"}', "»format« står to gange"),
        (b'{"format": ' + b"9" * 5000 + b"}", "flere cifre"),
        ('{"format": "å"}'.encode("latin-1"), "er ikke UTF-8"),
    ],
)
def test_a_file_of_facts_that_cannot_be_read_is_refused_and_nothing_is_written(tmp_path, capsys, content, words):
    """Status 2, one sentence that names the file, and no folder."""
    (tmp_path / "fakta.json").write_bytes(content)
    out = tmp_path / "ud"
    assert run(COMMANDS, ["demo", "--facts", str(tmp_path / "fakta.json"), "--out", str(out)]) == 2
    shown = capsys.readouterr().err
    assert "»fakta.json«" in shown
    assert words in shown
    assert not out.exists()


def test_the_letter_has_two_to_five_pages_and_an_annex(made):
    """The first annex, the wide table, begins on a page of its own, the sixth at the latest; the provisions follow."""
    pages = [page.extract_text() for page in PdfReader(made / "afgoerelse.pdf").pages]
    first, second, *_ = (number for number, text in enumerate(pages) if text.lstrip().startswith("Bilag: "))
    assert 2 <= first <= 5
    assert "Bilag: De bestemmelser" in pages[second]


def test_what_is_said_where_it_is_applied_is_not_said_again(made):
    """The rules on private matters and on meroffentlighed stand in the reasons and are not repeated at the end."""
    pages = [page.extract_text().replace("\u00a0", " ") for page in PdfReader(made / "afgoerelse.pdf").pages]
    letter = " ".join(" ".join(pages).split("Bilag: De bestemmelser")[0].split())
    assert letter.count("enkeltpersoners private forhold er undtaget") == 1
    assert letter.count("Vi skal overveje, om du kan få mere") == 1
    assert "Offentlighedslovens § 30:" not in letter
    assert "Offentlighedslovens § 11, stk. 1: Enhver kan få en sammenstilling" in letter


def test_the_case_file_tells_from_the_log_what_was_kept(made):
    """Request, decision and every file are in the extract by their hashes, and each entry follows from the one before."""
    with zipfile.ZipFile(made / "sag.zip") as package:
        log = json.loads(package.read("log/haendelser.json"))
        kept = {hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist() if "/" not in name}
    told = [one["payload"].get("sha256") for one in log["events"] if one["action"] == "document_saved"]
    assert len(told) == 6
    assert set(told) <= kept
    assert {"case_created", "decision_saved"} <= {one["action"] for one in log["events"]}
    previous = [one["previous_hash"] for one in log["events"]]
    assert [*previous[1:], log["hash"]] == [one["hash"] for one in log["events"]]


def test_every_table_that_is_shown_says_that_its_data_are_synthetic(made):
    """Each of the letter's three tables (the wide one twice) and two pictures, and each of the four sheets."""
    text = "\n".join(page.extract_text() for page in PdfReader(made / "afgoerelse.pdf").pages)
    captions = [line for line in text.splitlines() if line.startswith("Henvendelser efter")]
    assert len(captions) == 3 + 1 + 2
    assert all(line.endswith("(syntetiske data)") for line in captions)
    book = openpyxl.load_workbook(made / "udtraek.xlsx")
    headings = [sheet["A1"].value for sheet in book if sheet.title not in {"Forside", "Indhold"}]
    assert len(headings) == 4
    assert all(heading.endswith("(syntetiske data)") for heading in headings)
