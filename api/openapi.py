"""The description of the interface: its introduction, and the schemas that are kept outside the code."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi

from api.schemas import Problem

if TYPE_CHECKING:
    from fastapi import FastAPI

DESCRIPTION = """
Danish municipalities answer requests for access (*aktindsigt*) under the act on access to public administration
files (*offentlighedsloven*, OFL). § 11 gives everybody a right to a new compilation (*sammenstilling*) of what is
registered in a database, if it takes few and simple commands. This service takes such a request for a table, works
out who could be recognised in it, finds what may leave, applies the act to every part, and makes the letter and the
spreadsheet.

**What a machine may not decide.** Whether a matter is private, whether somebody can be identified in a wider
circle, and other discretion (*skøn*) is a jurist's recorded judgement with a reason. Where one is missing the
answer is `BLOCKED_NEEDS_JURIST`, names what is missing, and no letter is made. Unknown is never "no problem".

**`[c]`** means "not shown, for confidentiality". It stands on small counts and on what protects them, and nobody is
told which is which.

**Words.** *arbejdsdag*: working day · *begrundelse*: the reasons of a decision · *databeskrivelse*: description of
a database, § 12 · *klagevejledning*: guidance on complaint · *meroffentlighed*: more access than the act demands, §
14 · *henvendelse*: enquiry, one record of a register · *nævnelse*: mention, one code of an enquiry that may have
several.

**Errors** are problems (RFC 9457): `title` and `detail` in Danish, `title_en` and `detail_en` in English, and a
stable `code`. A detail never repeats a record.

**Access.** The service has no accounts and answers this machine only.
"""

TAGS = [
    {"name": "requests", "description": "A request for access, from its wording to letter and spreadsheet."},
    {"name": "checks", "description": "Files looked through before they are sent; nothing is kept."},
    {"name": "audits", "description": "Published tables attacked: what a reader can work out; nothing is kept."},
    {"name": "registers", "description": "What tables can be asked from, and how each register is described (§ 12)."},
    {"name": "law", "description": "The dates and the assessment for stated facts; nothing is stored."},
]

LAW_SCHEMAS = {"input": "Facts", "part": "FactsPart", "output": "Assessment"}


def add_description(app: FastAPI) -> None:
    """Give the application an OpenAPI text that carries the schemas of facts, assessment and problem."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    # The framework's documented way to extend its text.
    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> dict[str, Any]:
    text = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    schemas = text.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    schemas.update(law_schemas())
    return text


def law_schemas() -> dict[str, Any]:
    """Return the schemas of rules/schema.json under the names the OpenAPI text refers to them by."""
    text = files("rules").joinpath("schema.json").read_text(encoding="utf-8")
    for name, component in LAW_SCHEMAS.items():
        text = text.replace(f'"#/$defs/{name}"', f'"#/components/schemas/{component}"')
    definitions = json.loads(text)["$defs"]
    return {component: definitions[name] for name, component in LAW_SCHEMAS.items()}
