"""The law shown: `/v1/rulebook`, and the trace of a decision; `law_pages.py` has the same as pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query

from api.dependencies import Store, Today
from api.examples import FACTS
from api.law_schemas import ActOut, ParagrafOut, StoredTraceOut, TraceOut
from api.replay import replayed
from api.routes.answers import PROBLEMS
from api.rulebook_view import act_out, paragraf_out
from api.schemas import IsoDate, JsonObject
from api.strict_json import StrictRoute
from rules.decision import assess
from rules.explanation import explanation_to_json
from rules.rulebook import contents, paragraf_named, paragraf_on

router = APIRouter(prefix="/v1", tags=["law"], route_class=StrictRoute, responses=PROBLEMS)
Day = Annotated[IsoDate | None, Query(description="The day whose law is shown; today if left out.")]


@router.get("/rulebook", summary="The acts and paragraffer that are entered")
def list_rulebook(today: Today, dato: Day = None) -> list[ActOut]:
    """Offentlighedsloven first, then the acts it meets. Each paragraf has an address of its own."""
    return [act_out(prefix, paragraffer, dato or today) for prefix, paragraffer in contents().items()]


@router.get("/rulebook/{paragraf}", summary="One paragraf on a day: text, code and cases")
def read_paragraf(paragraf: str, today: Today, dato: Day = None) -> ParagrafOut:
    """Each sentence in force on the day, with its rules and its cases.

    A sentence has its source and whether a jurist has signed for the wording; the rules that answer it, as they run, or
    why it has none; and the cases of the rulebook that turn on it. A bare number is offentlighedsloven's: `11` is
    `ofl-11`.
    """
    return paragraf_out(paragraf_on(paragraf_named(paragraf), dato or today))


@router.post(
    "/traces",
    summary="The act applied to stated facts, with every rule tried",
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Facts"}}}}
    },
)
def trace_facts(
    facts: Annotated[JsonObject, Body(openapi_examples=FACTS)],
    decided_on: Annotated[
        IsoDate | None,
        Query(description="The day of decision, whose law is applied; the law since 1 July 2024 if left out."),
    ] = None,
) -> TraceOut:
    """The assessment of `POST /v1/assessments` with its explanation.

    Which provision was tried, in which order, on which facts and judgements, with what result. Nothing is stored.
    """
    return TraceOut.model_validate(explanation_to_json(assess(facts, decided_on)))


@router.get("/requests/{request_id}/trace", summary="The trace of a stored decision, replayed")
def read_trace(request_id: str, store: Store) -> StoredTraceOut:
    """The last decision of the case, made again from its stored facts under the law of the day it was made."""
    with store.reading() as cases:
        again = replayed(cases.decision(request_id))
    return StoredTraceOut.model_validate({**explanation_to_json(again.assessment), "unchanged": again.unchanged})
