"""Dated values."""

from __future__ import annotations

from datetime import date

import pytest

from rules.errors import ParameterError
from rules.parameters import all_parameters, parameter


def test_the_main_rule_is_seven_arbejdsdage():
    """§ 36, stk. 2, gives 7 arbejdsdage, with unit and source."""
    found = parameter("svar_hovedregel", date(2025, 1, 29))
    assert (found.value, found.unit) == (7, "arbejdsdage")
    assert "§ 36" in found.source


@pytest.mark.parametrize(("name", "day"), [("svar_hovedregel", date(2013, 12, 31)), ("ukendt", date(2025, 1, 1))])
def test_no_value_is_an_error(name, day):
    """Before the act, or under an unknown name, there is no value to fall back on."""
    with pytest.raises(ParameterError):
        parameter(name, day)


def test_every_value_has_unit_source_and_mark():
    """A number without unit, source or mark cannot be entered."""
    assert all(value.unit and value.source and value.mark for value in all_parameters())
