"""The service as a client meets it: what is answered, how it refuses, and what every answer carries."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import WrongSetting
from api.examples import REQUESTS
from api.settings import Settings, load_settings
from data.errors import BadRegisterData, BlankValue, EmptyRegister, WrongColumns, WrongEncoding


def test_the_registers_are_listed_and_the_synthetic_one_is_marked(client):
    """Two registers; the invented one says so in words."""
    found = {one["id"]: one for one in client.get("/v1/registers").json()}
    assert set(found) == {"cmm-2021", "sikkerhedskonsulenter"}
    assert found["sikkerhedskonsulenter"]["synthetic"] is True
    assert "syntetisk" in found["sikkerhedskonsulenter"]["mark"].lower()


def test_a_register_is_described_with_its_databeskrivelse_and_no_records(client):
    """§ 12: types, basis and formats; every code of every column, also those without records."""
    found = client.get("/v1/registers/sikkerhedskonsulenter").json()
    assert all(found["databeskrivelse"][name] for name in ("types", "basis", "formats"))
    kommune = next(column for column in found["columns"] if column["name"] == "kommune")
    assert {"Gentofte", "Halsnæs"} <= set(kommune["codes"])


def test_deadlines_agree_with_the_model_case(client):
    """Day 7 after 29 January 2025 is 7 February."""
    found = client.get("/v1/deadlines/2025-01-29").json()
    assert found["format"] == "deadline/1"
    assert found["day_7"] == "2025-02-07"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/deadlines/i-morgen", 422, "input"),
        ("/v1/deadlines/2025-02-30", 422, "input"),
        ("/v1/deadlines/1738108800", 422, "input"),
        ("/v1/deadlines/1999-01-01", 422, "date_out_of_range"),
        ("/v1/registers/findes-ikke", 404, "unknown_register"),
        ("/v1/findes-ikke", 404, "unknown_resource"),
        ("/static/../app.py", 404, "unknown_resource"),
    ],
)
def test_an_error_is_a_problem_in_two_languages(client, path, status, code):
    """RFC 9457: the media type, the status in the body, a stable code, Danish and English beside each other."""
    answer = client.get(path)
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["status"], problem["code"]) == (status, code)
    assert all(problem[name] for name in ("type", "title", "detail", "title_en", "detail_en"))


def test_a_method_that_is_not_used_is_a_problem_and_says_what_is(client):
    """405 keeps its Allow header."""
    answer = client.delete("/v1/registers")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/", "/docs", "/v1/registers", "/findes-ikke", "/static/style.css"])
def test_every_answer_keeps_browsers_careful(client, path):
    """No script at all, no frame, no guessing of types, nothing kept; errors too."""
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_the_pages_use_no_script_and_no_other_host(client, path):
    """Every address on a page is on this service."""
    page = client.get(path).text
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_another_name_is_turned_away(client):
    """A page elsewhere that points its own name at this machine gets nothing."""
    answer = client.get("/v1/registers", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "wrong_host"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:1234", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(client, host):
    """With and without a port."""
    assert client.get("/v1/registers", headers={"host": host}).status_code == 200


def test_the_openapi_text_says_what_each_operation_is_for(client):
    """Every operation has a summary, a description and a tag; the facts' own schema is carried."""
    text = client.get("/v1/openapi.json").json()
    for methods in text["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["tags"]
    assert text["components"]["schemas"]["Facts"]["properties"]["format"] == {"const": "facts/1"}


def test_every_reference_of_the_openapi_text_leads_somewhere(client):
    """No `$ref` names a schema that is not there."""
    text = client.get("/v1/openapi.json")
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text.text))
    assert named <= set(text.json()["components"]["schemas"])
    assert "#/$defs" not in text.text


def test_settings_have_defaults_and_refuse_what_they_do_not_know():
    """A misspelt setting must not pass unseen."""
    assert load_settings({}) == Settings()
    assert load_settings({"TABELINDSIGT_MAX_BODY_BYTES": "5000"}).max_body_bytes == 5000
    for wrong in ({"TABELINDSIGT_DATABSE": "x"}, {"TABELINDSIGT_MAX_BODY_BYTES": "mange"}):
        with pytest.raises(WrongSetting):
            load_settings(wrong)


def test_the_description_is_made_once_and_stays_the_same(settings):
    """Two applications with the same settings describe themselves alike."""
    assert create_app(settings).openapi() == create_app(settings).openapi()


@pytest.mark.parametrize("error", [EmptyRegister, WrongColumns, WrongEncoding, BlankValue, BadRegisterData])
def test_a_register_that_cannot_be_used_is_refused_and_nothing_is_kept(settings, error):
    """409 with the register's own sentence: the request may be sound, and what it asks for is not."""

    def unusable(*_):
        raise error("Registret kan ikke bruges.")

    client = TestClient(create_app(settings, answer=unusable), base_url="http://127.0.0.1")
    answer = client.post("/v1/requests", json=REQUESTS["decided"]["value"])
    assert (answer.status_code, answer.json()["code"]) == (409, error.code)
    assert client.get("/v1/requests").json() == []


def test_a_defect_is_a_problem_too_and_tells_nothing(settings):
    """An error nobody foresaw, with an unmistakable value in it, becomes 500 in the same form without the value."""

    def broken(*_):
        raise AssertionError("0101901234")

    app = create_app(settings, answer=broken)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.post("/v1/requests", json=REQUESTS["decided"]["value"])
    assert (answer.status_code, answer.json()["code"]) == (500, "api")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "0101901234" not in answer.text
