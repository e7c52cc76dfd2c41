"""Bodies that can be sent as they stand; the documentation shows them and the tests send them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi.openapi.models import Example

FOLDER = Path(__file__).parent / "ui" / "examples"


def _body(name: str) -> Any:  # noqa: ANN401 - whatever the example holds
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


REQUESTS: dict[str, Example] = {
    "decided": Example(
        summary="Reasons for the whole scheme: every judgement is there, so letter and spreadsheet are made",
        value=_body("decided"),
    ),
    "awaits_jurist": Example(
        summary="The same without the judgement on identification: the answer names what is missing",
        value=_body("awaits_jurist"),
    ),
}
FACTS: dict[str, Example] = {
    "facts": Example(summary="Facts and judgements of one request", value=_body("decided")["facts"]),
}
AUDITS: dict[str, Example] = {
    "rows": Example(summary="A table with two small counts hidden, and a total that tells them", value=_body("audit")),
}
