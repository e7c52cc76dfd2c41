"""`/v1/checks` and the page `/kontrol`: the release gate on a file that somebody is about to send; nothing is kept.

Also the letter that a jurist has edited: it is compared with the one that was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from api.checking import CLEAN, FORMAT, Checked, checked, finding_json
from api.dependencies import Store
from api.documents.letter_edit import edited_letter
from api.documents.release_gate import check_file
from api.errors import WrongMediaType
from api.form_files import form_files
from api.page_templates import TEMPLATES
from api.reply_files import LETTER_DOCX, TABLES_PAGE
from api.routes.answers import PROBLEMS
from api.schemas import CheckOut, FindingOut, LetterCheckOut

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter(tags=["checks"], responses=PROBLEMS)
pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_SENT_BY_ANY_PAGE = {"", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"}
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def require_file(headers: Mapping[str, str]) -> None:
    """Refuse what a page elsewhere can send without asking first, and what is compressed.

    Raises
    ------
    WrongMediaType
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _SENT_BY_ANY_PAGE or headers.get("content-encoding", "identity") != "identity":
        raise WrongMediaType("Filen skal sendes alene og ukomprimeret med »content-type: application/octet-stream«.")


async def _file(request: Request) -> bytes:
    require_file(request.headers)
    return await request.body()


File = Annotated[bytes, Depends(_file)]
FileName = Annotated[
    str, Query(min_length=1, max_length=255, description="The name it is sent under; it is checked too.")
]


@router.post("/v1/checks", summary="What a recipient could find in a file", openapi_extra=_FILE)
def check(name: FileName, content: File) -> CheckOut:
    """Look through an XLSX, XLSM, DOCX, PDF, CSV or zip that is about to be sent, made here or elsewhere.

    Each finding says in Danish where it is, what it is, why it matters and how to take it out; `code` is stable.
    `clean` is true when nothing was found that should hold the file back; a `notice` is for a person to look at. A file
    that is damaged, locked, too large or of another kind is refused and never called clean. Nothing is kept or logged.
    """
    findings = check_file(name, content)
    return CheckOut(
        format=FORMAT,
        file=name,
        clean=all(one.is_notice for one in findings),
        findings=[FindingOut.model_validate(finding_json(one)) for one in findings],
    )


@router.post(
    "/v1/requests/{request_id}/letter-checks",
    summary="What an edited letter changes, and what stops it",
    openapi_extra=_FILE,
)
def check_letter(request_id: str, content: File, store: Store) -> LetterCheckOut:
    """Compare a letter edited in Word or LibreOffice (DOCX) with the letter of the request.

    `differences` are the jurist's own words, kept. `obstacles` are what editing may not change: a number that is not
    released, a provision the decision does not rest on, a mandatory part that is gone, and what the gate finds in the
    file. Nothing is kept.
    """
    with store.reading() as cases:
        names = {one.name for one in cases.documents(request_id)}
        made = cases.document(request_id, LETTER_DOCX).content
        page = cases.document(request_id, TABLES_PAGE).content if TABLES_PAGE in names else b""
    return LetterCheckOut.model_validate(edited_letter(content, made, page).to_json())


@pages.get("/kontrol")
def check_page() -> str:
    """Ask for the files to look through."""
    return _page(())


@pages.post("/kontrol")
async def checked_page(request: Request) -> str:
    """Show what was found in the files of the form."""
    files = form_files(request.headers.get("content-type", ""), await request.body())
    return _page(tuple([await run_in_threadpool(checked, name, content) for name, content in files]))


def _page(files: tuple[Checked, ...]) -> str:
    return TEMPLATES.get_template("kontrol.html").render(files=files, clean=CLEAN)
