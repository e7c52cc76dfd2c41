"""The law shown over HTTP: the rulebook on any day, the trace of a decision, and its replay."""

from __future__ import annotations

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.examples import REQUESTS
from rules.decision import assess
from rules.rulebook import contents, slug

DECIDED = REQUESTS["decided"]["value"]
YEARS_LATER = datetime(2031, 3, 3, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
PAGES = ("/rulebook", "/rulebook/11", "/rulebook/ofl-9?dato=2020-01-01", "/rulebook/findes-ikke")


def stored(client, body=DECIDED):
    return client.post("/v1/requests", json=body).json()["id"]


def shared_service(settings, clock):
    return TestClient(create_app(settings, clock=clock), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_need_no_script_and_no_other_host(client, path):
    """Every address on a page is on this service, and the browser is told to load nothing else."""
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text) == []


def test_every_paragraf_of_the_list_has_its_page(client):
    """Each link of the list leads to a page that names the paragraf; none is left out."""
    page = client.get("/rulebook?dato=2026-01-01").text
    names = [slug(provision) for paragraffer in contents().values() for provision in paragraffer]
    assert re.findall(r'href="/rulebook/([a-z0-9-]+)\?dato=2026-01-01"', page) == names
    for name in names:
        assert client.get(f"/rulebook/{name}?dato=2026-01-01").status_code == 200


def test_a_paragraf_shows_text_code_and_cases_beside_each_other(client):
    """§ 11 has the statute's words with source and mark, the function as it runs, and the cases by name."""
    page = client.get("/rulebook/11?dato=2026-01-01").text
    assert "hvis sammenstillingen kan foretages ved få og enkle kommandoer" in page
    assert "[V] Ordlyden er læst i den angivne offentlige kilde og er ikke kontrolleret af en jurist." in page
    assert "elov.dk/offentlighedsloven/11" in page
    assert "def faa_og_enkle_kommandoer(seen: Stated) -&gt; Statement:" in page
    assert "FOB 2016-47" in page
    assert "R30.3: Krydstabellen nægtes, den grovere gives" in page


def test_a_paragraf_is_shown_as_it_was_on_the_day(client):
    """The harassing purpose of § 9, stk. 2, nr. 2, came on 1 July 2024; the page before has the older words and no rule."""
    before = client.get("/v1/rulebook/9?dato=2024-06-30").json()["sentences"][-1]
    after = client.get("/v1/rulebook/9?dato=2024-07-01").json()["sentences"][-1]
    assert "chikanøst" not in before["text"]
    assert "chikanøst" in after["text"]
    assert (before["rules"], before["valid_to"]) == ([], "2024-07-01")
    assert [rule["name"] for rule in after["rules"]] == ["retsstridigt_eller_chikanoest"]


def test_without_a_day_the_law_of_today_is_shown(client):
    """The clock of the service stands at 6 February 2025."""
    assert client.get("/v1/rulebook/11").json()["day"] == "2025-02-06"
    assert "6. februar 2025" in client.get("/rulebook/11").text


def test_a_wording_that_is_not_known_says_so(client):
    """§ 21, stk. 4, is cited by number only, and no words are put in its place."""
    last = client.get("/v1/rulebook/21").json()["sentences"][-1]
    assert (last["provision"], last["text"], last["checked"]) == ("§ 21, stk. 4", None, False)
    assert last["status"].startswith("[ordlyden er ikke indlagt]")


@pytest.mark.parametrize("path", ["/rulebook/findes-ikke", "/rulebook/11?dato=2010-01-01", "/sager/2025-9999/spor"])
def test_what_is_not_there_is_a_danish_page(client, path):
    """A person gets a page with a sentence, not a problem in JSON."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>Det findes ikke</h1>" in answer.text


def test_the_trace_of_stated_facts_names_every_rule_in_order(client):
    """The answer holds the assessment unchanged, and each step has provision, answer, grounds and its words in Danish."""
    answer = client.post("/v1/traces", json=DECIDED["facts"]).json()
    assert answer["format"] == "trace/1"
    assert answer["assessment"] == assess(DECIDED["facts"]).to_json()
    steps = answer["parts"][0]["steps"]
    assert steps[0]["provision"] == "§ 2"
    assert all(step["answer"] in {"JA", "NEJ", "UAFKLARET"} and step["in_danish"] for step in steps)
    judged = [ground for step in steps for ground in step["grounds"] if ground["kind"] == "skøn"]
    assert judged
    assert all(ground["by"] and ground["date"] and ground["reason"] for ground in judged)


def test_the_trace_of_a_stored_case_is_a_danish_page(client):
    """The page tells each rule in order with its answer, and that the decision came out the same again."""
    page = client.get(f"/sager/{stored(client)}/spor").text
    assert "Prøvede regler i rækkefølge" in page
    assert "resultatet er det samme som det gemte" in page
    assert page.index("offentlighedslovens §\xa02<") < page.index("offentlighedslovens §\xa030, nr.\xa01<")


def test_what_a_requester_wrote_is_shown_as_text(client):
    """Markup in a request is escaped on the page."""
    body = json.loads(json.dumps(REQUESTS["awaits_jurist"]["value"]))
    body["facts"]["request"]["text"] = "<img src=x onerror=alert(1)>"
    page = client.get(f"/sager/{stored(client, body)}/spor").text
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_stored_decision_is_replayed_unchanged_years_later(settings, client):
    """Made on 6 February 2025, asked for in 2031: the same assessment, under the law of the day it was made."""
    case = stored(client)
    before = client.get(f"/v1/requests/{case}/trace").json()
    later = shared_service(settings, lambda: YEARS_LATER)
    after = later.get(f"/v1/requests/{case}/trace").json()
    assert after == before
    assert (after["law_of"], after["unchanged"]) == ("2025-02-06", True)
    assert after["assessment"] == later.get(f"/v1/requests/{case}").json()["decision"]


def test_a_decision_of_2023_is_replayed_under_the_law_of_2023(settings, client):
    """A harassing purpose was no ground before July 2024: decided in 2023 the document is given, then as now."""
    facts = assess_input("2023-05-02")
    before = client.post("/v1/assessments?decided_on=2023-05-10", json=facts).json()
    later = shared_service(settings, lambda: YEARS_LATER)
    assert later.post("/v1/assessments?decided_on=2023-05-10", json=facts).json() == before
    assert before["overall"] == "GRANT"
    assert later.post("/v1/assessments?decided_on=2025-05-10", json=facts).json()["overall"] == "REFUSE_TO_PROCESS"


def test_a_replay_that_differs_is_told(client, monkeypatch):
    """If the rules have been corrected since, neither page nor JSON hides that the result is another."""
    case = stored(client)
    monkeypatch.setattr("api.replay.assess", lambda facts, _: assess({**facts, "authority": {"kind": "privat"}}))
    assert client.get(f"/v1/requests/{case}/trace").json()["unchanged"] is False
    assert "resultatet er et andet end det gemte" in client.get(f"/sager/{case}/spor").text


def assess_input(received):
    """A document, asked for with a purpose that a jurist has judged to be harassing."""
    signed = {"value": True, "reason": "Tredive ens anmodninger om samme notat på én dag.", "by": "jurist"}
    part = {
        "id": "notat",
        "label": "Notatet",
        "kind": "document",
        "facts": {"existing_document": True, "indhold": []},
        "judgements": {"chikanoest_formaal": {**signed, "date": received}},
    }
    request = {"text": "Jeg beder om notatet.", "received": received, "wording_covered": True}
    return {"format": "facts/1", "request": request, "authority": {"kind": "municipality"}, "parts": [part]}
