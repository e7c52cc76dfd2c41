"""A list of names over HTTP, without any counts beside it."""

from __future__ import annotations

import copy
import io

import openpyxl
import pytest

from api.case_plan import CasePlan, PlannedTable
from api.examples import REQUESTS
from api.release_tables import joint_release
from api.workflow import open_source

LIST = {"part": "aarsager_i_alt", "column": "kommune", "level": "region", "label": "Region Hovedstaden"}


def body(names):
    sent = copy.deepcopy(REQUESTS["decided"]["value"])
    return sent | {"tables": [], "names": names}


def test_a_list_of_names_is_given_alone(client):
    """27 municipalities of 29, and the number of them; no count of anybody."""
    answer = client.post("/v1/requests", json=body(LIST))
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "issued", answer.json()
    href = next(one["href"] for one in answer.json()["documents"] if one["name"] == "udtraek.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(client.get(href).content))
    counts = {row[0]: row[1] for sheet in book for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)}
    assert counts.pop("I alt") == 27
    assert len(counts) == 27
    assert set(counts.values()) == {1}


def test_a_list_over_all_codes_of_a_column_is_given_too(client):
    """With the one code for the rest of the country: 28."""
    answer = client.post("/v1/requests", json=body({"part": "aarsager_i_alt", "column": "kommune", "title": "Steder"}))
    assert answer.json()["status"] == "issued", answer.text


@pytest.mark.parametrize(
    "names",
    [
        LIST | {"part": "en_anden"},
        LIST | {"label": ""},
        LIST | {"label": "Region Atlantis"},
        LIST | {"level": "planet"},
        LIST | {"column": "stjerne"},
    ],
)
def test_a_list_that_the_register_cannot_give_is_refused(client, names):
    """Another part, a level without its group, a group, a level and a column that are not there."""
    assert client.post("/v1/requests", json=body(names)).status_code in (404, 422)


@pytest.mark.parametrize(
    "change",
    [
        {"where": {"kommune": ["København", "Dragør"]}},
        {
            "where": {"aar": ["2023"]},
            "tables": [{"part": "aarsager_i_alt", "dimensions": ["kommune"], "levels": {"kommune": ["region"]}}],
        },
    ],
)
def test_a_list_keeps_to_the_records_that_were_asked_about(client, change):
    """Some codes only; another year after the first answer, with a coarser table of the same column beside it."""
    assert client.post("/v1/requests", json=body(LIST)).json()["status"] == "issued"
    names = {"part": "aarsager_i_alt", "column": "kommune"}
    answer = client.post("/v1/requests", json=body(names) | change)
    assert answer.status_code == 201, answer.text


def test_everything_after_a_list_is_proved_to_somebody_who_has_it(client):
    """The reasons of women, a month after the 27 names: each is at least 1 in the system, and of their counts nothing."""
    assert client.post("/v1/requests", json=body(LIST)).json()["status"] == "issued"
    (listed,) = client.app.state.store.history("sikkerhedskonsulenter")
    assert (len(listed.names), set(listed.cells.values())) == (27, {0})
    table = PlannedTable("ny", "aarsager_i_alt", "", "Køn", {"koen": ("koen",)})
    plan = CasePlan("sikkerhedskonsulenter", {"aar": ("2024",)}, 5, ("kommune", "koen"), (table,))
    joint = joint_release(open_source(plan, (listed,)), [table], [], names_given=False)
    policy = joint.request.policy
    assert {cell["kommune"] for cell in policy.occurring} == {name for (name,) in listed.names}
    assert all(cell in policy.force_suppressed for cell in policy.occurring)
