"""What was given before decides what can be given now, and the client is told nothing of it."""

from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from api import answering
from api.app import create_app
from api.routes.cases import INTERNAL
from data.ledger import Ledger
from data.ledger_file import check_ledger
from tests.attack.requester import GROUP, HOW, PART, Table, ask, facts, registers_in, write_register


@pytest.fixture
def folder(tmp_path):
    """A register of 90 records; one municipality has one man."""
    write_register(tmp_path, 13, 90)
    return tmp_path


def body(where=None):
    """Municipalities, of all or of some, with a jurist's judgement that the protected table identifies nobody."""
    return {
        "register": "oevelse",
        "facts": facts(),
        "where": where or {},
        "tables": [{"part": PART, "group": GROUP, "dimensions": ["kommune"]}],
        "explanations": {PART: [HOW]},
        "decided_on": "2025-02-06",
    }


@pytest.fixture
def service(settings, folder):
    app = create_app(settings)
    with registers_in(folder):
        yield TestClient(app, base_url="http://127.0.0.1")


def store(service):
    return service.app.state.store


def sent(*_):
    """A file, so that the answer counts as given."""
    return {"afgoerelse.pdf": b"%PDF"}


def test_what_is_given_is_remembered_with_its_decision_and_its_files(service):
    """One entry: who is counted, the cells, the certificate, the case and the hash of what was sent."""
    with patch.object(answering, "reply_files", sent):
        found = service.post("/v1/requests", json=body({"koen": ["Kvinde"]})).json()
    assert found["status"] == "issued"
    (release,) = store(service).history("oevelse")
    assert release.decision == f"{found['id']}/1"
    assert release.where["koen"] == ("Kvinde",)
    assert list(release.labels["kommune"]) == ["Birkeby", "Egedal", "Fyrby", "Granby", "Hasselby"]
    assert release.files == {one["name"]: one["sha256"] for one in found["documents"]}
    assert release.certificate_sha256


def test_a_second_answer_is_protected_beside_the_first(service):
    """All municipalities, then women: the second is certified with the first, and its numbers are other than alone."""
    with patch.object(answering, "reply_files", sent):
        for where in (None, {"koen": ["Kvinde"]}):
            assert service.post("/v1/requests", json=body(where)).status_code == 201
    first, second = store(service).history("oevelse")
    alone = ask(Table({"koen": ("Kvinde",)}, {"kommune": "kommune"}), ()).releases[0]
    assert None in second.cells.values()
    assert list(second.cells.values()).count(None) > list(alone.cells.values()).count(None)
    assert first.cells != second.cells


def test_an_answer_made_while_another_was_given_is_made_anew(service):
    """The ledger grew between reading and writing: the reply is made once more, with what was given meanwhile."""
    counts = iter((1, 0))
    answer, histories = service.app.state.answer, []

    def noted(asked, history):
        histories.append(len(history))
        return answer(asked, history)

    service.app.state.answer = noted
    with patch.object(answering, "reply_files", sent), patch.object(Ledger, "count", lambda *_: next(counts)):
        assert service.post("/v1/requests", json=body()).json()["id"] == "2025-0001"
    assert histories == [0, 0]
    assert len(store(service).history("oevelse")) == 1


def waiting(settings, folder, tmp_path, name):
    """The reply of a service whose ledger holds a figure that is one less than the register's today."""
    own = replace(settings, database=f"sqlite:///{tmp_path / name}.sqlite")
    client = TestClient(create_app(own), base_url="http://127.0.0.1")
    with registers_in(folder):
        before = ask(Table({}, {"kommune": "kommune"}), ()).releases[0]
        total = ("I alt",)
        with store(client).writing_with_ledger() as (_, ledger):
            ledger.add(replace(before, cells={total: before.cells[total] - 1}))
        answer = client.post("/v1/requests", json=body({"koen": ["Kvinde", "Mand"]}))
    return client, answer


def test_an_answer_that_waits_tells_the_deadline_and_nothing_of_the_data(settings, tmp_path):
    """Two registers with other records: the same bytes; why it waits stands in the jurist's own document alone."""
    told = []
    for number, records in enumerate((90, 140)):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_register(folder, number, records)
        client, answer = waiting(settings, folder, tmp_path, f"db{number}")
        assert (answer.status_code, answer.json()["status"]) == (201, "awaits_jurist")
        told.append(answer.content)
        case = answer.json()["id"]
        assert client.get(f"/v1/requests/{case}/documents/{INTERNAL}").status_code == 404
        with store(client).reading() as cases:
            internal = cases.document(case, INTERNAL).content.decode()
        assert "Registret er rettet" in internal
    assert told[0] == told[1]
    assert json.loads(told[0])["deadline"]["day_7"] == "2025-02-07"
    assert json.loads(told[0])["documents"] == []


def test_the_ledger_of_a_service_is_whole(service):
    """What is exported checks alone."""
    with patch.object(answering, "reply_files", sent):
        service.post("/v1/requests", json=body())
    with store(service).writing_with_ledger() as (_, ledger):
        assert check_ledger(ledger.exported()) == []
