"""The audit finds exactly what can be worked out, and says when it is not sure."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from disclosure import intervals
from disclosure.audit import AuditReport, audit
from disclosure.errors import BadPublished, Contradiction, UnusableInput
from disclosure.published import Mark
from disclosure.spec import parse_spec
from tests.attack.brute import Attacker, published_rows
from tests.attack.search import Row
from tests.attack.world import Labels, Pattern, World, read_world
from tests.drawing import published
from tests.strategies import Case, random_case

SMALL = """
          | a    | b   | i alt
    x     |  2x  |  3x |   5
    y     |  4x  |  1x |   5
    i alt |  6   |  4  |  10
"""
HOLE = """
          | a    | b   | i alt
    x     |  2x  |  3  |   5
    y     |  4   |  1  |   5
    i alt |  6   |  4  |  10
"""


def audited(text: str, mark: Mark | None = None) -> AuditReport:
    spec, columns = published(text, {"threshold": 5})
    return audit(parse_spec(json.dumps(spec)), columns, mark)


def found(report: AuditReport) -> list[tuple[str, str, int, int | None]]:
    return [(*cell.labels, cell.interval.low, cell.interval.high) for cell in report.cells]


def test_a_square_is_open_within_its_totals():
    """x,a is 1..5: what x has of b is at most 4; x,b is 0..4, y,a is 1..5 and y,b 0..4."""
    report = audited(SMALL)
    assert found(report) == [("x", "a", 1, 5), ("x", "b", 0, 4), ("y", "a", 1, 5), ("y", "b", 0, 4)]
    assert (report.exact, report.narrow, report.unproved) == (0, 0, 0)
    assert not report.found_something


def test_a_mark_that_means_at_least_one_narrows():
    """With every suppressed cell at least 1 the column of b leaves 1..3, the column of a 2..4."""
    report = audited(SMALL, Mark(low=1))
    assert found(report) == [("x", "a", 2, 4), ("x", "b", 1, 3), ("y", "a", 2, 4), ("y", "b", 1, 3)]
    assert (report.exact, report.narrow) == (0, 4)


def test_a_mark_with_an_upper_limit_can_contradict_the_figures():
    """Two cells of at most 2 cannot make 5."""
    with pytest.raises(BadPublished, match="går ikke op"):
        audited(SMALL, Mark(high=2))


def test_a_lone_suppressed_cell_is_exact():
    """5 - 3 = 2; it counts as exact and as narrow."""
    report = audited(HOLE)
    assert found(report) == [("x", "a", 2, 2)]
    assert (report.exact, report.narrow) == (1, 1)
    assert report.found_something


def test_the_json_is_that_of_the_design():
    """Cells by dimension name with low and high, then the two numbers."""
    content = audited(HOLE).to_json()
    cell = content["cells"][0]
    assert {key: cell[key] for key in ("row", "column", "low", "high")} == {
        "row": "x",
        "column": "a",
        "low": 2,
        "high": 2,
    }
    assert (content["exact"], content["narrow"]) == (1, 1)
    assert "proved" not in cell


def test_a_total_that_is_wrong_is_named():
    """5 + 5 is not 11: the sum over the rows in the column of totals."""
    with pytest.raises(BadPublished, match=r"går ikke op.*11.*10"):
        audited(SMALL.replace("|  10", "|  11"))


def test_a_published_cell_of_another_table_counts():
    """The margin of row x is suppressed in table 0 but published in table 1: it is exact."""
    spec = {
        "dimensions": [{"name": n, "codes": [f"{n}1", f"{n}2"]} for n in "abc"],
        "tables": [["a", "b"], ["a", "c"]],
    }
    world = read_world(
        spec, cells=[{"a": a, "b": b, "c": "c1", "count": 9} for a in ("a1", "a2") for b in ("b1", "b2")]
    )
    columns = columns_of(world, dict.fromkeys([("a1", "b1", "I alt"), ("a1", "I alt", "I alt")]))
    place = [
        number
        for number, a in enumerate(columns["a"])
        if (a, columns["c"][number], columns["table"][number]) == ("a1", "I alt", "1")
    ]
    columns["count"][place[0]], columns["status"][place[0]] = "18", "published"
    report = audit(parse_spec(json.dumps(spec)), columns)
    by_cell = {cell.labels: cell.interval for cell in report.cells}
    assert by_cell[("a1", "I alt", "I alt")].exact
    assert by_cell[("a1", "b1", "I alt")].exact
    assert (report.exact, len(report.cells)) == (2, 2)
    assert report.to_json()["cells"][0]["table"] == 0


def test_tables_in_a_ring_need_their_common_cells():
    """No joint table has these three margins, though each pair agrees: a b, b c equal and a c unequal codes."""
    spec = {
        "dimensions": [{"name": n, "codes": ["1", "2"]} for n in "abc"],
        "tables": [["a", "b"], ["b", "c"], ["a", "c"]],
    }
    shown = {}
    for pair, same in (("ab", True), ("bc", True), ("ac", False)):
        for one in ("1", "2"):
            for other in ("1", "2"):
                labels = {"a": "I alt", "b": "I alt", "c": "I alt", pair[0]: one, pair[1]: other}
                shown[tuple(labels[n] for n in "abc")] = 9 if (one == other) == same else 0
    world = read_world(spec, cells=[])
    columns = columns_of(world, {}, shown)
    for number, text in enumerate(columns["count"]):
        if sum(columns[n][number] == "I alt" for n in "abc") >= 2:
            columns["count"][number] = "18" if sum(columns[n][number] == "I alt" for n in "abc") == 3 else "9"
        assert text
    with pytest.raises(BadPublished):
        audit(parse_spec(json.dumps(spec)), columns)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda columns: columns.pop("status"), "«status» mangler"),
        (lambda columns: columns.update(extra=["" for _ in columns["row"]]), "«extra»"),
        (lambda columns: columns["count"].__setitem__(2, "4.5"), "«4.5»"),
        (lambda columns: columns["count"].__setitem__(2, ""), "published"),
        (lambda columns: columns["status"].__setitem__(2, "hidden"), "«hidden»"),
        (lambda columns: columns["row"].__setitem__(2, "z"), "«z»"),
        (lambda columns: columns["row"].__setitem__(3, "x"), "to gange"),
        (lambda columns: [values.pop() for values in columns.values()], "mangler i tabel 0"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(change, message):
    """Every flaw of the file is one Danish sentence with the place in it."""
    spec, columns = published(SMALL)
    change(columns)
    with pytest.raises(UnusableInput, match=message) as raised:
        audit(parse_spec(json.dumps(spec)), columns)
    assert raised.type is not Contradiction


def columns_of(
    world: World, hidden: Mapping[Labels, Any], shown: Mapping[Labels, int] | None = None
) -> dict[str, list[str]]:
    """The columns of the published file that suppresses `hidden`."""
    rows: list[tuple[str, ...]] = []
    for number, table in enumerate(world.tables):
        for cell in world.cells(table):
            count = (shown or {}).get(cell, world.count_of(world.unknowns(cell)))
            mark = ("", "suppressed") if cell in hidden else (str(count), "published")
            rows.append((*cell, *mark, str(number)))
    names = (*(axis.name for axis in world.axes), world.count, "status", "table")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def hidden_cells(case: Case, world: World) -> list[Labels]:
    """A pattern that protects badly: the small counts, some zeros and some others."""
    chance = random.Random(case.seed)
    share = chance.choice([0.0, 0.2, 0.5])
    return [
        cell
        for cell, unknowns in world.released().items()
        if 1 <= world.count_of(unknowns) < world.threshold or chance.random() < share
    ]


VALUES: Sequence[int] = range(9)
MOST_CELLS = 9


@pytest.mark.parametrize("seed", range(70))
def test_the_audit_agrees_with_trying_every_table(seed):
    """For every suppressed cell and every value 0..8: allowed by the audit exactly when some table has it."""
    case = random_case(seed)
    world = read_world(case.spec, case.cells, case.records)
    hidden = hidden_cells(case, world)
    mark = Mark(1 if seed % 3 == 0 and all(world.count_of(world.unknowns(c)) for c in hidden) else 0)
    report = audit(parse_spec(json.dumps(case.spec)), columns_of(world, dict.fromkeys(hidden)), mark)
    pattern = Pattern({c: None if c in hidden else world.count_of(u) for c, u in world.released().items()})
    rows = published_rows(world, pattern) + [Row(world.unknowns(cell), mark.low, None) for cell in hidden]
    attacker = Attacker(rows, dict(world.truth))
    found_intervals = {cell.labels: cell.interval for cell in report.cells}
    known = dict(world.known)
    assert set(found_intervals) == set(hidden)
    for cell, interval in list(found_intervals.items())[:MOST_CELLS]:
        assert interval.proved
        unknowns = world.unknowns(cell)
        values = [value for value in VALUES if interval.allows(value)]
        assert values == attacker.possible(unknowns, VALUES), cell
        assert (interval.high is None) == attacker.can_be(unknowns, 10**6)
        if interval.high is not None and cell not in known:
            assert attacker.can_be(unknowns, interval.high)
            assert not attacker.allows(Row(unknowns, interval.high + 1, None), lambda n, top=interval.high: n > top)


TWO_SUMS = """
          | a    | b   | i alt
    x     |  2x  |  3x |   5
    y     |  4x  |  1  |   5x
    i alt |  6   |  4  |  10
"""


def test_an_exact_cell_is_derived_from_the_fewest_sums():
    """HOLE: 6 - 4 = 2 in one sum. TWO_SUMS: b has 4 - 1 = 3, so x,a is 5 - 3 = 2 by two sums."""
    assert audited(HOLE).cells[0].derivation == "Summen over «row» (row «i alt», column «a»): 6 − 4 = 2 til «x»."
    by_cell = {cell.labels: cell.derivation for cell in audited(TWO_SUMS).cells}
    assert "4 − 1 = 3 til «x»" in by_cell[("x", "b")]
    assert by_cell[("x", "a")].startswith("1) ")
    assert "= 2." in by_cell[("x", "a")]
    assert "3)" not in by_cell[("x", "a")]


def test_zeros_follow_from_a_sum_that_is_used_up():
    """Row x: 3 - 3 = 0 for two suppressed cells: no subtraction isolates one, but both must be 0."""
    report = audited(
        """
              | a   | b   | c  | i alt
        x     |  0x |  0x |  3 |   3
        y     |  4x |  1x |  2 |   7
        i alt |  4x |  1x |  5 |  10
        """
    )
    by_cell = {cell.labels: cell for cell in report.cells}
    assert by_cell[("x", "a")].interval.exact
    assert "3 − 3 = 0" in by_cell[("x", "a")].derivation


@pytest.mark.parametrize("seed", range(6))
def test_the_way_through_large_components_gives_the_same_intervals(seed, monkeypatch):
    """Treating every component as large changes the order of the work, not the ends of the intervals."""
    case = random_case(seed, "three")
    world = read_world(case.spec, case.cells, case.records)
    columns = columns_of(world, dict.fromkeys(hidden_cells(case, world)))
    usual = audit(parse_spec(json.dumps(case.spec)), columns)
    monkeypatch.setattr(intervals, "SMALL_COMPONENT", 1)
    other = audit(parse_spec(json.dumps(case.spec)), columns)
    ends = [[(c.interval.low, c.interval.high, c.interval.proved) for c in report.cells] for report in (usual, other)]
    assert ends[0] == ends[1]
    assert (usual.exact, usual.narrow) == (other.exact, other.narrow)
