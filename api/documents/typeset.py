"""The only caller of the typesetter: a template of ours and data in, PDF/UA-1 and PDF/A-2a out, or SVG in and PNG out.

Data goes in as JSON and is never part of the template, so text stays text whatever it holds. Only the fonts
inside the typesetter are used: the same letter has the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typst

from api.documents.errors import TemplateFailure, UnwritableCharacter
from api.documents.row_headers import with_row_headers
from api.documents.stamp import in_utc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

TEMPLATES = Path(__file__).parent / "templates"
# How the typesetter says that its fonts, or PDF/A, have no sign for a character of the text.
UNSHOWN = re.compile(r'(?:the text|contains the codepoint) `"(.{1,40}?)"`')
_DOTS_AN_INCH = 144
_STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]


def typeset(template: str, data: Mapping[str, object], created: datetime) -> bytes:
    """Return the PDF that `template` makes of `data`, dated `created`."""
    try:
        content = typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=[*_STANDARDS],
            timestamp=int(in_utc(created).timestamp()),
        )
    except typst.TypstError as error:
        reason = str(error).strip().split("\n")[0]
        unshown = UNSHOWN.search(reason)
        if unshown:
            raise UnwritableCharacter(unshown[1]) from error
        raise TemplateFailure(template, reason) from error
    return with_row_headers(content)


def png_of(svg: bytes) -> bytes:
    """Return a picture as PNG, 160 mm wide, set with the same fonts as the letter."""
    return typst.compile(
        str(TEMPLATES / "picture.typ"),
        root=str(TEMPLATES),
        format="png",
        ppi=_DOTS_AN_INCH,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"svg": svg.decode()})},
    )
