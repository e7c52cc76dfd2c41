"""Whether what is asked for is already public (§ 11, stk. 1, 3. pkt.), or was answered before; the jurist decides.

Figures about another population are explained and never equated. An earlier answer to somebody is not a publication:
the right to a compilation stands, but the answer can be given again as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.case_plan import PlannedTable
from api.history import called
from api.release_tables import Source, asked_table
from data.register import TOTAL
from data.release import Release

Box = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a jurist should know of one earlier table; `kind` is "equal", "coarser", "names" or "other_definition"."""

    kind: str
    place: str
    sentence: str


def already_published(found: Source, table: PlannedTable) -> Iterator[Notice]:
    """Compare a table that is asked for with everything in the history, in order."""
    asked = asked_table(found, table)
    wanted = set(_boxes(asked.where, asked.labels))
    for release in found.history:
        if not release.same_population:
            if set(release.labels) & {*asked.labels, *asked.where} and _same_period(found, release, asked.where):
                yield Notice("other_definition", release.place, _explained(found, release))
            continue
        if release.names:
            if set(release.labels) <= set(asked.labels):
                yield Notice("names", release.place, _named(release))
            continue
        sets = {column: {label: frozenset(codes) for label, codes in s.items()} for column, s in release.labels.items()}
        let = {column: frozenset(codes) for column, codes in release.where.items()}
        shown = set(_boxes(let, sets, release))
        if wanted <= shown:
            yield Notice("equal", release.place, _equal(table, release))
        elif (
            let == asked.where and shown and shown < wanted | set(_boxes(let, sets)) and set(sets) <= set(asked.labels)
        ):
            yield Notice("coarser", release.place, _coarser(table, release))


def _boxes(
    where: Mapping[str, frozenset[str]],
    labels: Mapping[str, Mapping[str, frozenset[str]]],
    release: Release | None = None,
) -> Iterator[Box]:
    """What each cell counts, whatever it is called; of a release only the cells that show a count."""
    crossings: list[dict[str, str]] = [{}]
    for column, shown in labels.items():
        crossings = [{**cell, column: label} for cell in crossings for label in (*shown, TOTAL)]
    for cell in crossings:
        if release is not None and release.cells.get(tuple(cell[column] for column in release.labels)) is None:
            continue
        counted = dict(where)
        for column, label in cell.items():
            if label != TOTAL:
                codes = labels[column][label]
                counted[column] = codes & counted[column] if column in counted else codes
        yield tuple(sorted(counted.items()))


def _same_period(found: Source, release: Release, where: Mapping[str, frozenset[str]]) -> bool:
    period = found.register.period_column or ""
    return not release.where.get(period) or bool(where.get(period, frozenset()) & set(release.where[period]))


def _equal(table: PlannedTable, release: Release) -> str:
    if release.origin == "public":
        return (
            f"»{table.title}« er allerede offentliggjort lige så detaljeret: {release.place}. Er formen egnet, gælder "
            "retten til sammenstilling ikke, jf. § 11, stk. 1, 3. pkt.; henvis til stedet."
        )
    rounded = f" afrundet til multipla af {release.rounded_to}," if release.rounded_to else ""
    return (
        f"De samme tal er givet før,{rounded} i {called(release)}. Det er ingen offentliggørelse efter § 11, stk. 1, "
        "3. pkt., men svaret kan gives igen, som det er."
    )


def _coarser(table: PlannedTable, release: Release) -> str:
    known = "offentliggjort" if release.origin == "public" else "givet før"
    return (
        f"Noget af »{table.title}« er {known}, men grovere: {called(release)}, {release.place}. Det svarer ikke på det "
        "hele; resten skal vurderes for sig."
    )


def _named(release: Release) -> str:
    name = called(release)
    return (
        f"{name[:1].upper()}{name[1:]} fortæller allerede, hvilke koder der forekommer, men ingen tal: "
        f"{release.place}. En ny tabel er beskyttet mod den, der har listen."
    )


def _explained(found: Source, release: Release) -> str:
    """The other figure beside the register's own, and why they differ."""
    own = len(found.records)
    figures = [
        f"{count} ({' / '.join(labels)})"
        for labels, count in release.cells.items()
        if count is not None and _is_ours(release, labels)
    ]
    beside = f" Dér står {', '.join(figures)}; registret har {own}." if figures else ""
    return f"{release.place} er en anden opgørelse.{beside} {release.difference.strip()}"


def _is_ours(release: Release, labels: tuple[str, ...]) -> bool:
    """Whether the register knows every label of the cell."""
    return all(
        label != TOTAL and release.labels[column][label] for column, label in zip(release.labels, labels, strict=True)
    )
