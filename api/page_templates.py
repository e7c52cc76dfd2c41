"""The pages' templates: escaped, an unknown name is an error, no script."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.danish import long_date

UI = Path(__file__).parent / "ui"
TEMPLATES = Environment(
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


TEMPLATES.filters.update(paragraphs=_paragraphs, pretty=_pretty, day=long_date)
