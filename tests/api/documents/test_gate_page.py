"""docs/gate.md says what the gate finds, and every kind of finding has a file that shows it."""

from __future__ import annotations

import pytest

from api.documents.gate.catalogue import CATALOGUE
from tests.api.documents.gate_page import HEAD, LIMITS, NOT_BY_ITSELF, PAGE, shown, table


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - NOT_BY_ITSELF))
def test_every_kind_of_finding_has_a_file_that_shows_it(code):
    """What no file shows may have stopped working unseen."""
    assert shown(code) > 0


def test_the_page_is_the_program_s():
    """The list and what stands around it are as the program and its tests have them."""
    assert PAGE.read_text(encoding="utf-8").startswith(HEAD + table() + LIMITS)
