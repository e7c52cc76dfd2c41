"""Rules are bound to sentences and to the days those were law."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from rules import rule as rule_module
from rules.binding import all_rules
from rules.errors import RuleBoundTwiceError
from rules.finding import JA, Statement
from rules.rule import rule, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _own_book(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rules made here do not enter the book."""
    all_rules()
    monkeypatch.setattr(rule_module, "_BOUND", list(rule_module._BOUND))
    return iter(())


def made(provision: str, valid_from: str, valid_to: str | None = None, led: str = "") -> object:
    @rule(provision, valid_from=valid_from, valid_to=valid_to, led=led)
    def holds(_: object) -> Statement:
        """Det gælder."""
        return Statement(JA)

    return holds


def test_two_rules_for_one_sentence_at_one_time_are_an_error() -> None:
    """The same sentence cannot have two rules on the same day."""
    made("ofl § 99", "2020-01-01")
    with pytest.raises(RuleBoundTwiceError, match="§ 99"):
        made("ofl § 99", "2022-01-01")


def test_a_rule_may_take_over_from_an_older_one() -> None:
    """When the older rule ends the day the newer begins, each day has one rule."""
    made("ofl § 99", "2020-01-01", "2022-01-01")
    made("ofl § 99", "2022-01-01")
    for day, count in ((date(2019, 12, 31), 0), (date(2021, 12, 31), 1), (date(2022, 1, 1), 1)):
        assert sum(entry.provision == "ofl § 99" for entry in rules_in_force(day)) == count


def test_an_older_rule_may_be_bound_after_the_newer() -> None:
    """The order of binding does not matter, only the days."""
    made("ofl § 99", "2022-01-01")
    made("ofl § 99", "2020-01-01", "2022-01-01")
    assert sum(entry.provision == "ofl § 99" for entry in rules_in_force(date(2023, 1, 1))) == 1


def test_one_sentence_may_hold_several_conditions() -> None:
    """Conditions of one sentence are told apart by name."""
    made("ofl § 99", "2020-01-01", led="først")
    made("ofl § 99", "2020-01-01", led="så")
    assert sum(entry.provision == "ofl § 99" for entry in rules_in_force(date(2023, 1, 1))) == 2


def test_a_finding_names_its_sentence() -> None:
    """A finding carries the provision, the condition and the answer."""
    found = made("ofl § 99", "2020-01-01", led="x")(None)  # type: ignore[operator]
    assert (found.provision, found.led, found.answer) == ("ofl § 99", "x", JA)
