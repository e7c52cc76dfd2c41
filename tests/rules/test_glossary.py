"""Every Danish term that the code keeps stands in the glossary."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import yaml

RULES = Path(__file__).parents[2] / "rules"
TERMS = [entry["term"] for entry in yaml.safe_load((RULES / "glossary.yaml").read_text(encoding="utf-8"))]
KEPT = [
    "aktindsigt",
    "meroffentlighed",
    "sammenstilling",
    "databeskrivelse",
    "hjemmel",
    "skoen",
    "begrundelse",
    "klagevejledning",
    "partshoering",
    "tavshedspligt",
    "arbejdsdag",
    "paragraf",
    "stk",
    "nr",
    "pkt",
]
DANISH_MODULES = (
    "begrundelse",
    "fristbrev",
    "klagevejledning",
    "meroffentlighed",
    "svarfrist",
    "udlevering",
    "vejledning",
)


def test_the_terms_of_the_style_guide_are_explained():
    """Each of the fifteen terms that the style guide keeps in Danish has its entry."""
    assert set(KEPT) <= set(TERMS)


def test_terms_are_ascii_sorted_and_unique():
    """The glossary is in alphabetical order, every term once, in ASCII."""
    assert sorted(set(TERMS)) == TERMS
    assert all(term.isascii() for term in TERMS)


def test_modules_with_a_danish_name_are_explained():
    """A module named by a Danish term has that term in the glossary, and the module exists."""
    for name in DANISH_MODULES:
        assert (RULES / f"{name}.py").is_file()
        assert name in TERMS


def test_every_term_is_used():
    """A term that neither the style guide nor a file of the package uses does not stand in the glossary."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in RULES.rglob("*") if path.suffix in {".py", ".yaml"})
    text = re.sub(r"- \{term:.*", "", text).lower().replace("ø", "oe")
    assert [term for term in TERMS if term not in text and term not in KEPT] == []


def test_identifiers_are_ascii():
    """No name in the package holds a letter outside ASCII."""
    for path in RULES.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        assert all(name.isascii() for name in names), path
