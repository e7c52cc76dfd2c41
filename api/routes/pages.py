"""The pages: a start page at `/` and the interface described at `/docs`; no script, no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.page_templates import TEMPLATES, UI
from api.problems import EXPLANATIONS
from data.registers import open_register, register_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

STATIC = UI / "static"
METHODS = ("get", "post", "put", "patch", "delete")

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def start() -> str:
    """Say what this is, which registers there are, and where to go."""
    registers = [open_register(name) for name in register_ids()]
    return TEMPLATES.get_template("start.html").render(registers=registers)


@router.get("/docs", response_class=HTMLResponse)
def documentation(request: Request) -> str:
    """Show the OpenAPI text as a page that a person can read from top to bottom."""
    text = request.app.openapi()
    return TEMPLATES.get_template("docs.html").render(
        info=text["info"],
        operations=list(_operations(text)),
        schemas=sorted(text["components"]["schemas"].items()),
        explanations=EXPLANATIONS,
    )


def _operations(text: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each operation with its path and method, in the order of the tags."""
    order = [tag["name"] for tag in text.get("tags", [])]
    found = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in text["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]
    yield from sorted(found, key=lambda one: order.index(one["tags"][0]))
