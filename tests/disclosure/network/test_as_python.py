"""The loops are Python that is compiled: run as Python they do the same, and their lines can be counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import coverage

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent.relative_to(ROOT)
SLOW = ("large", "random_requests", "linked]", "four", "cheaper", "same_table", "wide", "trees", "as_python")
"""Tests that are run compiled only."""


def test_the_tests_of_the_networks_hold_without_compiling_too():
    """A process of its own, with the compiler switched off; its coverage is counted where this one's is."""
    measured = (
        ["-m", "coverage", "run", "--parallel-mode", "--source", "disclosure.network"]
        if coverage.Coverage.current()
        else []
    )
    quick = " and ".join(f"not {name}" for name in SLOW)
    done = subprocess.run(
        [sys.executable, *measured, "-m", "pytest", "-q", "-p", "no:xdist", str(HERE), "-k", quick],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
