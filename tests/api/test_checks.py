"""The release gate over HTTP and as a page: what is found, what is refused, and that nothing is kept."""

from __future__ import annotations

import io

import pytest
from docx import Document
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import InputError
from api.examples import REQUESTS
from api.form_files import form_files
from api.settings import Settings
from tests.api.documents.broken_documents import DOCUMENTS, PDFS, document_with, pdf_with
from tests.api.documents.broken_workbooks import WORKBOOKS, with_entries, workbook_with

FILE = {"content-type": "application/octet-stream"}
CSV = b"Kommune;Antal\r\nSams\xc3\xb8;21\r\n\xc3\x86r\xc3\xb8;27\r\n"
KINDS = {
    "tal.xlsx": (workbook_with, WORKBOOKS["hidden_sheet"], "hidden_sheet"),
    "tal.xlsm": (workbook_with, WORKBOOKS["macro"], "macro"),
    "brev.docx": (document_with, DOCUMENTS["tracked_change"], "tracked_change"),
    "brev.pdf": (pdf_with, PDFS["embedded_file"], "embedded_file"),
    "tal.csv": (lambda: CSV, lambda: CSV + b"=1+1;9\r\n", "risky_formula"),
    "sag.zip": (
        lambda: with_entries(_zip(), {"tal.csv": CSV}),
        lambda: with_entries(_zip(), {"tal.xlsx": WORKBOOKS["hidden_row"]()}),
        "hidden_row",
    ),
}


def _zip() -> bytes:
    return b"PK\x05\x06" + b"\x00" * 18


def sent(client, name, content, headers=FILE):
    return client.post("/v1/checks", params={"name": name}, content=content, headers=headers)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_looked_through(client, name):
    """A clean file of each kind is clean; the same kind with one thing hidden names it, in Danish, with a remedy."""
    clean, hiding, code = KINDS[name]
    assert sent(client, name, clean()).json() == {"format": "check/1", "file": name, "clean": True, "findings": []}
    found = sent(client, name, hiding()).json()
    assert found["clean"] is False
    (grave,) = [one for one in found["findings"] if not one["notice"]]
    assert grave["code"] == code
    assert all(grave[word] for word in ("where", "what", "why", "remedy"))


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("tal.xlsx", b"PK\x03\x04 halvt", 422, "gate_damaged_file"),
        ("tal.ods", b"hej", 415, "gate_unknown_format"),
        (
            "tal.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            422,
            "gate_encrypted_file",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem_in_two_languages(client, name, content, status, code):
    """Damaged, foreign and locked files are refused, never called clean."""
    answer = sent(client, name, content)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert name in problem["detail"]
    assert problem["title_en"]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_what_any_page_can_send_unasked_is_refused(client, kind):
    """A page elsewhere cannot make the service read a file."""
    assert sent(client, "tal.csv", CSV, {"content-type": kind}).json()["code"] == "wrong_media_type"
    packed = FILE | {"content-encoding": "gzip"}
    assert sent(client, "tal.csv", CSV, packed).json()["code"] == "wrong_media_type"


def test_files_have_a_limit_of_their_own(tmp_path):
    """A file may be larger than other requests, and a larger one is refused before it is looked at."""
    settings = Settings(database=f"sqlite:///{tmp_path}/a.sqlite", max_body_bytes=1_000, max_file_bytes=5_000)
    client = TestClient(create_app(settings), base_url="http://127.0.0.1")
    assert sent(client, "tal.csv", CSV + b"a;b\r\n" * 800).status_code == 200
    answer = sent(client, "tal.csv", CSV + b"a;b\r\n" * 2_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_nothing_is_kept(client, tmp_path):
    """The unmistakable number stands in no file of the service after the check."""
    before = sorted(tmp_path.iterdir())
    sent(client, "0101901234.csv", b"a;b\r\n0101901234;9\r\n")
    client.post("/kontrol", files={"filer": ("0101901234.csv", b"a;b\r\n0101901234;9\r\n")})
    assert sorted(tmp_path.iterdir()) == before
    assert not any(b"0101901234" in file.read_bytes() for file in tmp_path.iterdir())


def test_the_page_asks_for_files_and_shows_what_was_found(client):
    """Several files at once: one clean, one with a hidden sheet, one that is broken."""
    assert 'type="file"' in client.get("/kontrol").text
    files = [
        ("filer", ("æ ren.csv", CSV)),
        ("filer", ("tal.xlsx", WORKBOOKS["hidden_sheet"]())),
        ("filer", ("x.xlsx", b"PK")),
    ]
    page = client.post("/kontrol", files=files).text
    assert (
        page.index("æ ren.csv") < page.index("Intet fundet") < page.index("tal.xlsx") < page.index("Et ark er skjult")
    )
    assert "x.xlsx er beskadiget" in page


def test_a_name_cannot_put_anything_into_the_page(client):
    """The name of a file is shown as text."""
    page = client.post("/kontrol", files={"filer": ("<script>x.csv", CSV)}).text
    assert "<script" not in page
    assert "&lt;script&gt;x.csv" in page


def test_a_form_that_is_none_is_refused():
    """Another media type, or no boundary, ends in a sentence."""
    for kind in ("text/plain", "multipart/form-data", ""):
        with pytest.raises(InputError):
            form_files(kind, b"")


def test_a_file_comes_out_of_a_form_as_it_went_in():
    """Line ends, boundaries' beginnings and fields without a file change no byte."""
    content = b"\r\n--gr\r\n\r\nx--grx\n"
    head = b'Content-Disposition: form-data; name="filer"; filename="C:\\mappe\\a%22b.csv"\r\n\r\n'
    field = b'--grx\r\nContent-Disposition: form-data; name="a"\r\n\r\nord\r\n'
    body = field + b"--grx\r\n" + head + content + b"\r\n--grx--\r\n"
    assert form_files("multipart/form-data; boundary=grx", body) == [('a"b.csv', content)]


@pytest.fixture
def request_made(client):
    found = client.post("/v1/requests", json=REQUESTS["decided"]["value"]).json()
    href = next(one["href"] for one in found["documents"] if one["name"] == "afgoerelse.docx")
    return found["id"], client.get(href).content


def test_an_edited_letter_is_compared_with_the_one_that_was_made(client, request_made):
    """A sentence with a number nobody released is shown as a difference and stops the letter."""
    request_id, made = request_made
    document = Document(io.BytesIO(made))
    document.paragraphs[-1].insert_paragraph_before("I Samsø var der 4711 henvendelser.")
    buffer = io.BytesIO()
    document.save(buffer)
    found = client.post(f"/v1/requests/{request_id}/letter-checks", content=buffer.getvalue(), headers=FILE).json()
    assert found["differences"] == [{"before": "", "after": "I Samsø var der 4711 henvendelser."}]
    assert found["may_be_sent"] is False
    assert any("4711" in sentence for sentence in found["obstacles"])


def test_a_letter_of_no_case_and_a_file_that_is_no_letter_are_problems(client, request_made):
    """404 for a case that is not there, 422 for what is no Word document."""
    request_id, made = request_made
    assert client.post("/v1/requests/2025-9999/letter-checks", content=made, headers=FILE).status_code == 404
    answer = client.post(f"/v1/requests/{request_id}/letter-checks", content=b"PK", headers=FILE)
    assert answer.json()["code"] == "gate_damaged_file"
