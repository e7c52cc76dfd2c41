"""One table, whatever file it was published in."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from data.printed_files.reading import grids_in, read_grids
from tests.data.printed_files import written

PDFS = {
    "ruled": {"stroke": "0.5pt"},
    "level rules": {"stroke": "(x: none, y: 0.5pt)"},
    "no rules": {"stroke": "none"},
    "on a wide page": {"stroke": "none", "flipped": "true"},
}


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", written.workbook), ("t.docx", written.document), ("t.html", written.page)],
)
def test_each_format_gives_the_seven_tables_as_the_csv_files_have_them(name, content):
    grids = grids_in(name, content())
    assert [written.texts(grid) for grid in grids] == written.SEVEN
    assert [grid.title for grid in grids] == [written.caption(number) for number in range(1, 8)]


@pytest.mark.parametrize("look", PDFS.values(), ids=PDFS)
def test_a_pdf_gives_them_too_with_and_without_drawn_lines_and_across_pages(look):
    """Labels run over several lines, tables over two pages; neither makes a row of its own."""
    grids = grids_in("t.pdf", written.pdf(**look))
    assert [written.texts(grid) for grid in grids] == written.SEVEN
    assert [grid.title for grid in grids] == [written.caption(number) for number in range(1, 8)]


def test_the_files_of_the_cases_are_read_as_they_stand():
    for number, path in enumerate(sorted((written.CASES / "imdi-2024").glob("*.csv"))):
        (grid,) = read_grids(path)
        assert written.texts(grid) == written.SEVEN[number]
    (grid,) = read_grids(written.CASES / "cmm-2021" / "ofre_2021.csv")
    assert (len(grid.rows), len(grid.rows[0])) == (39, 5)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["pdf", "html"])
def test_what_an_office_program_makes_of_the_workbook_is_read_alike(tmp_path, extension):
    (tmp_path / "t.xlsx").write_bytes(written.workbook())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", extension]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "t.xlsx"], check=True, capture_output=True, timeout=120)
    assert [written.texts(grid) for grid in read_grids(tmp_path / f"t.{extension}")] == written.SEVEN
