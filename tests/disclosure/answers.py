"""Drawn answers for the tests of joint requests: three municipalities by sex, and what was said of them."""

from __future__ import annotations

from disclosure.joint import AnsweredTable, join
from disclosure.request import Dimension, Policy

COLUMNS = (
    Dimension("kommune", "identifying", "I alt", "single", ("A", "B", "C")),
    Dimension("koen", "identifying", "I alt", "single", ("K", "M")),
)
COUNTS = {("A", "K"): 19, ("A", "M"): 1, ("B", "K"): 10, ("B", "M"): 11, ("C", "K"): 7, ("C", "M"): 6}
KOMMUNER = {code: frozenset(code) for code in "ABC"}
KOEN = {code: frozenset(code) for code in "KM"}
ALL = {("A",): 20, ("B",): 21, ("C",): 13, ("I alt",): 54}


def earlier(**change):
    """The answer of 3 May: the municipalities, all shown."""
    given = {
        "name": "svaret af 3. maj 2025",
        "where": {},
        "labels": {"kommune": KOMMUNER},
        "threshold": 5,
        "cells": ALL,
    }
    return AnsweredTable(**(given | change))


def women(**change):
    """What is asked for: the same of women alone."""
    asked = {"name": "ny", "where": {"koen": frozenset("K")}, "labels": {"kommune": KOMMUNER}, "threshold": 5}
    return AnsweredTable(**(asked | change))


def records(joint):
    """The records that the joint request counts, by column."""
    rows = [pair for pair, count in COUNTS.items() for _ in range(count)]
    kept = [
        row for row in rows if all(row[place] in joint.where.get(c.name, row[place]) for place, c in enumerate(COLUMNS))
    ]
    return {name: [row[("kommune", "koen").index(name)] for row in kept] for name in joint.columns}


def joined(new, *before, policy=None):
    """The joint request of a new table and those before, with its counts."""
    joint = join(COLUMNS, [new], before, policy or Policy())
    return joint, joint.tabulate(records(joint))
