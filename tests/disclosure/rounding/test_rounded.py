"""Controlled rounding: additive, near, and proved; attacked by an oracle that tries every table."""

from __future__ import annotations

import io
import itertools
import json
import random
import re
from datetime import UTC, datetime

import numpy as np
import openpyxl
import pytest

from api.documents.cover import Cover
from api.documents.workbook import workbook
from disclosure.certificate import Presentation
from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotProved, NotSupported
from disclosure.rounding import rounded as module
from disclosure.rounding.rounded import rounded, rounding_base
from disclosure.rounding.rounding_files import certify_rounded, checked, rounding_files, rounding_note
from disclosure.solver import Answer, Status
from tests.disclosure.counted import from_cells, from_records

GROUPED = {"name": "a", "role": "identifying", "hierarchies": [{"name": "h", "parents": {"a1": "g", "a2": "g"}}]}


def encoded(files):
    return {name: text.encode() for name, text in files.items()}


def some_table(seed, **policy):
    dice = random.Random(seed)
    spec = {"dimensions": [GROUPED, {"name": "b"}], "policy": {"threshold": 3, **policy}}
    return from_cells(spec, {(a, b): dice.choice((0, 1, 1, 2, 3, 4)) for a in ("a1", "a2", "a3") for b in ("b1", "b2")})


def possible_tables(made):
    """Every inner table that someone who knows the base and the method cannot exclude, with all its sums."""
    system, base = made.table.system, made.base
    inner = np.argwhere(system.is_inner).tolist()
    choices = [range(max(int(made.inner[tuple(i)]) - base + 1, 0), int(made.inner[tuple(i)]) + base) for i in inner]
    under = [np.zeros(system.shape, dtype=bool) for _ in inner]
    for mask, index in zip(under, inner, strict=True):
        above = [nodes.members[:, code] for nodes, code in zip(system.nodes, index, strict=True)]
        mask[np.ix_(*above)] = True
    masks = np.array([mask.reshape(-1) for mask in under])
    values = np.array(list(itertools.product(*choices)))
    sums = values @ masks
    near = (np.abs(sums - made.rounded.reshape(-1)) < base)[:, system.in_release.reshape(-1)].all(axis=1)
    return sums[near]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_who_knows_the_base_and_the_method_can_exclude_a_small_value(seed):
    """Every table of whole numbers is tried: each unsafe cell shows 1 and 2, and every rounded cell is near."""
    made = rounded(some_table(seed), 3)
    tables = possible_tables(made)
    for cell in np.flatnonzero(made.risk.unsafe.reshape(-1)).tolist():
        assert {1, 2} <= set(tables[:, cell].tolist())
    assert (np.abs(made.rounded - made.table.counts) < 3).all()
    assert (made.rounded % 3 == 0).all()
    assert check_files(encoded(rounding_files(made))) == []


@pytest.mark.parametrize("seed", range(4))
def test_participants_and_groups_are_left_in_doubt_too(seed):
    """Tried one by one: with her own cell at 1, every other unsafe cell has two values; no group is known to be one."""
    made = rounded(some_table(seed, participants=True, group_disclosure=True), 3)
    tables, system = possible_tables(made), made.table.system
    assert check_files(encoded(rounding_files(made))) == []
    counts = made.table.counts.reshape(-1)
    inner = set(np.flatnonzero(system.is_inner.reshape(-1)).tolist())
    for one in (cell for cell in inner if counts[cell] == 1):
        hers = tables[tables[:, one] == 1]
        others = [
            c
            for c in np.flatnonzero(made.risk.unsafe.reshape(-1)).tolist()
            if c != one and (counts[c] > 1 or c in inner)
        ]
        assert all(len(set(hers[:, cell].tolist())) > 1 for cell in others)
    whole = system.shape[1] - 1
    for group, part in itertools.product(range(system.shape[0] - 1), range(whole)):
        flat = [int(np.ravel_multi_index((group, at), system.shape)) for at in (whole, part)]
        assert (tables[:, flat[0]] - tables[:, flat[1]] >= 2).any()


def test_protected_zeros_are_in_doubt_and_small_counts_are_rounded_down():
    """A 1 rounded up to 3 could no longer be 0, so every count below 3 becomes 0."""
    made = rounded(some_table(2, zeros="protected"), 3)
    assert (made.rounded[made.risk.unsafe] == 0).all()
    assert check_files(encoded(rounding_files(made))) == []


RECORDS = [
    ("a1", "x|y"),
    ("a1", "x"),
    ("a2", "y"),
    ("a2", "z"),
    ("a2", "x|z"),
    ("a3", "x"),
    ("a3", "x|y"),
    ("a3", "y"),
] * 2
SEVERAL = {
    "dimensions": [
        {"name": "a", "role": "identifying"},
        {"name": "b", "responses": "multiple", "hierarchies": [{"name": "h", "parents": {"x": "g", "y": "g"}}]},
    ],
    "policy": {"threshold": 3, "participants": True, "group_disclosure": True},
}


def test_several_answers_are_rounded_so_that_records_could_have_them():
    """Each answer at most its group, each group at most the sum of its answers; and all clauses are shown."""
    made = rounded(from_records(SEVERAL, RECORDS), 3)
    labels = made.table.system.nodes[1].index
    x, y, group, total = (made.rounded[:, labels[name]] for name in ("x", "y", "g", "I alt"))
    assert ((np.maximum(x, y) <= group) & (group <= x + y) & (group <= total)).all()
    assert check_files(encoded(rounding_files(made))) == []


@pytest.mark.parametrize("seed", range(12))
def test_rounded_tables_with_several_answers_are_proved(seed):
    """Random records of three answers in two groups; the checker shows every clause."""
    dice = random.Random(seed)
    rows = [
        (dice.choice(("a1", "a2", "a3")), "|".join(dice.sample("xyz", dice.choice((1, 1, 2)))))
        for _ in range(dice.choice((6, 15, 30)))
    ]
    assert checked(rounded(from_records(SEVERAL, rows), 3))


def test_the_base_is_the_largest_limit_and_a_smaller_one_is_refused():
    """With margins of at least 10, a base of 3 would leave a margin of 9 less than nine values."""
    table = some_table(1, min_margin=10)
    assert rounding_base(table.system.request.policy) == 10
    with pytest.raises(NotSupported, match="mindre end grænsen"):
        rounded(table, 3)
    assert checked(rounded(table, 10))


def test_what_is_known_exactly_breaks_the_promise_and_is_refused():
    """A known total of 9 would tell more than the rounded one."""
    spec = {"dimensions": [{"name": "a"}], "policy": {"threshold": 3}, "known": [{"cell": {}, "count": 9}]}
    with pytest.raises(NotSupported, match="kendte"):
        rounded(from_cells(spec, {("a1",): 8, ("a2",): 1}), 3)


def test_a_table_too_large_for_the_solver_or_for_the_check_is_refused(monkeypatch):
    """Both limits are counted, not timed."""
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    with pytest.raises(NotSupported, match="for stor"):
        rounded(some_table(1), 3)
    monkeypatch.setattr(module, "MOST_PAIRS", 0)
    with pytest.raises(NotSupported, match="for mange små"):
        rounded(some_table(1, participants=True), 3)


def test_where_no_rounding_adds_up_nothing_is_made(monkeypatch):
    """The solver's refusal is ours."""
    monkeypatch.setattr(module, "WORK", 0)
    monkeypatch.setattr(module.Program, "smallest", lambda *_: module_answer())
    with pytest.raises(NothingSafe, match="summer går op"):
        rounded(some_table(1), 3)


def module_answer():
    return Answer(Status.INFEASIBLE, None, None, 0)


def test_every_row_and_every_note_say_that_it_is_rounded():
    """The base stands beside each count; the note names it, and what a 0 may be."""
    files = rounding_files(rounded(some_table(1), 3))
    lines = files["rounded.csv"].splitlines()
    assert lines[0] == "a,b,count,rounded_to"
    assert all(line.endswith(",3") for line in lines[1:])
    assert "multiplum af 3" in rounding_note(3)


def test_every_sheet_of_a_workbook_says_that_it_is_rounded():
    """A releasable table carries the note into every format; the counts are the rounded ones, totals last."""
    made = rounded(some_table(1), 3)
    (table,) = certify_rounded(made, (Presentation("t", "Titel", {"a": "Sted"}, "Antal", "sager", ("Kilde: test.",)),))
    assert (table.rounded_to, table.count_label) == (3, "Antal, afrundet til 3")
    assert {cell.count % 3 for cell in table.cells} == {0}
    assert (table.cells[-1].labels, table.cells[-1].count) == (("I alt", "I alt"), int(made.rounded[-1, -1]))
    cover = Cover("Titel", "K", "1", "i dag", "2024", "alle", "sager", "register", "Alt vises, afrundet.")
    book = openpyxl.load_workbook(io.BytesIO(workbook([table], cover, datetime(2025, 2, 6, 12, tzinfo=UTC))))
    (sheet,) = [one for one in book if one.tables]
    assert any(rounding_note(3) in str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)


def test_several_tables_are_rounded_as_one():
    """A margin that two tables share has one rounded count."""
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [["a"], ["a", "b"]], "policy": {"threshold": 3}}
    files = checked(rounded(from_cells(spec, {("a1", "b1"): 1, ("a1", "b2"): 4, ("a2", "b1"): 2}), 3))
    rows = [line.split(",") for line in files["rounded.csv"].splitlines()[1:]]
    assert {row[0] for row in rows} == {"0", "1"}
    shown = {}
    for row in rows:
        assert shown.setdefault(tuple(row[1:3]), row[3]) == row[3]


def changed(files, name, change):
    """The files with one JSON file changed and nothing hashed anew."""
    value = json.loads(files[name])
    change(value)
    return encoded({**files, name: json.dumps(value)})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: c["rounded"].pop(0), "svarer ikke|afrundet med|andet tal"),
        (lambda c: c.update(base=4), "base|multiplum|andet tal"),
        (lambda c: c["inner"].pop(0), "afrundet med|rapport|primary|andet tal"),
        (lambda c: c.update(format="certificate/1"), "rounding/1"),
        (lambda c: c["rounded"].append([10**6, 3]), "inderste"),
        (lambda c: c["rounded"].append("x"), "par"),
        (lambda c: c.update(rounded_sha256="0"), "sha256"),
    ],
)
def test_the_checker_refuses_a_certificate_that_was_changed(change, says):
    """Each lie is found, with a sentence."""
    files = rounding_files(rounded(some_table(3), 3))
    failures = check_files(changed(files, "certificate.json", change))
    assert failures
    assert re.search(says, " ".join(failures)), failures


def test_the_checker_reads_rounded_csv_cell_by_cell():
    """A changed count, a missing row, another heading, and an exact table beside the rounded one."""
    files = encoded(rounding_files(rounded(some_table(3), 3)))
    lines = files["rounded.csv"].decode().splitlines(keepends=True)

    def failures(text, **more):
        return " ".join(check_files({**files, "rounded.csv": text.encode(), **more}))

    assert "andet tal" in failures("".join([lines[0], lines[1].replace(",3\r", ",4\r"), *lines[2:]]))
    assert "mangler" in failures("".join(lines[:-1]))
    assert "kolonnerne" in failures("".join(["x\r\n", *lines[1:]]))
    assert "to udgaver" in " ".join(check_files({**files, "protected.csv": b""}))


def test_a_rounding_that_leaves_no_doubt_is_not_proved():
    """With a base below the limit, values are missing, and the checker says which."""
    table = some_table(3, min_group=0)
    made = rounded(table, 3)
    files = rounding_files(made)
    spec = json.loads(files["SPEC.json"])
    spec["policy"]["threshold"] = 5
    failures = check_files(encoded({**files, "SPEC.json": json.dumps(spec)}))
    assert any("mindre end grænsen" in failure for failure in failures)
    assert any("kan have værdien" in failure for failure in failures)


def test_files_are_handed_out_only_when_the_checker_accepts_them():
    """A rounded cell moved by the base is caught."""
    made = rounded(some_table(3), 3)
    wrong = module.RoundedTable(made.table, 3, made.inner, made.rounded + 3, made.risk)
    with pytest.raises(NotProved, match="holder ikke"):
        checked(wrong)


def test_the_checker_refuses_what_is_known_exactly_and_what_no_records_can_have():
    """A known total beside the rounded table; an answer counted more often than the records there are."""
    table = some_table(3)
    files = rounding_files(rounded(table, 3))
    spec = json.loads(files["SPEC.json"])
    spec["known"] = [{"cell": {}, "count": int(table.counts[-1, -1])}]
    assert any("kendte nøjagtige" in one for one in check_files(encoded({**files, "SPEC.json": json.dumps(spec)})))
    made = rounded(from_records(SEVERAL, RECORDS), 3)
    total = int(np.ravel_multi_index((0, made.table.system.shape[1] - 1), made.table.system.shape))
    files = changed(rounding_files(made), "certificate.json", lambda c: c["rounded"].remove([total, 3]))
    assert any("ingen poster med flere svar" in one for one in check_files(files))


def test_the_checker_refuses_a_rounded_count_that_is_no_multiple():
    """A rounded 3 made 2 is as near, and still no multiple of the base."""
    files = rounding_files(rounded(some_table(3), 3))

    def lower(certificate):
        certificate["rounded"][0][1] -= 1

    assert any("ikke et multiplum" in one for one in check_files(changed(files, "certificate.json", lower)))
