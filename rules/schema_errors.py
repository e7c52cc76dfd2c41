"""What a document breaks in the published schema, as one Danish sentence with the place in it."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema import ValidationError

TYPES = {
    "string": "en tekst",
    "boolean": "true eller false",
    "number": "et tal",
    "integer": "et helt tal",
    "array": "en liste",
    "object": "et objekt",
    "null": "null",
}


@cache
def schema() -> dict[str, Any]:
    """Return the published schema of facts/1 and assessment/1."""
    text = resources.files("rules").joinpath("schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of one definition: "input", "output", "expected" or "scenarios"."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema()["$defs"]})


def first_breach(document: Mapping[str, object]) -> str | None:
    """Return a sentence about the first thing in `document` that facts/1 does not allow, or None."""
    if not isinstance(document, dict):
        return "Filen skal indeholde et objekt i formatet facts/1."
    breaches = sorted(validator("input").iter_errors(document), key=_place_in_order)
    if breaches:
        return f"{_where(breaches[0])}: {_what(breaches[0])}."
    return _infinite(document, "")


def _place_in_order(error: ValidationError) -> tuple[int, str]:
    return (len(error.absolute_path), _where(error))


def _where(error: ValidationError) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return path.removeprefix(".") or "Filen"


def _what(error: ValidationError) -> str:
    kind, limit, value = str(error.validator), error.validator_value, error.instance
    if kind == "required":
        return f"feltet »{_absent(error)}« mangler"
    if kind == "additionalProperties":
        return f"feltet »{_unexpected(error)}« kendes ikke; ret stavemåden eller fjern det"
    if kind == "type":
        return f"{_shown(value)} skal være {TYPES.get(str(limit), str(limit))}"
    if kind in {"enum", "const"}:
        allowed = limit if isinstance(limit, list) else [limit]
        return f"{_shown(value)} er ikke en mulig værdi; brug en af: {', '.join(map(str, allowed))}"
    return _what_of_shape(kind, limit, value)


def _what_of_shape(kind: str, limit: object, value: object) -> str:
    if kind == "pattern" and "d{4}" in str(limit):
        return f"{_shown(value)} er ikke en dato; skriv den som ÅÅÅÅ-MM-DD"
    if kind == "pattern":
        return f"{_shown(value)} må kun indeholde små bogstaver a-z, cifre og _"
    if kind == "anyOf":
        return f"{_shown(value)} skal være {' eller '.join(map(_alternative, cast('list[dict[str, Any]]', limit)))}"
    sentences = {
        "minimum": f"{_shown(value)} er mindre end {limit}",
        "maximum": f"{_shown(value)} er større end {limit}",
        "minItems": "listen må ikke være tom",
        "minLength": "teksten må ikke være tom",
        "uniqueItems": "listen indeholder det samme to gange",
    }
    return sentences.get(kind, f"{_shown(value)} er ikke tilladt her")


def _alternative(option: dict[str, Any]) -> str:
    if "const" in option:
        return _shown(option["const"])
    return "en dato som ÅÅÅÅ-MM-DD" if option.get("format") == "date" else TYPES[option["type"]]


def _absent(error: ValidationError) -> str:
    instance: Any = error.instance
    required: list[str] = list(error.validator_value)  # type: ignore[arg-type]
    return next(name for name in required if name not in instance)


def _unexpected(error: ValidationError) -> str:
    names: list[str] = list(error.instance)  # type: ignore[arg-type]
    known: Any = error.schema
    return next(name for name in names if name not in known.get("properties", {}))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    limit = 60
    return f"»{text if len(text) <= limit else text[:limit] + '…'}«"


def _infinite(value: object, where: str) -> str | None:
    if isinstance(value, float) and not math.isfinite(value):
        return f"{where.removeprefix('.')}: tallet er ikke et endeligt tal; skriv et almindeligt tal."
    if isinstance(value, dict):
        places = ((f"{where}.{key}", entry) for key, entry in value.items())
    elif isinstance(value, list):
        places = ((f"{where}[{number}]", entry) for number, entry in enumerate(value))
    else:
        return None
    return next((found for place, entry in places if (found := _infinite(entry, place))), None)
