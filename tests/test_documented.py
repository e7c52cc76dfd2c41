"""Everything that is listed is documented: error codes, settings, commands, make targets."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import main
from api.problems import EXPLANATIONS
from api.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
TREES = {
    "api.errors": "ApiError",
    "api.documents.errors": "DocumentError",
    "data.errors": "DataError",
    "disclosure.errors": "DisclosureError",
    "rules.errors": "RulesError",
}


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def tree(root):
    yield root
    for branch in root.__subclasses__():
        yield from tree(branch)


def error_classes():
    for module, name in TREES.items():
        yield from tree(getattr(import_module(module), name))


def rows_of_errors():
    return {
        code: (int(status), title, english)
        for code, status, title, english in re.findall(
            r"^\| `(\w+)` \| (\d+) \| (.+?) \| (.+?) \|$", text_of("docs/errors.md"), re.MULTILINE
        )
    }


def test_every_error_class_is_explained():
    """No code is answered as an unexpected error because nobody wrote what it means."""
    assert sorted({one.code for one in error_classes()} - set(EXPLANATIONS)) == []


def test_every_error_class_has_a_code_of_its_own():
    """A program that reads the code knows which error it was."""
    codes = [one.code for one in error_classes()]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_explained_code_exists():
    """No row is left behind by an error that has gone; two codes are the framework's own."""
    framework = {"method_not_allowed", "wrong_host"}
    assert sorted(set(EXPLANATIONS) - {one.code for one in error_classes()} - framework) == []


def test_the_page_of_errors_says_what_the_program_says():
    """docs/errors.md has each code with its status, its Danish title and its English text."""
    expected = {code: (one.status, one.title, f"{one.title_en}. {one.detail_en}") for code, one in EXPLANATIONS.items()}
    assert rows_of_errors() == expected


def test_every_error_tree_is_drawn_in_its_docstring():
    """The tree at the top of each errors.py names every class below it."""
    for module, name in TREES.items():
        drawn = import_module(module).__doc__
        missing = [one.__name__ for one in tree(getattr(import_module(module), name)) if one.__name__ not in drawn]
        assert missing == [], module


def test_every_setting_is_documented_with_its_default():
    """docs/settings.md has a row with the variable, the default and the help."""
    page = text_of("docs/settings.md")
    for one in fields(Settings):
        assert f"| `{PREFIX}{one.name.upper()}` | `{one.default}` | {one.metadata['help']} |" in page


def test_every_command_is_in_the_user_guide():
    """A command that is not explained there is not offered."""
    guide = text_of("docs/user-guide.md")
    for command in main.COMMANDS:
        assert f"`{command.name}" in guide, command.name
