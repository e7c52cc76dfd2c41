"""`/v1/deadlines` and `/v1/assessments`: the dates and the law, for facts that are sent along; nothing is stored."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.routes.answers import PROBLEMS
from api.schemas import IsoDate
from api.strict_json import StrictRoute
from rules.deadlines import deadlines

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
