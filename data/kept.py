"""What is stored of a case, as values: what the repository takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the wording of a request; `part_id` is ASCII, for example "aarsager_i_alt"."""

    part_id: str
    wording: str


@dataclass(frozen=True, slots=True)
class NewCase:
    """A request as it came in.

    Attributes
    ----------
    received : the day it first reached the authority.
    request_text : the requester's words, unchanged.
    wanted_format : the format asked for, "" when none is.
    register_id : the register it is about.
    status : where the case begins.
    parts : the parts of the wording so far; `save_parts` settles them later.
    """

    received: date
    request_text: str
    wanted_format: str
    register_id: str
    status: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A stored case; `case_id` is year and running number, "2025-0001"."""

    case_id: str
    received: date
    request_text: str
    wanted_format: str
    register_id: str
    status: str
    created_at: datetime
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as it stands in a list."""

    case_id: str
    received: date
    register_id: str
    status: str


@dataclass(frozen=True, slots=True)
class TableAsked:
    """A table asked for in a part of a case; `spec` is the SPEC as JSON text."""

    table_id: str
    part_id: str
    spec: str


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision: the day, and the facts and the assessment as JSON text."""

    decided_on: date
    facts: str
    assessment: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A stored decision; the versions of a case count from 1."""

    case_id: str
    version: int
    decided_on: date
    facts: str
    assessment: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A finished file: its name without a folder, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A stored file, described; `sha256` is of its bytes, in hexadecimal."""

    case_id: str
    name: str
    version: int
    media_type: str
    sha256: str
    size: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A stored file with its bytes."""

    info: DocumentInfo
    content: bytes = field(repr=False)
