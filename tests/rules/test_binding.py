"""Rules and statute texts fit together, one to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules import binding
from rules.binding import all_rules, check_bindings, is_principle, not_encoded
from rules.errors import UnboundRuleError
from rules.provision import parse
from rules.statute import all_versions


def test_every_rule_has_its_text_and_every_text_its_rule_or_reason() -> None:
    """The book as it stands has no gap."""
    check_bindings()


def test_a_rule_without_a_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that claims a version nobody has entered is found."""
    wrong = replace(all_rules()[0], valid_from=date(2030, 1, 1))
    monkeypatch.setattr(binding, "all_rules", lambda: (*all_rules(), wrong))
    with pytest.raises(UnboundRuleError, match="har ingen tekst"):
        check_bindings()


def test_a_sentence_without_rule_and_reason_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the reasons are taken away, the sentences without rules are found."""
    monkeypatch.setattr(binding, "not_encoded", lambda: ())
    with pytest.raises(UnboundRuleError, match="hverken en regel eller en grund"):
        check_bindings()


def test_a_reason_beside_a_rule_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that has a rule cannot also be called not encoded."""
    extra = binding.NotEncoded(parse("ofl § 2"), "fejl")
    monkeypatch.setattr(binding, "not_encoded", lambda: (*not_encoded(), extra))
    with pytest.raises(UnboundRuleError, match="både en regel og en grund"):
        check_bindings()


def test_both_wordings_around_july_2024_are_entered() -> None:
    """§ 9, stk. 2, nr. 2, has a wording before and from 1 July 2024, and only the later one has a rule."""
    provision = parse("ofl § 9, stk. 2, nr. 2")
    days = [version.valid_from for version in all_versions() if version.provision == provision]
    assert days == [date(2014, 1, 1), date(2024, 7, 1)]
    bound = [rule.valid_from for rule in all_rules() if parse(rule.provision) == provision]
    assert bound == [date(2024, 7, 1)]


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if not is_principle(rule)], ids=lambda rule: rule.name)
def test_a_rule_reads_as_a_danish_sentence(rule: object) -> None:
    """Each rule says in one Danish sentence what it tries, and names what it limits by a provision that exists."""
    assert rule.condition.endswith(".")  # type: ignore[attr-defined]
    assert all(parse(limited) for limited in rule.exception_to)  # type: ignore[attr-defined]
