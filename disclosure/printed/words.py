"""The words by which printed tables in Danish, Norwegian, Swedish and English say what a row, a column or a mark is."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"(i alt|ialt|alt i alt|total|totalt|totalen|totalsum|totalsumma|totals|grand total|sum|summa|sum total|samlet|"
    r"samlet antal|tilsammen|til sammen|sammenlagt|sammanlagt|samtliga|alle|alla|all|overall|hele landet|hela landet|"
    r"hele riget|danmark i alt|antal i alt|antall i alt|antall totalt|totalt antall|antal totalt|total number)"
)
TOTAL_BEGINNING = re.compile(r"(i alt|ialt|total|totalt|sum|summa|samlet)\b[ ,:(–-].*")
COUNT_OF_ALL = re.compile(r"(antall?|number of|no\. of|antalet)\b.*")
"""A table of one row that is called so prints the total itself."""

OTHERS = re.compile(
    r"(andre|andet|anden|andra|annet|annen|annat|annan|øvrige|øvrigt|øvrig|övriga|övrigt|resten|rest|diverse|other|others|"
    r"remaining|alle andre|all other)\b.*"
)
FOLDED = re.compile(
    r"\b(herunder|heriblandt|inkl\.?|inklusive|inkludert|including|slået sammen|samlet kategori|"
    r"(kategorier|kategorier|categories|instanser|lande?|grupper|kommuner)\b.*\b(under|færre|færre|fewer|less|højst|"
    r"eller mindre|eller færre))\b"
)
OF_WHICH = re.compile(r"(heraf|herav|hvoraf|hvorav|derav|deraf|varav|därav|of which|of whom|including)\b.*")

PERCENT = re.compile(r"%|\b(pct\.?|procent|prosent|andel|per ?cent|percentage|share)\b")
PERCENT_WORDS = re.compile(r"\(?\b(i|in|som|as)? ?(%|pct\.?|procent|prosent|andel|per ?cent|percentage|share)\)?")
PERIOD = re.compile(
    r"(19|20)\d\d([-/–](19|20)?\d\d)?|((19|20)\d\d)? ?(q|k|kv\.?|kvartal|m|h)? ?\d{0,2} ?((19|20)\d\d)|"
    r"(19|20)\d\d ?(q|k|kv\.?|m|h|:)? ?\d{1,2}|(19|20)\d\d \(.*\)|"
    r"(januar|februar|marts|mars|april|maj|mai|juni|juli|august|september|oktober|november|"
    r"december|desember)( (19|20)\d\d)?"
)
PERIOD_HEADING = re.compile(r"(år|aar|ar|year|periode|period|kvartal|quarter|måned|month|dato|date|tid|time)")
NOTE = re.compile(
    r"(kilde|källa|source|note|noter|anm\.?|anmærkning|merknad|fotnote|fodnote|\*|\d\)|¹|²|³|…|\.\.\.?|:|-)\b.*|[*…:].*"
)

BELOW = re.compile(r"(?:under|færre end|færre enn|mindre end|mindre enn|färre än|fewer than|less than|below|<) ?(\d+)")
AT_MOST = re.compile(
    r"(?:højst|høyst|maks(?:imalt)?|at most|up to|≤) ?(\d+)|"
    r"(\d+)(?: \w+)? (?:eller færre|eller mindre|eller färre|or fewer|or less)"
)
BETWEEN = re.compile(r"(?:mellem|mellom|mellan|between)? ?(\d+) ?(?:-|–|til|till|to|og|and) ?(\d+)")


def plain(text: str) -> str:
    """The text as it is compared: lower case, single spaces, without footnote signs at its end."""
    return re.sub(r"[\s\u00a0]+", " ", text).strip().rstrip("*¹²³⁴⁵⁶⁷⁸⁹ :").lower()


def is_total(label: str) -> bool:
    """Whether a label names a total."""
    text = plain(label)
    return bool(TOTAL.fullmatch(text) or TOTAL_BEGINNING.fullmatch(text))


def is_period(label: str) -> bool:
    """Whether a heading names a year, a quarter or a month."""
    return bool(PERIOD.fullmatch(plain(label)))


def limits_said(text: str) -> tuple[int, int] | None:
    """The lowest and highest count that a text says ("færre enn 7", "6 eller færre", "1-4"); None if none."""
    words = plain(text)
    if found := BELOW.search(words):
        return 0, int(found[1]) - 1
    if found := AT_MOST.search(words):
        return 0, int(found[1] or found[2])
    found = BETWEEN.search(words)
    if found and int(found[1]) < int(found[2]):
        return int(found[1]), int(found[2])
    return None
