"""Published tables over HTTP and as a page: what can be known, what is refused, and that nothing is kept."""

from __future__ import annotations

import base64
import io
import re
import shutil
import socket
import subprocess
import threading
from html import escape, unescape
from html.parser import HTMLParser

import openpyxl
import pytest
import uvicorn

from api.app import create_app
from api.audit_form import packed
from api.audit_view import STATUSES
from api.commands.entry import run
from api.examples import AUDITS
from api.form_files import form_fields
from api.page_templates import UI
from data.printed_files.reading import grids_in
from main import COMMANDS
from tests.data.printed_files import written

ROWS = [
    ["Årsag", "2023", "2024"],
    ["Trusler", "21", "30"],
    ["Tvangsægteskab", "..", "4"],
    ["Genopdragelse", "..", "11"],
    ["I alt", "23", "45"],
]
CSV = "\n".join(";".join(row) for row in ROWS).encode()
FORMATS = {
    "rapport.csv": CSV,
    "rapport.xlsx": written.workbook([ROWS]),
    "rapport.docx": written.document([ROWS]),
    "rapport.html": written.page([ROWS]),
    "rapport.pdf": written.pdf("0.5pt", [ROWS]),
}


def asked(client, name="rapport.csv", content=CSV, **more):
    file = {"name": name, "content": base64.b64encode(content).decode()}
    return client.post("/v1/audits", json={"files": [file], **more})


def page(client, name="rapport.csv", content=CSV, **fields):
    return client.post("/offentliggjort", files={"filer": (name, content)}, data=fields)


def corrected(client, **fields):
    """The form below the answer, sent again: the tables lie in it, no file is chosen."""
    tables = {"tabeller": packed(grids_in("rapport.csv", CSV))}
    return client.post("/offentliggjort", files={"filer": ("", b"")}, data=tables | fields)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_answer(client, name):
    """23 − 21 = 2 is shared by two rows of at least one each, so each is 1; in 2024 nothing is hidden."""
    found = asked(client, name, FORMATS[name], options={"marks": {"..": {"low": 1, "high": 4}}}).json()
    cells = [(one["row"], one["column"], one["low"], one["high"], one["exact"]) for one in found["cells"]]
    assert cells == [("Tvangsægteskab", "2023", 1, 1, True), ("Genopdragelse", "2023", 1, 1, True)]
    assert (found["format"], found["exact"], found["remarks"]) == ("printed-audit/1", 2, [])
    assert "23 − 21" in found["cells"][0]["derivation"]


def test_the_example_of_the_documentation_can_be_sent(client):
    assert client.post("/v1/audits", json=AUDITS["rows"]["value"]).json()["exact"] == 2


def test_a_fact_from_elsewhere_counts(client):
    """With zeros possible each hidden count is 0 to 2; who knows that one is 2 knows that the other is 0."""
    zero = {"marks": {"..": {"low": 0, "high": 4}}}
    assert {(one["low"], one["high"]) for one in asked(client, options=zero).json()["cells"]} == {(0, 2)}
    fact = {"sum": [{"row": "Genopdragelse", "column": "2023"}], "equals": 2, "source": "en avis"}
    cells = asked(client, options=zero, facts=[fact]).json()["cells"]
    assert [(one["low"], one["high"]) for one in cells] == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"options": {"procent": 1}}, 422, "bad_published"),
        ({"options": {"total_rows": ["findes ikke"]}}, 422, "bad_published"),
        ({"facts": [{"sum": []}]}, 422, "bad_published"),
        ({"name": "rapport.xlsx", "content": b"PK\x03\x04"}, 422, "gate_damaged_file"),
        (
            {
                "name": "rapport.xlsx",
                "content": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            },
            422,
            "gate_encrypted_file",
        ),
        ({"name": "rapport.png", "content": b"\x89PNG"}, 415, "gate_unknown_format"),
        ({"name": "rapport.csv", "content": b"kun en linje"}, 422, "no_table"),
    ],
)
def test_what_cannot_be_used_is_a_problem_in_two_languages(client, sent, status, code):
    answer = asked(client, **sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]
    assert answer.json()["title_en"]


def test_tables_that_would_keep_the_service_busy_are_refused_on_both_ways(client):
    content = b"\n".join(b";".join([b"Art %d" % row, *[b"7"] * 30]) for row in range(1_000))
    answer = asked(client, content=content)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert "30000 celler" in page(client, content=content).text


def test_what_is_no_base64_and_what_is_no_json_is_refused(client):
    body = {"files": [{"name": "a.csv", "content": "æøå"}]}
    assert client.post("/v1/audits", json=body).json()["code"] == "input"
    assert client.post("/v1/audits", content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/v1/audits", json={"files": []}).json()["code"] == "input"


def test_nothing_is_kept_and_no_personal_number_is_repeated(client, tmp_path):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    content = CSV + b"\n0101901234;7;9\n"
    for answer in (asked(client, "0101901234.csv", content), page(client, "0101901234.csv", content)):
        assert "0101901234" not in answer.text
        assert "cpr-nummer" in answer.text
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_page_asks_for_files_and_can_be_found_from_the_start(client):
    assert 'type="file"' in client.get("/offentliggjort").text
    assert 'href="/offentliggjort"' in client.get("/").text


def test_the_page_shows_by_sign_and_words_and_not_by_colour_alone(client):
    """Every coloured cell holds a sign, words for those who hear the page, and what the count can be."""
    text = page(client, **{"maerke-1": "..", "lavest-1": "1", "hoejst-1": "4"}).text
    cells = re.findall(r'<td class="(\w+)">(.*?)</td>', text, re.DOTALL)
    assert [style for style, _ in cells] == ["exact", "small", "exact"]
    said = {"exact": ("●", "kan regnes ud", ">..</span>"), "small": ("▲", "er lille og trykt", ">4</span>")}
    assert all(word in inside for style, inside in cells for word in said[style])
    assert "23 − 21" in text
    assert "Det ville have hindret det" in text


class Ids(HTMLParser):
    """What a page names and refers to."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.named, self.fields = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.named += [found[key] for key in ("for", "aria-describedby", "aria-labelledby") if key in found]
        self.named += [found["href"][1:]] if found.get("href", "").startswith("#") else []
        if tag in {"input", "select", "textarea"} and found.get("type") != "hidden":
            self.fields.append(found["id"])


def test_every_field_has_its_label_and_every_link_its_place(client):
    text = page(client).text
    found = Ids(text)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.named) <= set(found.ids)
    assert {field for field in found.fields if f'for="{field}"' not in text} == set()
    assert re.findall(r"<h([1-6])", text)[:2] == ["1", "2"]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("style", sorted({status.style for status in STATUSES}))
@pytest.mark.parametrize("text", ["#1a1a1a", "#4a4a4a", "#0b4f3c"])
def test_text_and_links_stand_out_from_the_colours(style, text):
    """At least 4.5 to 1, as WCAG AA asks, for text, the printed mark and links."""
    css = (UI / "static" / "style.css").read_text(encoding="utf-8")
    background = re.search(rf"^\.{style} {{ background: (#\w{{6}})", css, re.MULTILINE)[1]
    assert (luminance(background) + 0.05) / (luminance(text) + 0.05) >= 4.5


def test_a_guess_is_corrected_in_the_page_without_the_file(client):
    """The tables come back with the form; a mark that may be 0 leaves 0 to 2, and what was filled in stays filled in."""
    text = corrected(client, **{"maerke-1": "..", "lavest-1": "0", "hoejst-1": "4"}).text
    assert ">0–2</a>" in text
    assert re.search(r'name="hoejst-1"[^>]*value="4"', text)


def test_every_field_of_the_form_reaches_the_audit(client):
    fields = {
        "maerke-1": "..",
        "lavest-1": "0",
        "totalraekker": "I alt",
        "procenter": "ignored",
        "svar": "single",
        "etiketkolonner": "1",
        "graenser": "3 5",
        "ingen-samleraekke": "on",
        "hver-for-sig": "on",
        "celler-1": "Genopdragelse | 2023\r\nTvangsægteskab | 2023",
        "tilsammen-1": "2",
        "kilde-1": "en avis",
    }
    answer = corrected(client, **fields)
    assert answer.status_code == 200
    assert "Det lykkedes ikke" not in answer.text
    assert re.search(r'value="ignored" selected', answer.text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"maerke-1": "..", "lavest-1": "x"}, "skriv et helt tal"),
        ({"graenser": "3 fem"}, "skriv et helt tal"),
        ({"celler-1": "uden streg", "tilsammen-1": "2", "kilde-1": "a"}, "række | kolonne"),
        ({"celler-1": "a | b", "tilsammen-1": "2", "kilde-1": "a"}, "ingen tabel"),
        ({"totalraekker": "findes ikke"}, "findes ikke"),
        ({"tabeller": "[]"}, "vælg filen igen"),
        ({"tabeller": "nej"}, "vælg filen igen"),
        ({"tabeller": '[{"source": "a", "title": "", "rows": [[]]}]'}, "vælg filen igen"),
    ],
)
def test_what_cannot_be_used_is_said_above_the_form_that_keeps_what_was_written(client, fields, words):
    answer = corrected(client, **fields)
    assert answer.status_code == 422
    assert words in answer.text[answer.text.index('role="alert"') :]
    assert "<title>Fejl: " in answer.text
    for value in fields.values():
        assert value in unescape(answer.text)


def test_two_files_of_one_name_are_told_apart(client):
    """Each table is shown as it was printed, the shorter one too."""
    files = [("filer", ("t.csv", CSV)), ("filer", ("t.csv", b"Art;2030\nVold;30\nI alt;30"))]
    text = client.post("/offentliggjort", files=files).text
    assert re.findall(r"<h2>(t\.csv.*?)</h2>", text) == ["t.csv", "t.csv (2)"]
    assert "Genopdragelse" in text
    assert ">Vold<" in text


def test_words_from_a_file_cannot_put_anything_into_the_page(client):
    text = page(client, "<b>.csv", CSV.replace(b"Trusler", b"<script>x</script>")).text
    assert "<script" not in text
    assert "&lt;script&gt;x" in text


def test_fields_come_out_of_a_form_as_they_went_in():
    """A file is no field, a field's line ends are those of the person."""
    head = b'--g\r\nContent-Disposition: form-data; name="'
    body = head + b'a"\r\n\r\n1\r\n2\r\n' + head + b'f"; filename="b"\r\n\r\nx\r\n--g--\r\n'
    assert form_fields("multipart/form-data; boundary=g", body) == {"a": "1\n2"}


@pytest.fixture
def address(settings):
    """The service, listening."""
    ears = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [ears]})
    thread.start()
    yield f"http://127.0.0.1:{ears.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_a_browser_sends_the_form_and_shows_the_answer(address, tmp_path):
    """A real browser sends the corrections as it sends forms, and what it shows has the intervals in it."""
    fields = {"tabeller": packed(grids_in("rapport.csv", CSV)), "maerke-1": "..", "lavest-1": "0", "hoejst-1": "4"}
    inputs = "".join(f'<input name="{name}" value="{escape(value)}">' for name, value in fields.items())
    action = f'action="{address}/offentliggjort" method="post" enctype="multipart/form-data"'
    form = f"<meta charset=utf-8><form {action}>{inputs}</form><script>document.forms[0].submit()</script>"
    (tmp_path / "form.html").write_text(form, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    shown = subprocess.run(
        [*command, "--virtual-time-budget=15000", "--dump-dom", f"file://{tmp_path}/form.html"],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    ).stdout
    assert '<h2 id="svar-overskrift">Svaret</h2>' in shown
    assert shown.count(">0–2</a>") == 2


def test_the_command_says_what_was_hidden_in_the_file_and_does_not_end_with_0(tmp_path, capsys):
    """A table in which nothing is suppressed, but one of its rows is hidden."""
    book = openpyxl.load_workbook(io.BytesIO(written.workbook([[["Art", "2024"], ["Vold", "30"], ["Trusler", "40"]]])))
    book.active.row_dimensions[4].hidden = True
    (tmp_path / "t.xlsx").write_bytes(written.saved(book))
    assert run(COMMANDS, ["audit-published", str(tmp_path / "t.xlsx")]) == 1
    assert "Bemærk: Række 4 er skjult" in capsys.readouterr().out
