"""What goes over the wire: the bodies the service takes and gives, with the words the description uses.

The stated facts (`facts/1`) and the assessment (`assessment/1`) have a schema of their own, rules/schema.json, which
the OpenAPI text carries unchanged; here they are objects.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from disclosure.primary import HIGHEST_THRESHOLD


def _only_iso(value: object) -> object:
    """Refuse what is no ISO date before the library reads a bare number as seconds since 1970."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return value
    return "not a date"


IsoDate = Annotated[date, BeforeValidator(_only_iso)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
JsonObject = dict[str, Any]


class Wire(BaseModel):
    """A body: a field that is not known is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TableIn(Wire):
    """One table that a part of the request asks for."""

    part: Name = Field(description="Id of the part of `facts.parts` that this table answers.")
    group: str = Field(default="", max_length=200, description="Id of its group of cells, where the part has groups.")
    title: str = Field(default="", max_length=200, description="Danish; the register's own words if left out.")
    dimensions: list[Name] = Field(
        min_length=1,
        max_length=2,
        description="Columns of the register to cross. Every margin is part of the table.",
    )
    levels: dict[Name, list[Name]] = Field(
        default_factory=dict,
        description="Per dimension, the levels to show (`kommune`, `landsdel`, `region`); its own codes if left out.",
    )
    only: dict[Name, list[Name]] = Field(
        default_factory=dict,
        description="Per dimension, the codes and groups to show in place of levels, as an offer names them.",
    )
    groups: dict[Name, dict[Name, list[Name]]] = Field(
        default_factory=dict,
        description="Per dimension, the codes under each label of `only` that is none of the register's, as an offer "
        "names them. Merged codes are shown one by one in a table of their own in the same reply.",
    )
    rounded_to: int = Field(
        default=0,
        ge=0,
        le=HIGHEST_THRESHOLD,
        description="The base that every count of the reply is rounded to, as an offer names it; 0 for exact counts.",
    )


class NamesIn(Wire):
    """A list of the codes that occur, and of nothing else."""

    part: Name = Field(description="Id of the part of `facts.parts` that asks for the names.")
    column: Name = Field(description="Column of the register whose codes are named.")
    level: str = Field(
        default="", max_length=200, description="With `label`: only the codes in this group of the level."
    )
    label: str = Field(default="", max_length=200, description="The group; every code of the column if left out.")
    title: str = Field(default="", max_length=200, description="Danish; the register's own words if left out.")


class AcceptedGroupIn(Wire):
    """The jurist's judgement that tables can be given though less than the promise is kept of one group."""

    group: Name = Field(description="The group as the jurist was told of it.")
    reason: Sentence
    by: Name
    date: IsoDate


class RequestIn(Wire):
    """A request for access (anmodning om aktindsigt)."""

    register_id: Name = Field(alias="register", description="Id of the register, see `GET /v1/registers`.")
    facts: JsonObject = Field(
        description="The request, its parts, the stated facts and the jurist's recorded judgements: format `facts/1`."
    )
    where: dict[Name, list[Name]] = Field(
        default_factory=dict, description="Per column, the codes that count; a column not named is not filtered."
    )
    tables: list[TableIn] = Field(default_factory=list, max_length=20, description="The tables that are asked for.")
    names: NamesIn | None = Field(default=None, description="A part that asks for names of codes only.")
    explanations: dict[Name, list[Sentence]] = Field(
        default_factory=dict,
        description="Per part that is refused under § 30: Danish sentences on who could recognise whom, as a person "
        "wrote them for the letter. They must not themselves disclose anything.",
    )
    accepted_groups: list[AcceptedGroupIn] = Field(
        default_factory=list,
        max_length=100,
        description="Groups of one person whose count was given before: of each, the jurist's judgement that the "
        "tables can be given all the same. Which groups they are is told to the jurist alone.",
    )
    case_number: str = Field(default="", max_length=100, description="The authority's own case number (sagsnummer).")
    addressee: list[Sentence] = Field(default_factory=list, max_length=6, description="The letter's address lines.")
    decided_on: IsoDate | None = Field(
        default=None, description="The day of decision: the law in force on it is applied. Today if left out."
    )


class Link(Wire):
    """A document that can be fetched."""

    name: str = Field(description="File name.")
    media_type: str
    sha256: str = Field(description="Of the bytes that are served.")
    href: str = Field(description="Path on this service.")


class RequestOut(Wire):
    """What became of a request."""

    id: str
    register_id: str = Field(serialization_alias="register")
    status: str = Field(description="`issued`: letter and spreadsheet are made. `awaits_jurist`: see `missing`.")
    owner: str = Field(description="In whose hands the case is, in Danish.")
    received: date
    deadline: JsonObject = Field(description="Dates of §§ 36 and 39, format `deadline/1`.")
    decision: JsonObject = Field(description="Format `assessment/1`.")
    missing: list[str] = Field(
        description="Facts and judgements (skøn) that must be there before a letter can be made, as `part: name`."
    )
    obstacles: list[str] = Field(description="The same as Danish sentences.")
    documents: list[Link] = Field(description="Empty until the letter is issued.")


class RequestSummary(Wire):
    """A request in the list of requests."""

    id: str
    register_id: str = Field(serialization_alias="register")
    status: str
    received: date
    href: str


class RegisterSummary(Wire):
    """A register in the list of registers."""

    id: str
    title: str
    unit: str = Field(description="What one record is: `henvendelser` (enquiries) or `personer` (persons).")
    synthetic: bool = Field(
        description="True: the records are invented; `mark` says so and is shown with every figure."
    )
    mark: str
    href: str


class LevelOut(Wire):
    """A coarser level of a column."""

    name: str
    title: str
    groups: dict[str, list[str]]


class ColumnOut(Wire):
    """A column of a register."""

    name: str
    title: str
    description: str
    role: str = Field(description="`identifying`: others may know it of someone. `sensitive`: what they would learn.")
    responses: str = Field(description="`multiple`: a record may have several codes, which do not add up to the total.")
    codes: list[str]
    levels: list[LevelOut]


class DatabeskrivelseOut(Wire):
    """What offentlighedslovens § 12 gives everybody a right to see about a database (databeskrivelse)."""

    types: list[str]
    basis: list[str]
    formats: list[str]
    used_for: list[str]


class RegisterOut(RegisterSummary):
    """A register, described; never its records."""

    description: str
    population: str
    source: str
    data_date: date
    columns: list[ColumnOut]
    databeskrivelse: DatabeskrivelseOut


class FindingOut(Wire):
    """One thing a recipient could find in a file."""

    code: str = Field(description="Stable; docs/gate.md lists them.")
    where: str
    what: str
    why: str
    remedy: str
    notice: bool = Field(description="To be looked at, but no reason by itself to hold the file back.")


class CheckOut(Wire):
    """A file looked through (`check/1`)."""

    format: str
    file: str
    clean: bool
    findings: list[FindingOut]


class DifferenceOut(Wire):
    """One changed line of a letter: as it was (empty when added) and as it is (empty when removed)."""

    before: str
    after: str


class LetterCheckOut(Wire):
    """An edited letter against the one that was made (`letter-check/1`)."""

    format: str
    may_be_sent: bool
    differences: list[DifferenceOut]
    obstacles: list[str] = Field(description="Danish sentences: what stops the letter, and what to do.")


class FieldProblem(Wire):
    """One place in a body that cannot be used."""

    field: str
    problem: str
    problem_en: str


class Problem(Wire):
    """An error as RFC 9457 has it, in Danish with the English beside it."""

    type: str = Field(description="Address of the explanation on this service.")
    title: str
    status: int
    detail: str = Field(description="One Danish sentence: what, where, and what to do.")
    code: str = Field(description="Stable; use this in programs.")
    title_en: str
    detail_en: str
    errors: list[FieldProblem] = Field(default_factory=list)
