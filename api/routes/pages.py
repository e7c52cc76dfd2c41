"""The pages: a start page at `/` and the interface described at `/docs`; no script, no other host."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.problems import EXPLANATIONS
from data.registers import open_register, register_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

UI = Path(__file__).parents[1] / "ui"
STATIC = UI / "static"
METHODS = ("get", "post", "put", "patch", "delete")

router = APIRouter(include_in_schema=False)
_templates = Environment(
    loader=FileSystemLoader(UI / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def _paragraphs(text: str) -> Markup:
    """Blank lines make paragraphs; `**`, `*` and backticks make strong text, emphasis and code. All else is escaped."""
    marks = ((r"\*\*(.+?)\*\*", "strong"), (r"\*(.+?)\*", "em"), (r"`(.+?)`", "code"))
    html = str(escape(text.strip()))
    for pattern, element in marks:
        html = re.sub(pattern, rf"<{element}>\1</{element}>", html, flags=re.DOTALL)
    return Markup("".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", html)))  # noqa: S704 - escaped above


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


_templates.filters.update(paragraphs=_paragraphs, pretty=_pretty)


@router.get("/", response_class=HTMLResponse)
def start() -> str:
    """Say what this is, which registers there are, and where to go."""
    registers = [open_register(name) for name in register_ids()]
    return _templates.get_template("start.html").render(registers=registers)


@router.get("/docs", response_class=HTMLResponse)
def documentation(request: Request) -> str:
    """Show the OpenAPI text as a page that a person can read from top to bottom."""
    text = request.app.openapi()
    return _templates.get_template("docs.html").render(
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
