"""The command `fristbrev`: a letter in time with reason and date, or nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from api.commands.entry import run
from api.documents.release_gate import check_file
from main import COMMANDS

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
FACTS = EXAMPLES / "fristbrev.json"
SETTINGS = EXAMPLES / "fristbrev.yaml"


def made(tmp_path, settings=SETTINGS, facts=FACTS):
    return run(COMMANDS, ["fristbrev", str(facts), "--settings", str(settings), "--out", str(tmp_path / "ud")])


def changed(tmp_path, **values):
    settings = {**yaml.safe_load(SETTINGS.read_text(encoding="utf-8")), **values}
    path = tmp_path / "brev.yaml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return path


def test_the_letter_is_made_as_pdf_and_docx(tmp_path, capsys):
    """Received 11 April 2025 and sent on 15 April: the deadline is 25 April, the answer is expected on 2 May."""
    assert made(tmp_path) == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "ud").iterdir()}
    assert set(files) == {"fristbrev.pdf", "fristbrev.docx"}
    assert [finding for name in files for finding in check_file(name, files[name]) if not finding.is_notice] == []
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files["fristbrev.pdf"])).pages)
    words = " ".join(text.replace("\u00a0", " ").split())
    assert "fredag den 25. april 2025" in words
    assert "fredag den 2. maj 2025" in words
    assert "Udkast: Mangler: sagsnummer." in capsys.readouterr().out


def test_the_same_letter_has_the_same_bytes(tmp_path):
    """Made twice, both files are the same."""
    made(tmp_path)
    first = {path.name: path.read_bytes() for path in (tmp_path / "ud").iterdir()}
    made(tmp_path)
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "ud").iterdir()}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"delay_reason": "vi har travlt"}, "Grunden til forsinkelsen skal være konkret"),
        ({"delay_reason": None}, "Grunden til forsinkelsen skal være konkret"),
        ({"decided": "2025-04-28"}, "Fristbrevet skal sendes senest fredag den"),
    ],
)
def test_a_letter_without_reason_or_too_late_is_not_made(tmp_path, capsys, values, words):
    """Status 1, one sentence, and what an earlier run left is taken away."""
    made(tmp_path)
    assert made(tmp_path, changed(tmp_path, **values)) == 1
    assert words in capsys.readouterr().err.replace("\u00a0", " ")
    assert list((tmp_path / "ud").iterdir()) == []


def test_settings_that_cannot_be_read_are_one_sentence(tmp_path, capsys):
    """A list, a broken file and an unknown name end with 2, and nothing is written."""
    for text in ("- a\n", "a: [\n", "emne: x\n"):
        path = tmp_path / "forkert.yaml"
        path.write_text(text, encoding="utf-8")
        assert made(tmp_path, path) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "ud").exists()
