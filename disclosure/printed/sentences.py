"""Constraints and derivations in Danish, with the labels and the figures of the printed table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from disclosure.intervals import Interval
from disclosure.printed.constraints import Constraint, Why
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.system import System
from disclosure.solver import NO_LIMIT

HUNDRED = 100


def printed(known: Quantities, place: Place) -> str:
    """A figure as it is printed: 3,6 %."""
    figure = known.figure(place)
    digits = str(figure.number if figure.number is not None else figure.mark)
    if figure.decimals:
        digits = f"{digits.zfill(figure.decimals + 1)[: -figure.decimals]},{digits[-figure.decimals :]}"
    return f"{digits} %" if figure.percent else digits


class Sentences:
    """Danish for the constraints of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.known = system.known

    def lines(self, constraints: Sequence[Constraint]) -> str:
        """Constraints as sentences; where they stand is said once for those that stand together."""
        said, words = "", []
        for one in constraints:
            sentence = self._line(one)
            if one.where != said:
                sentence = f"{one.where[:1].upper()}{one.where[1:]}: {sentence}"
            said = one.where
            words.append(sentence)
        return " ".join(words)

    def _line(self, one: Constraint) -> str:
        write = {
            Why.SUM: self._sum,
            Why.FOLD: self._fold,
            Why.PART: self._part,
            Why.PERCENT: self._percent,
            Why.FACT: self._fact,
        }
        return write[one.why](one)

    def figure(self, one: Constraint) -> str:
        """The printed figure, or the fact, that gives something away; '' for a total that is hidden."""
        if one.why == Why.FACT:
            return f"oplysningen «{one.source}»"
        if one.percent is not None:
            return f"{printed(self.known, one.percent)} ved «{self.known.row_label(one.percent)}» ({one.where})"
        value = self.system.value(one.total)
        if value is None:
            return ""
        return f"{self._named(one.total, one)} {value} ({one.where})"

    def conclusion(self, number: int, interval: Interval, constraints: Sequence[Constraint]) -> str:
        """What the lines leave for the count."""
        name = self._named(number, constraints[0])
        if len(constraints) == 1 and constraints[0].low == constraints[0].high:
            return self._by_one(number, interval, constraints[0])
        allowed = "" if interval.exact else " efter mærkernes grænser"
        return f"Tilsammen kan {name} kun være {in_numbers(interval)}{allowed}."

    def _by_one(self, number: int, interval: Interval, one: Constraint) -> str:
        """What one sum leaves: the rest when the others are as small, or as large, as their marks allow."""
        terms, _ = self.system.open_terms(one)
        name = self._named(number, one)
        if len(terms) == 1:
            return "" if one.why == Why.SUM else f"Derfor er {name} {in_numbers(interval)}."
        least = [self.system.limits(other)[0] for other, _ in terms if other != number]
        most = [self.system.limits(other)[1] for other, _ in terms if other != number]
        low, _ = self.system.limits(number)
        reasons = [f"de andre er tilsammen mindst {sum(least)}"]
        if interval.low > low and max(most) < NO_LIMIT:
            reasons.append(f"og højst {sum(most)}")
        return f"{' '.join(reasons).capitalize()}, så {name} er {in_numbers(interval)}."

    def _named(self, number: int, one: Constraint) -> str:
        """A count's label in the terms of the constraint's line: the row of a column's sum, the column of a row's."""
        places = self.known.all[number].places
        place = next((p for p in places if self._said(p, one)), places[0])
        row, column = self.known.row_label(place), self.known.column_label(place)
        if f"rækken «{row}»" in one.where:
            return f"«{column}»"
        return f"«{row}»" if f"kolonnen «{column}»" in one.where else f"«{row}», «{column}»"

    def _said(self, place: Place, one: Constraint) -> bool:
        return self.known.in_table(place.table) in one.where and (
            f"kolonnen «{self.known.column_label(place)}»" in one.where
            or f"rækken «{self.known.row_label(place)}»" in one.where
        )

    def _hidden(self, one: Constraint) -> list[str]:
        terms, _ = self.system.open_terms(one)
        return [self._named(number, one) for number, _ in terms if number != one.total]

    def _shown(self, one: Constraint) -> int:
        """The printed parts together."""
        return sum(f * (self.system.value(n) or 0) for n, f in one.terms if n != one.total)

    def _sum(self, one: Constraint) -> str:
        total, shown, hidden = self.system.value(one.total), self._shown(one), self._hidden(one)
        name = self._named(one.total, one)
        if total is None:
            others = f" og det, der hører til {', '.join(hidden)}" if hidden else ""
            return f"{name} er ikke vist; det er {shown}{others}."
        shared = "" if len(hidden) == 1 else f", fordelt på {len(hidden)} celler"
        return f"{name} {total} − {shown} (de viste tilsammen) = {total - shown} til {', '.join(hidden)}{shared}."

    def _fold(self, one: Constraint) -> str:
        how = "er summen af" if one.low == one.high else "rummer mindst"
        value = self.system.value(one.total)
        shown = "" if value is None else f" {value}"
        return f"Samlerækken {self._named(one.total, one)}{shown} {how} {', '.join(self._hidden(one))}."

    def _part(self, one: Constraint) -> str:
        total = self.system.value(one.total)
        name = self._named(one.total, one)
        hidden = ", ".join(self._hidden(one)) or "de viste"
        size = "" if total is None else f" {total}"
        if one.low > -NO_LIMIT:
            return f"{name}{size} er højst summen af sine dele, {self._shown(one)} og {hidden}."
        return f"{hidden} er {'' if len(one.terms) == 2 else 'tilsammen '}højst {name}{size}."  # noqa: PLR2004

    def _fact(self, one: Constraint) -> str:
        terms, shown = self.system.open_terms(one)
        names = ", ".join(self._named(number, one) for number, _ in terms)
        return f"«{one.source}» siger {one.low}; de viste er {shown}, så der er {one.low - shown} til {names}."

    def _percent(self, one: Constraint) -> str:
        assert one.percent is not None
        (count, of_count), (whole, of_whole) = one.terms
        figure = printed(self.known, one.percent)
        value, total = self.system.value(count), self.system.value(whole)
        label = self.known.row_label(one.percent)
        if total is None:
            shown = "" if value is None else f" {value}"
            return f"«{label}»{shown} er {figure} af {self._named(whole, one)}, som ikke er vist."
        edge = Fraction(one.low - of_whole * total, of_count)
        if of_count > 0:
            least = -(-edge.numerator // edge.denominator)
            beyond = least - 1
            return f"{figure} ved «{label}» betyder mindst {least} af {total}{_share(beyond, total)}."
        most = edge.numerator // edge.denominator
        return f"{figure} ved «{label}» betyder højst {most} af {total}{_share(most + 1, total)}."


def _share(count: int, total: int) -> str:
    """What the next count would have been printed as."""
    share = f"{HUNDRED * count / total:.2f}".replace(".", ",")
    return f", for {count} af {total} er {share} %"


def in_numbers(interval: Interval) -> str:
    """An interval in Danish, with what it leaves out."""
    if interval.exact:
        return str(interval.low)
    end = "og op" if interval.high is None else f"til {interval.high}"
    without = f" (ikke {', '.join(map(str, interval.excluded))})" if interval.excluded else ""
    return f"{interval.low} {end}{without}"
