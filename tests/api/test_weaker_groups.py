"""A group of one whose count was given before: what is asked later waits until the jurist has accepted that less is kept."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from api import answering
from api.app import create_app
from api.asked_again import asked_again
from api.case_note import case_note
from api.case_plan import AcceptedGroup, case_plan
from api.errors import InputError
from api.routes.cases import INTERNAL
from data.registers import open_register
from rules.facts import Skoen
from tests.api.test_history import body, sent, store
from tests.attack.requester import YAML, Table, ask, registers_in

REASONS = Table({}, {"aarsag": "aarsag"})
PLACES = {"Birkeby": 40, "Egedal": 30, "Fyrby": 25, "Granby": 20, "Hasselby": 1}
ACCEPTED = AcceptedGroup("Hasselby", Skoen(True, "Tallet blev givet i 2025.", "jurist", "2025-02-06"))


@pytest.fixture
def folder(tmp_path):
    """A register in which one municipality has one record."""
    (tmp_path / "oevelse.yaml").write_text(YAML.replace("RESPONSES", "single"), encoding="utf-8")
    rows = ["aar,kommune,koen,alder,aarsag"]
    for place, count in PLACES.items():
        rows += [f"2024,{place},Kvinde,18 år og derover,{('Vold', 'Trusler', 'Andet')[n % 3]}" for n in range(count)]
    (tmp_path / "oevelse.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with registers_in(tmp_path):
        yield tmp_path


@pytest.fixture
def given(folder):
    """The answer that gave the municipalities as they were, the one of Hasselby too."""
    first = ask(Table({}, {"kommune": "kommune"}), ()).releases[0]
    return replace(first, cells=first.cells | {(place,): count for place, count in PLACES.items()})


def test_reasons_wait_until_the_jurist_has_accepted_the_group(given):
    """Which group, which answer, why, what holds and how it is accepted: to the jurist alone."""
    assert ask(REASONS, ()).releases
    waiting = ask(REASONS, (given,))
    assert (waiting.releases, waiting.documents, waiting.missing) == ((), (), ())
    assert "Hasselby: tallet for gruppen står i svaret af 6. februar 2025, »" in waiting.internal
    assert "Det holder stadig, at ingen kan slutte, hvilken kategori den ene er i." in waiting.internal
    assert waiting.internal.endswith("begrundelse, navn og dato: »Hasselby«.")
    accepted = ask(REASONS, (given,), (ACCEPTED,))
    assert accepted.releases
    assert "Hasselby: tallet for gruppen" in accepted.internal


@pytest.mark.parametrize(
    "judged",
    [replace(ACCEPTED, group="Granby"), replace(ACCEPTED, judged=replace(ACCEPTED.judged, reason=" "))],
)
def test_another_group_or_no_reason_accepts_nothing(given, judged):
    """A judgement is of one group, and without a reason it is none."""
    assert ask(REASONS, (given,), (judged,)).releases == ()


def test_what_says_nothing_of_a_category_does_not_wait(given):
    """Sex is no sensitive column."""
    assert ask(Table({}, {"koen": "koen"}), (given,)).releases


def test_the_note_names_the_group_and_the_judgement(given):
    """In the paragraph on protection, and among the jurist's judgements."""
    made = []
    with patch.object(answering, "reply_files", lambda decided, *_: made.append(decided) or {}):
        ask(REASONS, (given,), (ACCEPTED,))
    note = str(case_note(made[0]))
    assert "Løftet er svagere for én gruppe. Hasselby: tallet" in note
    assert "('Gruppen Hasselby', 'at løftet er svagere', 'ja', 'Tallet blev givet i 2025.'" in note


def test_a_client_is_told_the_deadline_and_nothing_of_the_group(given, settings, tmp_path):
    """The same bytes as any answer that waits, here for a correction; accepted, it is given."""
    told = []
    asked = body() | {"tables": [body()["tables"][0] | {"dimensions": ["aarsag"]}]}
    corrected = replace(given, cells={**given.cells, ("I alt",): 115})
    for number, before in enumerate((given, corrected)):
        client = TestClient(
            create_app(replace(settings, database=f"sqlite:///{tmp_path / str(number)}.sqlite")),
            base_url="http://127.0.0.1",
        )
        with store(client).writing_with_ledger() as (_, ledger):
            ledger.add(before)
        answer = client.post("/v1/requests", json=asked)
        told.append(answer.content)
        with store(client).reading() as cases:
            internal = cases.document(answer.json()["id"], INTERNAL).content.decode()
        assert ("accepted_groups" in internal) is (before is given)
        judged = {"group": "Hasselby", "reason": "Givet før.", "by": "jurist", "date": "2025-02-06"}
        with patch.object(answering, "reply_files", sent):
            again = client.post("/v1/requests", json=asked | {"accepted_groups": [judged]})
        assert (again.json()["status"] == "issued") is (before is given)
    assert told[0] == told[1]


def test_the_same_again_says_that_less_is_kept(given, folder):
    """Reasons asked for again, after the municipalities."""
    reasons = ask(REASONS, ()).releases[0]
    found = asked_again(reasons, ["2024"], open_register("oevelse", folder), (given,))
    assert found.outcome[-1].startswith("Løftet er svagere. Hasselby: tallet")


def test_a_plan_holds_the_jurists_judgement_of_a_group():
    """As a file of the case states it; a field that is missing is named."""
    written = {"group": "Hasselby", "reason": "Givet før.", "by": "jurist", "date": "2025-02-06"}
    plan = {"register": "oevelse", "threshold": 5, "order": [], "tables": []}
    (read,) = case_plan(plan | {"accepted_groups": [written]}).accepted_groups
    assert (read.group, read.judged.signed) == ("Hasselby", True)
    with pytest.raises(InputError, match="reason"):
        case_plan(plan | {"accepted_groups": [written | {"reason": ""}]})
