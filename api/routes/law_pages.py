"""The law as Danish pages: the rulebook at `/rulebook`, and the trace of a stored decision at `/sager/{id}/spor`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.dependencies import Store, Today
from api.page_templates import TEMPLATES
from api.replay import replayed
from api.rulebook_view import act_out, paragraf_out
from api.schemas import IsoDate
from data.errors import NotStored
from rules.decision import FIRST_DAY
from rules.errors import NoVersionInForceError, UnknownProvisionError
from rules.expectation import outcome_in_words
from rules.explanation import explained
from rules.rulebook import contents, paragraf_named, paragraf_on

NOT_FOUND = 404

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Day = Annotated[IsoDate | None, Query()]


@router.get("/rulebook")
def rulebook(today: Today, dato: Day = None) -> str:
    """List the acts and paragraffer, and say what a jurist finds there."""
    day = dato or today
    acts = [act_out(prefix, paragraffer, day) for prefix, paragraffer in contents().items()]
    return _page("rulebook.html", acts=acts, day=day)


@router.get("/rulebook/{paragraf}")
def paragraf_page(paragraf: str, today: Today, dato: Day = None) -> HTMLResponse:
    """Show text, code and cases of one paragraf on a day."""
    try:
        shown = paragraf_out(paragraf_on(paragraf_named(paragraf), dato or today))
    except (NoVersionInForceError, UnknownProvisionError) as error:
        return _not_found(str(error))
    return HTMLResponse(_page("paragraf.html", paragraf=shown, first_day=FIRST_DAY))


@router.get("/sager/{case_id}/spor")
def trace_page(case_id: str, store: Store) -> HTMLResponse:
    """Tell how the last decision of a case was reached, made again under the law of its day."""
    try:
        with store.reading() as cases:
            case, decision = cases.get(case_id), cases.decision(case_id)
    except NotStored as error:
        return _not_found(str(error))
    again = replayed(decision)
    parts = [(part, outcome_in_words(part.outcome), explained(part)) for part in again.assessment.parts]
    page = _page("spor.html", case=case, decision=decision, unchanged=again.unchanged, parts=parts)
    return HTMLResponse(page)


def _not_found(sentence: str) -> HTMLResponse:
    return HTMLResponse(_page("ikke_fundet.html", sentence=sentence), status_code=NOT_FOUND)


def _page(template: str, **shown: object) -> str:
    return TEMPLATES.get_template(template).render(**shown)
