"""How the service answers when something goes wrong: RFC 9457 problems, in Danish with the English beside it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.documents.errors import DocumentError
from api.errors import ApiError
from api.problems import explanation
from api.schemas import FieldProblem, Problem
from data.errors import DataError
from disclosure.errors import DisclosureError
from rules.errors import RulesError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
KNOWN = (ApiError, DataError, DisclosureError, DocumentError, RulesError)
HTTP_CODES = {404: "unknown_resource", 405: "method_not_allowed", 413: "body_too_large"}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "The request cannot be answered. A problem (RFC 9457), in Danish with the English beside it.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}

FIELD_PROBLEMS = {
    "missing": ("mangler", "is missing"),
    "extra_forbidden": ("kendes ikke", "is not known"),
    "string_type": ("skal være tekst", "must be text"),
    "string_too_short": ("må ikke være tom", "must not be empty"),
    "string_too_long": ("er for lang", "is too long"),
    "list_type": ("skal være en liste", "must be a list"),
    "dict_type": ("skal være et objekt", "must be an object"),
    "too_short": ("har for få led", "has too few items"),
    "too_long": ("har for mange led", "has too many items"),
    "date_from_datetime_parsing": ("skal være en dato, år-måned-dag", "must be a date, year-month-day"),
    "date_parsing": ("skal være en dato, år-måned-dag", "must be a date, year-month-day"),
    "date_type": ("skal være en dato, år-måned-dag", "must be a date, year-month-day"),
    "int_parsing": ("skal være et helt tal", "must be a whole number"),
    "greater_than_equal": ("er for lille", "is too small"),
    "less_than_equal": ("er for stor", "is too large"),
    "string_unicode": ("indeholder tegn, som ikke kan læses", "has characters that cannot be read"),
    "json_invalid": ("er ikke gyldig JSON", "is not valid JSON"),
    "model_attributes_type": ("skal være et objekt", "must be an object"),
}
UNUSABLE = ("kan ikke bruges", "cannot be used")


def problem(code: str, detail: str, errors: Sequence[FieldProblem] = (), status: int | None = None) -> Response:
    """Return a problem as an answer."""
    known = explanation(code)
    body = Problem(
        type=f"/docs#{code}",
        title=known.title,
        status=known.status if status is None else status,
        detail=detail,
        code=code,
        title_en=known.title_en,
        detail_en=known.detail_en,
        errors=list(errors),
    )
    return JSONResponse(jsonable_encoder(body), status_code=body.status, media_type=MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Make every known error of the parts a problem."""
    for root in KNOWN:
        app.add_exception_handler(root, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(HTTPStatus.INTERNAL_SERVER_ERROR, _defect)


async def _known(_: Request, error: Exception) -> Response:
    if not isinstance(error, KNOWN):
        raise error
    return problem(error.code, str(error))


async def _defect(_: Request, __: Exception) -> Response:
    """Whatever nobody foresaw; the framework logs it, and the client is told nothing of what was being worked on."""
    return problem("api", "Der er en fejl i programmet; svaret er ikke lavet, og intet er gemt.")


async def _invalid(_: Request, error: Exception) -> Response:
    """Say which fields cannot be used; what stood in them is never repeated."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = [_field(one) for one in error.errors()]
    places = ", ".join(f"»{one.field}« {one.problem}" for one in found)
    return problem("input", f"Anmodningen kan ikke bruges: {places}.", found)


def _field(one: dict[str, Any]) -> FieldProblem:
    danish, english = FIELD_PROBLEMS.get(one["type"], UNUSABLE)
    return FieldProblem(field=".".join(str(step) for step in one["loc"]), problem=danish, problem_en=english)


async def _http(request: Request, error: Exception) -> Response:
    """An error of the framework; where it wraps one of ours (while reading a body), ours is the answer."""
    if not isinstance(error, HTTPException):
        raise error
    if isinstance(error.__cause__, KNOWN):
        return await _known(request, error.__cause__)
    code = HTTP_CODES.get(error.status_code, "input" if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else "api")
    answer = problem(code, f"{explanation(code).title}: {request.url.path}", status=error.status_code)
    answer.headers.update(error.headers or {})
    return answer
