"""The plan of a case: what it says is what is meant, and what it does not know it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from api.case_plan import SEARCH_BUDGET, PlannedNames, PlannedTable, case_plan
from api.errors import InputError

TABLE = {"id": "t", "part": "p", "title": "T", "levels": {"kommune": ["region"]}}


def plan(**fields: Any) -> dict[str, Any]:
    """A small valid plan with some fields changed; None takes a field away."""
    found = {"register": "r", "threshold": 5, "order": ["kommune"], "tables": [TABLE], **fields}
    return {name: value for name, value in found.items() if value is not None}


def test_a_small_plan_has_no_names_and_tries_nothing():
    """What is left out is empty; the table answers the part itself."""
    made = case_plan(plan())
    assert made.tables == (PlannedTable("t", "p", "", "T", {"kommune": ("region",)}, {}),)
    assert (made.names, made.search_budget, made.where) == (None, SEARCH_BUDGET, {})


def test_everything_that_may_be_planned_is_read():
    """A filter, a list of names, how far to search, and a table as an offer names it."""
    names = {"id": "n", "part": "p", "column": "kommune", "level": "region", "label": "R", "title": "N"}
    chosen = TABLE | {"levels": {}, "only": {"kommune": ["Øer"]}, "groups": {"kommune": {"Øer": ["Samsø", "Ærø"]}}}
    made = case_plan(plan(where={"aar": ["2024"]}, names=names, search_budget=9, tables=[{**chosen, "rounded_to": 5}]))
    assert made.where == {"aar": ("2024",)}
    assert made.names == PlannedNames("n", "p", "kommune", "region", "R", "N")
    groups = {"kommune": {"Øer": ("Samsø", "Ærø")}}
    assert made.tables == (PlannedTable("t", "p", "", "T", {}, {"kommune": ("Øer",)}, groups, 5),)
    assert made.search_budget == 9


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"tresholds": 5}, "»planen« i planen kender ikke »tresholds«"),
        ({"threshold": "5"}, "»threshold« skal være et helt tal"),
        ({"threshold": True}, "»threshold« skal være et helt tal"),
        ({"threshold": None}, "»threshold« skal være et helt tal"),
        ({"register": None}, "»register« mangler"),
        ({"order": "kommune"}, "»order« i planen skal være en liste"),
        ({"tables": [{**TABLE, "farve": "rød"}]}, "»tables« i planen kender ikke »farve«"),
        ({"tables": [{**TABLE, "title": ""}]}, "»title« mangler"),
        ({"tables": ["t"]}, "»tables« i planen skal være navne med værdier"),
        ({"tables": [{**TABLE, "levels": ["region"]}]}, "»levels« i planen skal være kolonner med lister"),
        ({"where": {"aar": "2024"}}, "»where« i planen skal være en liste"),
        ({"search_budget": "9"}, "»search_budget« skal være et helt tal"),
        ({"tables": [{**TABLE, "groups": ["Øer"]}]}, "»groups« i planen skal være navne med værdier"),
        ({"tables": [{**TABLE, "rounded_to": "5"}]}, "»rounded_to« skal være et helt tal"),
        ({"names": {"id": "n"}}, "»part« mangler"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(fields, message):
    """A misspelt field must never become a default that lets figures out."""
    with pytest.raises(InputError, match=message):
        case_plan(plan(**fields))
