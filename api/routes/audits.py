"""`/v1/audits` and the page `/offentliggjort`: what a reader can work out of published tables; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from api.audit_form import TABLES, facts_of, options_of, packed, unpacked
from api.audit_schemas import AuditIn, AuditOut
from api.audit_view import STATUSES, audit_page, said_marks
from api.errors import BodyTooLarge, InputError
from api.examples import AUDITS
from api.form_files import form_fields, form_files
from api.page_templates import TEMPLATES
from api.problems import explanation
from api.published_audit import audited, decoded_file, grids_of, require_quick
from api.routes.answers import PROBLEMS
from api.strict_json import StrictRoute
from data.errors import FileRefused
from disclosure.errors import DisclosureError
from disclosure.printed.facts import facts_from_json
from disclosure.printed.options import Options

if TYPE_CHECKING:
    from api.published_audit import PublishedAudit
    from disclosure.printed.grid import Grid

router = APIRouter(tags=["audits"], route_class=StrictRoute, responses=PROBLEMS)
pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.post("/v1/audits", summary="What a reader can work out of published tables")
def audit(body: Annotated[AuditIn, Body(openapi_examples=AUDITS)]) -> AuditOut:
    """Read the tables in published files, whoever made them, and attack every suppressed count over whole numbers.

    The layout, the totals and the meaning of the marks are guessed; `guesses` says what was guessed and which option
    corrects it. Where the tables do not settle how a row is to be read, each reading has its own result. A narrow or
    exact cell comes with its derivation, the figures that gave it away and a change that would have prevented it.
    Nothing is kept or logged.
    """
    grids = grids_of([decoded_file(one.name, one.content) for one in body.files])
    require_quick(grids)
    found = audited(grids, Options.from_json(body.options), facts_from_json(body.facts))
    return AuditOut.model_validate(found.to_json())


@pages.get("/offentliggjort")
def ask_for_files() -> str:
    """Ask for the published files."""
    return _page(Sent())


@pages.post("/offentliggjort")
async def show_audit(request: Request) -> HTMLResponse:
    """Show the tables with what can be known, or say why they cannot be read."""
    kind, body = request.headers.get("content-type", ""), await request.body()
    sent = Sent(fields=form_fields(kind, body))
    try:
        sent = await run_in_threadpool(_answered, sent, form_files(kind, body))
    except (InputError, BodyTooLarge, FileRefused, DisclosureError) as error:
        return HTMLResponse(_page(sent, str(error)), status_code=explanation(error.code).status)
    return HTMLResponse(_page(sent))


@dataclass(frozen=True, slots=True)
class Sent:
    """What the person sent, and what was found; `packed` are the tables as the page carries them."""

    fields: dict[str, str] | None = None
    packed: str = ""
    audit: PublishedAudit | None = None


def _answered(sent: Sent, files: list[tuple[str, bytes]]) -> Sent:
    fields = sent.fields or {}
    grids: tuple[Grid, ...] = grids_of(files) if files else unpacked(fields.get(TABLES, ""))
    require_quick(grids)
    found = audited(grids, options_of(fields), facts_of(fields))
    return Sent(fields, packed(grids), found)


def _page(sent: Sent, problem: str = "") -> str:
    fields = sent.fields or {}
    view = audit_page(sent.audit) if sent.audit else None
    return TEMPLATES.get_template("offentliggjort.html").render(
        problem=problem,
        fields=fields,
        packed=sent.packed or fields.get(TABLES, ""),
        audit=sent.audit,
        view=view,
        marks=view.marks if view else said_marks(fields),
        statuses=STATUSES,
    )
