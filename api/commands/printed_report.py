"""The audit of printed tables as text that a statistician can check by hand; also valid Markdown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from disclosure.printed.findings import SMALL
from disclosure.printed.sentences import in_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosure.printed.audit import AuditedPlace, PrintedAudit
    from disclosure.printed.contradictions import Contradicted
    from disclosure.printed.findings import Finding

MOST_LISTED = 25
"""So many findings of one kind are listed; the rest are counted. JSON has them all."""


def report_lines(audit: PrintedAudit) -> Iterator[str]:
    """Yield the report, line by line."""
    yield _summary(audit)
    yield from _section("Sådan er tabellerne læst", _guesses(audit))
    yield from _section("Hvad mærkerne må betyde", _meanings(audit))
    yield from _section("Hvad der kan regnes ud", _cells(audit))
    yield from _section("Tal, der modsiger hinanden", _contradictions(audit))
    yield from _section("Hvad der står direkte", _findings(audit))


def _summary(audit: PrintedAudit) -> str:
    hidden = len({cell.place for cell in audit.cells})
    unproved = f" {audit.unproved} intervaller er ikke gjort færdige og kan være for brede." if audit.unproved else ""
    return (
        f"{hidden} skjulte tal: {audit.exact} kan regnes ud nøjagtigt under mindst én læsning, {audit.narrow} kan "
        f"indsnævres til mindre, end mærket siger.{unproved}"
    )


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"## {title}"
        yield ""
        yield from found


def _guesses(audit: PrintedAudit) -> Iterator[str]:
    """The guesses, those that are the same for several tables once."""
    tables: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for guess in audit.guesses:
        tables[guess.what, guess.value, guess.why, guess.option].append(guess.table)
    for (what, value, why, option), sources in tables.items():
        yield f"- {what}: {value} ({', '.join(sources)}; {why}; rettes med `{option}`)"


def _meanings(audit: PrintedAudit) -> Iterator[str]:
    for one in audit.meanings:
        yield f"- {one.table}, «{one.column}»: {one.sentence}"
    told = {one.table for one in audit.meanings}
    if told and (without := [table.source for table in audit.tables if table.source not in told]):
        yield f"- I {', '.join(without)} er der ingen mærker i en sum med et vist total."


def _cells(audit: PrintedAudit) -> Iterator[str]:
    """Every cell of which something can be told; readings that leave the same are told together."""
    by_place: dict[tuple[str, str, str], list[AuditedPlace]] = defaultdict(list)
    for cell in sorted(audit.cells, key=lambda cell: (cell.place.table, cell.place.column, cell.place.row)):
        by_place[cell.table, cell.column, cell.row].append(cell)
    for (table, column, row), cells in by_place.items():
        if any(cell.narrow or not cell.interval.proved for cell in cells):
            yield f"- {table}, «{column}», «{row}» ({cells[0].assumptions[0]})"
            yield from _readings(cells)
    free = sum(not any(cell.narrow for cell in cells) for cells in by_place.values())
    if free:
        yield f"- Om {free} andre skjulte tal kan der ikke siges mere, end mærkerne selv siger."


def _readings(cells: Sequence[AuditedPlace]) -> Iterator[str]:
    left: dict[str, list[AuditedPlace]] = defaultdict(list)
    for cell in cells:
        left[in_numbers(cell.interval)].append(cell)
    for numbers, same in left.items():
        first = same[0]
        proved = "" if first.interval.proved else " (ikke gjort færdigt; kan være for bredt)"
        yield f"    - **{numbers}**{proved}, hvis {first.reading}"
        yield from (f"        - det samme, hvis {cell.reading}" for cell in same[1:])
        if first.derivation:
            yield f"        - {first.derivation}"
        if first.gave_away:
            yield f"        - Røbet af {'; '.join(first.gave_away)}."
        yield from _remedies(same)


def _remedies(same: Sequence[AuditedPlace]) -> Iterator[str]:
    """What would have prevented it; under other readings only where it is something else."""
    changes = dict.fromkeys(cell.prevented_by for cell in same if cell.prevented_by)
    for number, change in enumerate(changes):
        yield f"        - Kunne være undgået: {change}{' (under de andre læsninger)' if number else ''}."


def _contradictions(audit: PrintedAudit) -> Iterator[str]:
    """Every contradiction, readings that leave the same figures to disbelieve together."""
    alike: dict[object, list[Contradicted]] = defaultdict(list)
    for one in audit.contradictions:
        alike[one.columns, one.sets].append(one)
    for same in alike.values():
        places = "; ".join(f"{table}, «{column}»" for table, column in same[0].columns)
        yield f"- {places}: {same[0].sentence}"
        yield from (f"    - det samme, hvis {one.reading}" for one in same[1:])


def _findings(audit: PrintedAudit) -> Iterator[str]:
    kinds: dict[tuple[str, int | None], list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        kinds[finding.kind, finding.threshold if finding.kind == SMALL else None].append(finding)
    for (_, threshold), found in kinds.items():
        if threshold is not None:
            yield f"- {len(found)} celler er under {threshold} på det groveste niveau, hvor de er det:"
        indent = "    " if threshold is not None else ""
        yield from (f"{indent}- {finding.table}: {finding.sentence}" for finding in found[:MOST_LISTED])
        if len(found) > MOST_LISTED:
            yield f"{indent}- … og {len(found) - MOST_LISTED} til; --json viser dem alle."
