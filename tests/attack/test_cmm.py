"""The real register: nationality by form of exploitation, 80 persons, at thresholds 3 and 5."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from data.records import read_records
from data.registers import open_register
from disclosure.audit import audit
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.protected import protect
from disclosure.spec import parse_spec, request_from_spec
from disclosure.tabulate import tabulate_records

NAMES = ("nationalitet", "udnyttelse")


@pytest.fixture(scope="module", params=[3, 5])
def protected(request):
    """The crossing, for groups and participants too."""
    register = open_register("cmm-2021")
    policy = {"threshold": request.param, "group_disclosure": True, "participants": True}
    dimensions = [
        {"name": "nationalitet", "role": "identifying", "codes": list(register.column("nationalitet").codes)},
        {"name": "udnyttelse", "codes": list(register.column("udnyttelse").codes)},
    ]
    spec = request_from_spec({"dimensions": dimensions, "policy": policy})
    return protect(tabulate_records(spec, read_records(register).select(NAMES)))


def rows_of(protected):
    return list(csv.DictReader(io.StringIO(certificate_files(protected)["protected.csv"], newline="")))


def test_the_proof_is_accepted(protected):
    """The checker finds every clause shown."""
    assert check_files(files_as_bytes(certificate_files(protected))) == []


def test_published_numbers_are_those_of_the_80_persons(protected):
    """Every published inner cell is what counting the register by hand gives, and the total is 80."""
    records = read_records(open_register("cmm-2021"))
    truth = Counter(zip(*(records.columns[name] for name in NAMES), strict=True))
    shown = {tuple(row[name] for name in NAMES): row["count"] for row in rows_of(protected)}
    assert shown["I alt", "I alt"] == "80"
    inner = {cell: count for cell, count in shown.items() if "I alt" not in cell and count}
    assert inner == {cell: str(truth[cell]) for cell in inner}
    limit = protected.table.system.request.policy.threshold
    assert all(count == "0" or int(count) >= limit for count in inner.values())


def test_nobody_can_work_out_a_suppressed_count_or_exclude_a_small_one(protected):
    """The audit, which knows nothing of how it was made: no exact cell, and every value 1..n-1 open in unsafe ones."""
    files, rows = certificate_files(protected), rows_of(protected)
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    report = audit(parse_spec(files["SPEC.json"]), columns)
    assert (report.exact, report.unproved) == (0, 0)
    limit = protected.table.system.request.policy.threshold
    unsafe = {
        tuple(protected.table.system.labels(cell).values())
        for cell in zip(*protected.risk.unsafe.nonzero(), strict=True)
    }
    intervals = {cell.labels: cell.interval for cell in report.cells}
    assert unsafe
    assert all(intervals[cell].allows(value) for cell in unsafe for value in range(1, limit))
