"""`/v1/deadlines` and `/v1/assessments`: the dates and the law, for facts that are sent along; nothing is stored."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query

from api.examples import FACTS
from api.routes.answers import PROBLEMS
from api.schemas import IsoDate, JsonObject
from api.strict_json import StrictRoute
from rules.deadlines import deadlines
from rules.decision import assess

router = APIRouter(prefix="/v1", tags=["law"], route_class=StrictRoute, responses=PROBLEMS)


@router.get("/deadlines/{received}", summary="The dates that follow from a day of receipt (§§ 36, 37 and 39)")
def read_deadlines(
    received: IsoDate,
    complaint: Annotated[
        IsoDate | None, Query(description="The day the authority received a complaint (klage).")
    ] = None,
    appeal: Annotated[IsoDate | None, Query(description="The day the appeal body received the complaint.")] = None,
) -> dict[str, Any]:
    """Count arbejdsdage (working days) from the first day any part of the authority had the request.

    `day_7` is the main rule. `lenient` is the same count without 1 May, 5 June, 24 and 31 December and is for
    information only. `counting` shows each calendar day and why a day does not count. Format `deadline/1`.
    """
    return deadlines(received, complaint, appeal).to_json()


@router.post(
    "/assessments",
    summary="The act applied to stated facts and recorded judgements",
    responses={200: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Assessment"}}}}},
    openapi_extra={
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Facts"}}}}
    },
)
def assess_facts(
    facts: Annotated[JsonObject, Body(openapi_examples=FACTS)],
    decided_on: Annotated[
        IsoDate | None,
        Query(description="The day of decision, whose law is applied; the law since 1 July 2024 if left out."),
    ] = None,
) -> dict[str, Any]:
    """Decide every part of a request under offentlighedsloven; nothing is stored.

    Facts in `facts/1`, assessment out in `assessment/1`. A fact that is not stated is unknown, and a judgement (skøn)
    that is not signed is missing: the part is then `BLOCKED_NEEDS_JURIST`, with their names in `missing`. Read `open`
    together with `overall`: `PARTIAL` means "give what is ready now".
    """
    return assess(facts, decided_on).to_json()
