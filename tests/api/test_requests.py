"""A request over HTTP: received, decided, kept, and found again after a restart."""

from __future__ import annotations

import copy
import hashlib
import io
import json

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.examples import REQUESTS


@pytest.fixture
def awaiting():
    """The example that lacks one judgement, to be changed by a test."""
    return copy.deepcopy(REQUESTS["awaits_jurist"]["value"])


def test_a_request_without_a_judgement_is_kept_and_says_what_is_missing(client, awaiting):
    """201, the decision blocked, the name of the missing judgement, the dates, and no document."""
    answer = client.post("/v1/requests", json=awaiting)
    found = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/requests/{found['id']}"
    assert found["status"] == "awaits_jurist"
    assert found["decision"]["overall"] == "BLOCKED_NEEDS_JURIST"
    assert found["missing"] == ["aarsager_i_alt: identificerbar_i_lidt_videre_kreds"]
    assert found["deadline"]["day_7"] == "2025-02-07"
    assert found["documents"] == []


def test_what_is_created_survives_a_restart(client, settings, awaiting):
    """A second service on the same database shows the same case."""
    created = client.post("/v1/requests", json=awaiting).json()
    again = TestClient(create_app(settings), base_url="http://127.0.0.1")
    assert again.get(f"/v1/requests/{created['id']}").json() == created
    assert [one["id"] for one in again.get("/v1/requests").json()] == [created["id"]]


def test_requests_are_listed_newest_first(client, awaiting):
    """Two cases of 2025 are numbers 1 and 2."""
    for _ in range(2):
        client.post("/v1/requests", json=awaiting)
    assert [one["id"] for one in client.get("/v1/requests").json()] == ["2025-0002", "2025-0001"]
    assert [one["id"] for one in client.get("/v1/requests?limit=1&offset=1").json()] == ["2025-0001"]


def without(body, *path):
    """Return the body without the value at the end of the path."""
    *way, last = path
    place = body
    for step in way:
        place = place[step]
    del place[last]
    return body


@pytest.mark.parametrize(
    ("change", "status", "code", "word"),
    [
        (lambda body: without(body, "register"), 422, "input", "»body.register« mangler"),
        (lambda body: body | {"hurtigt": True}, 422, "input", "»body.hurtigt« kendes ikke"),
        (lambda body: body | {"register": "findes-ikke"}, 404, "unknown_register", "findes-ikke"),
        (lambda body: body | {"decided_on": 1738108800}, 422, "input", "decided_on"),
        (lambda body: without(body, "facts", "parts"), 422, "invalid_facts", "parts"),
        (lambda body: body | {"facts": []}, 422, "input", "»body.facts« skal være et objekt"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused_and_nothing_is_kept(client, awaiting, change, status, code, word):
    """One sentence names the place; the list of cases stays empty."""
    answer = client.post("/v1/requests", json=change(awaiting))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert word in answer.json()["detail"]
    assert client.get("/v1/requests").json() == []


def test_a_request_without_a_day_of_receipt_is_refused(client, awaiting):
    """Without it there is no case number and no deadline."""
    awaiting["facts"]["request"]["received"] = None
    answer = client.post("/v1/requests", json=awaiting)
    assert answer.status_code == 422
    assert "»facts.request.received«" in answer.json()["detail"]
    assert client.get("/v1/requests").json() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tables": [{"part": "aarsager_i_alt", "dimensions": ["alder"]}]}, "unknown_column"),
        ({"where": {"aar": ["1999"]}}, "unknown_code"),
        ({"where": {"by": ["x"]}}, "unknown_column"),
        ({"where": {"aar": []}}, "input"),
        ({"where": {"aar": ["2024", "2024"]}}, "input"),
        ({"explanations": {"en_anden": ["En nabo ville kunne genkende hende."]}}, "input"),
        (
            {
                "tables": [
                    {
                        "part": "aarsager_i_alt",
                        "dimensions": ["kommune"],
                        "levels": {"kommune": ["landsdel", "landsdel"]},
                    }
                ]
            },
            "input",
        ),
        (
            {"tables": [{"part": "aarsager_i_alt", "dimensions": ["kommune"], "levels": {"kommune": ["x"]}}]},
            "unknown_column",
        ),
        (
            {"tables": [{"part": "aarsager_i_alt", "dimensions": ["kommune"], "levels": {"aarsag": ["aarsag"]}}]},
            "input",
        ),
        ({"tables": [{"part": "en_anden", "dimensions": ["aarsag"]}]}, "input"),
        ({"tables": [{"part": "aarsager_i_alt", "group": "x", "dimensions": ["aarsag"]}]}, "input"),
        ({"tables": [{"part": "aarsager_i_alt", "dimensions": ["aarsag", "aarsag"]}]}, "input"),
    ],
)
def test_a_table_the_register_cannot_give_is_refused(client, awaiting, change, code):
    """Unknown columns, codes and levels are found when the request comes in, also while a judgement is missing."""
    answer = client.post("/v1/requests", json=awaiting | change)
    assert answer.json()["code"] == code, answer.text
    assert client.get("/v1/requests").json() == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"register": "a", "register": "b"}', "not_json"),
        (b'{"register": NaN}', "not_json"),
        (b'{"register": ', "not_json"),
        ('{"register": "ø"}'.encode("latin-1"), "text_not_utf8"),
        (b"[" * 50_000, "not_json"),
        (b'{"register": ' + b"9" * 5_000 + b"}", "not_json"),
    ],
)
def test_a_body_that_is_no_json_is_refused(client, content, code):
    """A name given twice, a number JSON does not have, half an object, Danish letters in the wrong encoding."""
    answer = client.post("/v1/requests", content=content, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": ""},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_a_body_of_another_type_is_refused(client, awaiting, headers):
    """A form on another page can send text/plain unasked, but not application/json; 415, and nothing is kept."""
    answer = client.post("/v1/requests", content=json.dumps(awaiting), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong_media_type")
    assert "application/json" in answer.json()["detail"]
    assert client.get("/v1/requests").json() == []


def test_a_body_over_the_limit_is_refused_whatever_it_claims(client):
    """The test's limit is 200,000 bytes; one sent in pieces has no length to claim."""

    def pieces():
        for _ in range(30):
            yield b" " * 10_000

    answer = client.post("/v1/requests", content=pieces(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("path", ["/v1/requests/2025-9999", "/v1/requests/2025-9999/documents/brev.pdf"])
def test_what_is_not_kept_is_not_found(client, path):
    """404, as a problem."""
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_stored")


def test_assessments_are_made_and_not_kept(client, awaiting):
    """POST /v1/assessments answers with assessment/1 and stores nothing."""
    found = client.post("/v1/assessments", json=awaiting["facts"]).json()
    assert found["format"] == "assessment/1"
    assert found["parts"][0]["missing"] == ["identificerbar_i_lidt_videre_kreds"]
    assert client.get("/v1/requests").json() == []


def test_a_field_that_cannot_be_used_is_named_and_its_value_is_not_repeated(client, awaiting):
    """The body's own fields may hold anything; an unmistakable value in a wrong place is not in the answer."""
    answer = client.post("/v1/requests", json=awaiting | {"register": ["0101901234"]})
    assert answer.json()["errors"][0]["field"] == "body.register"
    assert "0101901234" not in answer.text


def test_a_complete_request_gets_letter_and_spreadsheet_and_they_are_kept(client, settings):
    """201 and issued; each document is fetched by its link, with the hash that the list names, also after a restart."""
    created = client.post("/v1/requests", json=REQUESTS["decided"]["value"])
    found = created.json()
    assert created.status_code == 201, created.text
    assert (found["status"], found["missing"]) == ("issued", [])
    assert found["decision"]["overall"] == "GRANT"
    names = {"afgoerelse.pdf", "afgoerelse.docx", "udtraek.xlsx", "tabeller.html"}
    assert {one["name"] for one in found["documents"]} == names
    again = TestClient(create_app(settings), base_url="http://127.0.0.1")
    for one in found["documents"]:
        answer = again.get(one["href"])
        assert hashlib.sha256(answer.content).hexdigest() == one["sha256"]
        assert answer.headers["content-type"] == one["media_type"]
        assert "attachment" in answer.headers["content-disposition"]


def test_the_spreadsheet_of_a_granted_table_holds_the_published_counts(client):
    """The reasons of 2024 were granted as they stand: 200 with the first, 1 with the rarest, 257 in all."""
    found = client.post("/v1/requests", json=REQUESTS["decided"]["value"]).json()
    href = next(one["href"] for one in found["documents"] if one["name"] == "udtraek.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(client.get(href).content))
    counts = {row[0]: row[1] for sheet in book for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)}
    assert counts["Negativ social kontrol"] == 200
    assert counts["Kvindelig kønslemlæstelse (bekymring for/udført lemlæstelse)"] == 1
    assert counts["I alt"] == 257
