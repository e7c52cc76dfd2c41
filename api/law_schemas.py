"""What goes over the wire about the law itself: the rulebook, and the trace of a decision."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.schemas import JsonObject, Wire


class ParagrafLink(Wire):
    """A paragraf in the list of an act."""

    name: str = Field(description="As addresses name it: `ofl-11`, `fvl-24`.")
    provision: str
    href: str


class ActOut(Wire):
    """An act and the paragraffer that are entered of it."""

    prefix: str = Field(description="As citations name the act; offentlighedsloven (`ofl`) is cited without it.")
    name: str
    version_line: str | None = Field(description="The act with its amendments on the day; null before it was in force.")
    source: str | None
    paragraffer: list[ParagrafLink]


class RuleOut(Wire):
    """A rule: the function that answers one sentence of the statute."""

    name: str
    provision: str
    led: str | None = Field(description="The condition within the sentence, where it has several.")
    condition: str = Field(description="What is tried, as one Danish sentence.")
    valid_from: date
    valid_to: date | None
    exception_to: list[str] = Field(description="The provisions that it limits.")
    practice: list[str] = Field(description="Opinions, guides and travaux that it leans on beyond the wording.")
    module: str
    code: str = Field(description="The function as it runs.")


class BookCaseOut(Wire):
    """A case of the rulebook."""

    id: str
    title: str
    why: str
    source: str
    rows: list[str] = Field(description="Rows of the decision tables that it shows.")
    law_of: date = Field(description="The day whose law decides it.")
    expectation: JsonObject = Field(description="What is expected of the assessment, in the fields of `assessment/1`.")
    expected_in_danish: list[str]


class SentenceOut(Wire):
    """One piece of a paragraf: text, code and cases."""

    provision: str
    place: str
    text: str | None = Field(description="Null where the wording is not known.")
    excerpt: bool = Field(description="The wording has gaps, shown as an ellipsis.")
    note: str | None
    valid_from: date = Field(
        description="First day; the program serves days from 2014, so older wording begins then too."
    )
    valid_to: date | None
    amended_by: str | None
    source: str | None
    mark: str = Field(description="`V`, `S`: read in the source. `L90`, `K`, `UNVERIFIED`: not verified; blocks issue.")
    checked: bool = Field(description="Whether a jurist has signed for the wording.")
    status: str = Field(description="The same in one Danish sentence.")
    rules: list[RuleOut]
    not_encoded: str | None = Field(description="Why the sentence has no rule.")
    cases: list[BookCaseOut]


class ParagrafOut(Wire):
    """A paragraf on a day."""

    name: str
    provision: str
    act: str
    version_line: str
    day: date
    changes: list[date] = Field(description="The days from which some piece of it had a new wording.")
    sentences: list[SentenceOut]
    principles: list[RuleOut] = Field(description="Rules that rest on a principle of practice about the paragraf.")
    cases: list[BookCaseOut] = Field(description="Cases that cite the paragraf more broadly than one sentence.")


class StepOut(Wire):
    """One rule tried."""

    part: str
    group: str | None
    provision: str
    valid_from: date = Field(description="The day from which the wording that the rule answers was law.")
    led: str | None
    rule: str
    condition: str
    answer: str = Field(description="`JA`, `NEJ` or `UAFKLARET`.")
    grounds: list[JsonObject] = Field(description="Facts and judgements; a judgement with who, when and why.")
    missing: list[str]
    practice: list[str]
    in_danish: list[str]


class PartTraceOut(Wire):
    """The path of one part."""

    id: str
    label: str
    ended_at_step: int = Field(description="The step of the order of decision that ended the path, 1 to 8.")
    steps: list[StepOut]


class TraceOut(Wire):
    """Every rule tried, in order; format `trace/1`. Internal: the reasons may say what a letter must not."""

    format: str
    law_of: date = Field(description="The day whose law was applied.")
    assessment: JsonObject = Field(description="Format `assessment/1`.")
    parts: list[PartTraceOut]


class StoredTraceOut(TraceOut):
    """The trace of a stored decision, replayed from the stored facts under the law of its day."""

    unchanged: bool = Field(description="Whether the replayed assessment equals the stored one.")
