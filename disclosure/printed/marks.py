"""What a mark in place of a count stands for: what the user says, else the mark itself, else the table's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosure.printed.figures import Figure, limits_in
from disclosure.printed.options import BLANK, Meaning, Options
from disclosure.printed.table import Guess, Kind, PrintedColumn, counts_of
from disclosure.printed.words import limits_said

NOTHING = frozenset({"-", "0"})
"""By the convention of Nordic statistics a dash is nothing to report: zero."""
COUNTED = re.compile(
    r"\b(sak|sag|person|tilfæld|tilfelle|case|observation|hendels|hændels|enhed|elev|borger|kategori|antal|count|skjul|"
    r"vis(es|t)|undertryk|anonym|diskret|fortrolig)|(\.\.\.?|…|:|\*|\bx|\[c\]) ?(=|:|betyder|betyr|står|means)"
)
Figures = tuple[tuple[Figure, ...], ...]


@dataclass
class Marks:
    """The figures with empty cells read, what each mark stands for, and the report's own rule.

    Attributes
    ----------
    rule : the smallest count above 0 that is printed by the report's own words; None where it says nothing.
    """

    figures: Figures
    meanings: dict[str, Meaning] = field(default_factory=dict)
    rule: int | None = None
    guesses: list[Guess] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What the printed words and figures say of marks that say nothing themselves.

    Attributes
    ----------
    high : the highest count that is hidden, or None; `why` says where that stands.
    floor : 1 where zeros are printed, so that a mark is none; else 0.
    least : the smallest count above 0 that is printed, or None.
    """

    high: int | None
    why: str
    floor: int
    least: int | None

    @property
    def hint(self) -> str:
        """What the printed counts suggest, without proving it."""
        return f"; det mindste viste tal over 0 er {self.least}" if self.least else ""


def marks_of(
    source: str,
    columns: Sequence[PrintedColumn],
    figures: Figures,
    texts: Sequence[str],
    options: Options,
    rule: int | None,
) -> Marks:
    """Return what every mark in a count column stands for; `texts` are title, notes and labels.

    `rule` is the smallest count that tables printed with this one say they print.
    """
    places = counts_of(tuple(columns))
    shown = [row[place] for row in figures for place in places]
    hidden = {figure.mark for figure in shown if figure.mark and figure.mark not in NOTHING}
    blank_hides = BLANK in options.marks or (not hidden and any(figure.blank for figure in shown))
    found = Marks(_with_blanks(figures, columns) if blank_hides else figures)
    told = _told(texts, shown, rule)
    for mark in sorted({row[place].mark for row in found.figures for place in places} - {""}):
        meaning, why = _meaning(mark, told, options)
        found.meanings[mark] = meaning
        found.guesses.append(Guess(source, f"mærket «{mark}»", in_words(meaning), why, f"--mark '{mark}=1..4'"))
    if any(figure.blank for figure in shown) and not blank_hides:
        why = "tabellen har andre mærker for det, der ikke vises"
        value = "intet tal; rækken er ikke med i summen"
        found.guesses.append(Guess(source, "tomme felter", value, why, "--mark tom=0.."))
    highs = [one.high for one in found.meanings.values() if one.low != one.high and one.high is not None]
    found.rule = told.high + 1 if told.high is not None else max(highs) + 1 if highs else None
    return found


def _told(texts: Sequence[str], shown: Sequence[Figure], rule: int | None) -> Told:
    floor = int(any(figure.number == 0 or figure.mark in NOTHING for figure in shown))
    least = min((figure.number for figure in shown if figure.number), default=None)
    said = _said(texts)
    if said is None and rule is not None:
        return Told(rule - 1, "en tabel, der er læst sammen med denne, siger det", floor, least)
    return Told(said, "tabellens egne ord om tal, der ikke vises", floor, least)


def in_words(meaning: Meaning) -> str:
    """A meaning in Danish."""
    if meaning.low == meaning.high:
        return f"tallet {meaning.low}"
    return f"et tal fra {meaning.low} og op" if meaning.high is None else f"et tal fra {meaning.low} til {meaning.high}"


def _with_blanks(figures: Figures, columns: Sequence[PrintedColumn]) -> Figures:
    """Empty count cells carry the mark `tom`."""
    return tuple(
        tuple(
            Figure(mark=BLANK) if figure.blank and column.kind == Kind.COUNT else figure
            for figure, column in zip(row, columns, strict=True)
        )
        for row in figures
    )


def _said(texts: Sequence[str]) -> int | None:
    """The highest count that the table's own words say is hidden; those of a note before those of a label."""
    for text in texts:
        limits = limits_said(text)
        if limits is not None and limits[0] <= 1 and _about_counts(text):
            return limits[1]
    return None


def _about_counts(text: str) -> bool:
    """Whether a text speaks of counts and not of ages: it names cases, persons or the mark itself."""
    return bool(COUNTED.search(text.lower()))


def _meaning(mark: str, told: Told, options: Options) -> tuple[Meaning, str]:
    """What a mark stands for, and why."""
    if mark in options.marks:
        return options.marks[mark], "valgt"
    if mark in NOTHING:
        return Meaning(0, 0), "en streg står i nordisk statistik for nul eller intet registreret"
    if options.low is not None or options.high is not None:
        return Meaning(options.low or 0, options.high), "valgt for alle mærker"
    seen = "; tabellen viser selv sine nuller" if told.floor else ""
    itself = limits_in(mark)
    if itself is not None:
        return Meaning(max(itself[0], min(told.floor, itself[1])), itself[1]), f"mærket siger det selv{seen}"
    if told.high is not None:
        return Meaning(min(told.floor, told.high), told.high), f"{told.why}{seen}"
    return Meaning(0, None), f"tabellen siger intet om, hvad mærket står for{told.hint}"
