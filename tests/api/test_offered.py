"""A table that cannot be given as asked: coarser ones are searched for, and told to the jurist and nobody else."""

from __future__ import annotations

import copy
import io
import json
from datetime import date
from types import SimpleNamespace

import pytest
from docx import Document

from api import offered
from api.answering import answer_request
from api.asked import Asked, AskedTable
from api.commands.demo import model_case
from api.examples import REQUESTS
from api.routes.cases import INTERNAL
from api.settings import Settings
from api.workflow import open_source
from disclosure.errors import NotSupported
from rules.decision import assess

BY = {"by": "sagsbehandlende jurist (eksempel)", "date": "2025-02-03"}


def body(**judgements):
    """Sex by municipality, of which a jurist has judged that somebody could be recognised."""
    asked = copy.deepcopy(REQUESTS["decided"]["value"])
    (part,) = asked["facts"]["parts"]
    part["judgements"]["identificerbar_i_lidt_videre_kreds"] |= {
        "value": True,
        "reason": "Små steder kender folk hinanden.",
    }
    part["judgements"] |= {
        name: {"value": value, "reason": reason, **BY} for name, (value, reason) in judgements.items()
    }
    asked["tables"] = [{"part": part["id"], "title": "Køn og kommune", "dimensions": ["koen", "kommune"]}]
    asked["explanations"] = {part["id"]: ["En nabo ville kunne genkende den eneste fra en lille kommune."]}
    return asked


REFUSED = {
    "variant_by_few_commands": (False, "Sagen skal afgøres i dag, og der er ikke tid til flere udtræk."),
    "meroffentlighed": ("excluded_by_secrecy", "De angår personer, der har henvendt sig om vold."),
}


def asked_of(sent):
    (table,) = sent["tables"]
    return Asked(
        register_id=sent["register"],
        facts=sent["facts"],
        where=(("aar", ("2024",)),),
        tables=(AskedTable(table["part"], "", tuple(table["dimensions"]), (), table["title"]),),
        decided=date(2025, 2, 6),
        explanations=tuple((name, tuple(told)) for name, told in sent["explanations"].items()),
    )


@pytest.fixture(scope="module")
def waiting():
    """The reply that waits for the judgement on variants."""
    return answer_request(asked_of(body()), Settings())


def test_while_the_judgement_on_variants_is_missing_the_jurist_is_offered_the_best_tables(waiting):
    """Three at most, each with cost, gain and the letter's sentence; and the minutes to rest the judgement on."""
    assert any("variant_by_few_commands" in name for name in waiting.missing)
    told = waiting.internal
    assert told.startswith("I stedet for »Køn og kommune«:")
    assert told.count("Koster:") == told.count("Giver:") == told.count("Til brevet:") <= 3
    assert "Målt: én kommando" in told
    assert waiting.documents == ()


def test_the_client_is_told_nothing_of_the_offers(client):
    """The answer names the missing judgement and the deadline; the offers are kept for the jurist."""
    answer = client.post("/v1/requests", json=body())
    assert answer.status_code == 201, answer.text
    assert "Koster" not in answer.text
    assert answer.json()["documents"] == []
    assert client.get(f"/v1/requests/{answer.json()['id']}/documents/{INTERNAL}").status_code == 404


def test_a_letter_of_refusal_names_the_tables_that_were_tried():
    """The jurist judged that none can be made by few commands; the letter says what could have been made."""
    reply = answer_request(asked_of(body(**REFUSED)), Settings())
    assert reply.assessment.to_json()["overall"] == "REFUSE"
    letter = next(one for one in reply.documents if one.name.endswith(".docx"))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(letter.content)).paragraphs)
    assert "Vi har prøvet følgende udgaver" in text
    assert "men ikke ved få og enkle kommandoer" in text


def test_what_was_asked_for_is_searched_in_place_of_although_a_variant_is_given():
    """The model case as it stands: the cross-table alone; the municipalities' counts were planned as they are given."""
    case = model_case()
    found = open_source(case.plan)
    assessment = assess(case.facts, case.context.decided)
    assert [table.table_id for table in offered.refused_tables(found, assessment)] == ["aarsag_x_kommune"]


def chosen(tables):
    """The request again, with the jurist's choice as a variant of what was asked for."""
    sent = body(meroffentlighed=REFUSED["meroffentlighed"])
    (part,) = sent["facts"]["parts"]
    identified = part["judgements"].pop("identificerbar_i_lidt_videre_kreds")
    safe = {**identified, "value": False, "reason": "Områderne er så store, at ingen kan genkendes."}
    simple = {"value": True, "reason": "Målt: én kommando, 0,1 minutter.", **BY}
    part["cell_groups"] = [
        {"id": "alle", "label": "Alle celler", "judgements": {"identificerbar_i_lidt_videre_kreds": identified}},
        {
            "id": "omraader",
            "label": "Køn efter område",
            "variant_of": "alle",
            "judgements": {"identificerbar_i_lidt_videre_kreds": safe, "variant_by_few_commands": simple},
        },
    ]
    first = sent["tables"][0] | {"group": "alle"}
    offers = [{"part": part["id"], "group": "omraader", "title": "Køn efter område", **table} for table in tables]
    return sent | {"tables": [first, *offers]}


def test_the_jurists_choice_is_sent_as_the_offer_names_it(client, waiting):
    """The tables of the first offer that has no merging and no rounding; letter and spreadsheet are made."""
    line = next(line for line in waiting.internal.splitlines() if "vælges ved at sende" in line)
    tables = json.loads(line.partition("variant: ")[2])
    answer = client.post("/v1/requests", json=chosen(tables))
    assert answer.status_code == 201, answer.text
    assert answer.json()["decision"]["overall"] == "PARTIAL"
    assert {one["name"] for one in answer.json()["documents"]} >= {"afgoerelse.pdf", "udtraek.xlsx"}


@pytest.mark.parametrize(
    "table",
    [
        {"dimensions": ["koen"], "only": {"kommune": ["København"]}},
        {"dimensions": ["kommune"], "only": {"kommune": ["Atlantis"]}},
        {"dimensions": ["kommune"], "only": {"kommune": []}},
        {"dimensions": ["kommune"], "only": {"kommune": ["København", "København"]}},
        {"dimensions": ["kommune"], "levels": {"kommune": ["region"]}, "only": {"kommune": ["København"]}},
    ],
)
def test_labels_that_cannot_be_shown_are_refused(client, table):
    """A column that is not crossed, an unknown label, none, the same twice, levels beside labels."""
    assert client.post("/v1/requests", json=chosen([table])).status_code in (404, 422)


def test_each_offer_shows_its_table_as_it_could_be_given(waiting):
    """A line per cell, with [c] where a count is suppressed; no small count stands in it."""
    rows = [
        line
        for line in waiting.internal.splitlines()
        if line.startswith("   ") and " × " in line and "Koster" not in line
    ]
    counts = [line.rpartition(": ")[2] for line in rows if "Til brevet" not in line]
    assert "[c]" in counts
    assert not {"1", "2", "3", "4"} & set(counts)


def test_a_search_that_cannot_be_made_says_why_and_stops_nothing(monkeypatch):
    """The letter and the jurist's text do without it."""
    case = model_case()
    found, table = open_source(case.plan), case.plan.tables[0]

    def refuse(*_, **__):
        raise NotSupported("To dimensioner med flere svar.")

    monkeypatch.setattr(offered, "offers_for", refuse)
    (line,) = offered.offers_text(found, table, [], [], names_given=False)
    assert line.endswith("To dimensioner med flere svar.")
    assert offered.searched_in_place(found, [table], [], [], names_given=False) == {}


def test_a_letter_says_so_when_nothing_was_found():
    """One variant tried, in words, and that no safe one was found."""
    place = SimpleNamespace(found=SimpleNamespace(offers=(), best=()), chosen=())
    (tried,) = offered.tried_in_letter(place)
    assert "ikke fundet en udgave" in tried.result
