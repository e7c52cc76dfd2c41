"""What goes over the wire of `/v1/audits`: published files in, what a reader can work out of them out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from api.schemas import JsonObject, Name, Wire

MOST_FILES = 20
Base64 = Annotated[str, StringConstraints(min_length=1, max_length=70_000_000)]


class PublishedFileIn(Wire):
    """A published file."""

    name: Name = Field(description="Its file name; what it is, is told by its bytes.")
    content: Base64 = Field(description="Its bytes in Base64.")


class AuditIn(Wire):
    """Published files that are read together, and what is known beside them."""

    files: list[PublishedFileIn] = Field(
        min_length=1,
        max_length=MOST_FILES,
        description="CSV, XLSX, HTML, DOCX or PDF; the same margins are one figure.",
    )
    options: JsonObject = Field(
        default_factory=dict,
        description='What to take in place of a guess: `marks` (`{"...": {"low": 1, "high": 6}}`), `low`, `high`, '
        "`total_rows`, `total_columns`, `subtotal_rows`, `folds`, `no_folds`, `fold`, `percent`, `responses`, "
        "`label_columns`, `thresholds`, `link`. Every guess in the answer names its option.",
    )
    facts: list[JsonObject] = Field(
        default_factory=list,
        max_length=1000,
        description='Figures known from elsewhere: `{"sum": [{"row", "column"}], "equals": n, "source": text}`.',
    )


class PlaceOut(Wire):
    """A cell by number, from 0: its table in `tables`, its row and column among those of the table."""

    table: int
    row: int
    column: int


class AuditCellOut(Wire):
    """One suppressed cell under one reading."""

    table: str
    row: str
    column: str
    low: int
    high: int | None = Field(description="`null`: no upper limit.")
    exact: bool
    narrow: bool = Field(description="Not everything that the mark allows is left.")
    reading: str = Field(description="How the table was read; each possible reading has its own row.")
    assumptions: list[str]
    derivation: str = Field(description="Sentences that a person can check by hand.")
    gave_away: list[str] = Field(description="The printed figures that made it possible.")
    prevented_by: str = Field(description="The cheapest change found that would have prevented it.")
    proved: bool = Field(description="`false`: the interval may be tighter than stated.")
    place: PlaceOut
    excluded: list[int] = Field(default_factory=list, description="Values inside the interval that are impossible.")


class AuditOut(Wire):
    """What a reader can work out (format `printed-audit/1`)."""

    format: str
    cells: list[AuditCellOut]
    exact: int = Field(description="Suppressed cells of which one value is left under some reading.")
    narrow: int = Field(description="Suppressed cells of which not every value is left; the exact ones included.")
    unproved: int
    marks: list[JsonObject] = Field(description="Per column, what its marks must mean.")
    contradictions: list[JsonObject] = Field(
        description="Figures that cannot all be right, and the fewest to disbelieve."
    )
    refused: list[JsonObject] = Field(description="Readings that do not add up, beside others that do.")
    findings: list[JsonObject] = Field(
        description="What is printed plainly: small counts, groups, labels, differences."
    )
    tables: list[JsonObject] = Field(description="The tables as they were understood.")
    guesses: list[JsonObject] = Field(description="Everything that was guessed, with the option that corrects it.")
    options: JsonObject
    remarks: list[str] = Field(description="What a person should know of the reading of the files.")
