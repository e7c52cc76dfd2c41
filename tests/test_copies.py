"""The repository's copies of shared material are the same bytes as their source, where the source is there."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = {"cases": "data/cases"}
FILES = {
    **{
        f"bench/{table}_{kind}": f"benchmarks/tables/{table}_{kind}"
        for table in ("S", "M", "L", "LINK")
        for kind in ("cells.csv", "spec.json")
    },
    "bench/README.md": "benchmarks/tables/README.md",
    "law/schema.json": "rules/schema.json",
    "law/deadline_examples.txt": "tests/rules/deadline_examples.txt",
    "law/scenarios.json": "tests/rulebook/scenarios.json",
}


def pairs():
    """Every copied file with its source."""
    folders = [
        (source, ROOT / copy / source.relative_to(SHARED / folder))
        for folder, copy in FOLDERS.items()
        for source in sorted((SHARED / folder).rglob("*"))
        if source.is_file()
    ]
    return [*folders, *((SHARED / source, ROOT / copy) for source, copy in FILES.items())]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is not beside the repository")
def test_every_copy_is_its_source_byte_for_byte():
    """No source file lacks its copy, and no copy differs from its source."""
    wrong = [
        str(copy.relative_to(ROOT))
        for source, copy in pairs()
        if not copy.is_file() or copy.read_bytes() != source.read_bytes()
    ]
    assert wrong == []


@pytest.mark.parametrize("copy", sorted(FILES.values()))
def test_the_copies_are_in_the_repository(copy):
    """What program and tests need is here, whether or not the source is."""
    assert (ROOT / copy).is_file()
