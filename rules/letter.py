"""The letter as a structure: headings, paragraphs, tables and an annex, in no file format.

A `Letter` is made from a decision and knows nothing of PDF or DOCX; api/documents renders it.
A released table is named by its id only: the numbers are put in by whoever renders, from a
`ReleasableTable`, so that no number can enter a letter by way of its text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running Danish text."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, shown as a quotation: the request, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order carries no meaning."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A small table of words, for example part | outcome | provision. Every row is as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableReference:
    """The place where the released table `table_id` stands in the letter."""

    table_id: str


Block = Paragraph | Quote | BulletList | TextTable | TableReference


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 1 is the letter's title, sections are level 2, parts within them 3) and its blocks."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class AnnexProvision:
    """A provision as the annex prints it, once.

    Attributes
    ----------
    citation : for example "offentlighedslovens § 11".
    text : the wording in paragraphs, or None where no wording has been entered.
    mark : empty when a jurist has checked the wording, otherwise the Danish sentence shown beside it.
    source : address where the wording was read.
    """

    citation: str
    text: tuple[str, ...] | None
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter.

    Attributes
    ----------
    kind : "afgoerelse" or "fristbrev".
    sender, addressee : address lines.
    details : label and value, for example ("Sagsnummer", "2025-0129"), ("Dato", "6. februar 2025").
    sections : in reading order.
    closing : the lines of the signature block.
    annex_title, annex_version : heading and the line that names act and version.
    annex : each provision once.
    draft_marks : sentences that make this a draft (unset settings, unchecked texts); shown on the first page.
    """

    kind: str
    title: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    annex_title: str
    annex_version: str
    annex: tuple[AnnexProvision, ...]
    draft_marks: tuple[str, ...]
