"""Sections of a letter or note as the typesetter reads them: one record per block, tables with their numbers in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from api.documents.laid_out import laid_table
from rules.letter import BulletList, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.releasable import ReleasableTable
    from rules.letter import Block, Section


def page_section(section: Section, tables: Mapping[str, ReleasableTable]) -> dict[str, object]:
    """Return a section as the template takes it."""
    return {
        "heading": section.heading,
        "level": section.level,
        "blocks": [_page_block(block, tables) for block in section.blocks],
    }


def _page_block(block: Block, tables: Mapping[str, ReleasableTable]) -> dict[str, object]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Quote(text):
            return {"kind": "quote", "text": text}
        case BulletList(items):
            return {"kind": "list", "items": list(items)}
        case _:
            return asdict(laid_table(block, tables).in_text)
