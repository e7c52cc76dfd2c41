"""What the first sheet of a spreadsheet says, so that the numbers are never read without it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a spreadsheet; every text is Danish and ready to read.

    Attributes
    ----------
    authority : who made it.
    case_number, decided : the case and the day of the decision, "6. februar 2025".
    period, population, counting_unit, source : what the numbers count, when, among whom, and out of which register.
    suppression : what is not shown or rounded, and why, in words; also when everything is shown as it was counted.
    synthetic_mark : empty, or the sentence that says the data are invented.
    """

    title: str
    authority: str
    case_number: str
    decided: str
    period: str
    population: str
    counting_unit: str
    source: str
    suppression: str
    synthetic_mark: str = ""

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return label and text of every line that has one, in reading order."""
        lines = (
            ("Vigtigt", self.synthetic_mark),
            ("Myndighed", self.authority),
            ("Sagsnummer", self.case_number),
            ("Dato", self.decided),
            ("Periode", self.period),
            ("Hvem tallene omfatter", self.population),
            ("Hvad der er talt", self.counting_unit),
            ("Kilde", self.source),
            ("Skjulte og ændrede tal", self.suppression),
        )
        return tuple((label, text) for label, text in lines if text)
