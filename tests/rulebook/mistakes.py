"""Mistakes that jurists and programmers really make with this law, each as a change to the running rules.

A mistake is a function that patches; its name and docstring say what is wrong. test_wrong_rules.py runs them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rules.finding import JA, NEJ, UAFKLARET, Statement, any_holds
from rules.offentlighedsloven import (
    content,
    excluded_cases,
    gates,
    meroffentlighed,
    order,
    paragraf_7,
    paragraf_9,
    paragraf_11,
    paragraf_21,
    paragraf_30,
)
from rules.outcome import Outcome
from rules.stated import Stated, StatedGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from rules.rule import Rule

MISTAKES: list[Any] = []


def mistake(function: Any) -> Any:
    MISTAKES.append(function)
    return function


def answering(rule: Rule[Any], answers: Callable[[Any], Statement]) -> Any:
    """Return a copy of the rule that answers otherwise."""
    return replace(rule, answers=answers)


def silent(*_: Any) -> None:
    return None


def swapped(patch: pytest.MonkeyPatch, module: Any, one: str, other: str) -> None:
    first, second = getattr(module, one), getattr(module, other)
    patch.setattr(module, one, second)
    patch.setattr(module, other, first)


# --- § 9 and the route -------------------------------------------------------------------------------------


@mistake
def the_25_hours_are_used_on_an_extract(patch: pytest.MonkeyPatch) -> None:
    original = order.by_paragraf_11
    patch.setattr(
        order, "by_paragraf_11", lambda walk, seen: order.disproportionate(walk, seen) or original(walk, seen)
    )


@mistake
def harassment_under_paragraf_9_is_used_on_an_extract(patch: pytest.MonkeyPatch) -> None:
    original = order.by_paragraf_11
    patch.setattr(order, "by_paragraf_11", lambda walk, seen: order.abusive(walk, seen) or original(walk, seen))


@mistake
def exactly_25_hours_are_too_many(patch: pytest.MonkeyPatch) -> None:
    original = paragraf_9.more_than_25_hours

    def wrong(seen: Stated, day: Any) -> Statement:
        return Statement(JA) if (seen.part.facts.expected_hours or 0) >= 25 else original(seen, day)

    patch.setattr(paragraf_9, "more_than_25_hours", wrong)


@mistake
def missing_journalisation_is_no_excuse(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_9.over_25_timer, lambda seen: paragraf_9.more_than_25_hours(seen, seen.day))
    patch.setattr(paragraf_9, "over_25_timer", wrong)


@mistake
def hours_alone_refuse(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_9.uforholdsmaessigt_ressourceforbrug, lambda _: Statement(JA))
    patch.setattr(paragraf_9, "uforholdsmaessigt_ressourceforbrug", wrong)


@mistake
def the_machine_raises_harassment(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(
        paragraf_9.retsstridigt_eller_chikanoest, lambda seen: Statement(JA if seen.part.facts.dialogue_done else NEJ)
    )
    patch.setattr(paragraf_9, "retsstridigt_eller_chikanoest", wrong)


@mistake
def unclear_is_refused_without_dialogue(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_9.vil_ikke_praecisere, lambda seen: seen.burden("requester_will_not_specify"))
    patch.setattr(paragraf_9, "vil_ikke_praecisere", wrong)


@mistake
def excluded_cases_come_before_clarity(patch: pytest.MonkeyPatch) -> None:
    swapped(patch, order, "clarity", "excluded_cases")


@mistake
def a_database_may_be_a_document(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_7, "KINDS_WITHOUT_DOCUMENT", frozenset())


@mistake
def a_document_that_does_not_exist_is_compiled(patch: pytest.MonkeyPatch) -> None:
    original = order.route_is_paragraf_7

    def wrong(walk: Any, seen: Stated) -> bool:
        return original(walk, seen) and seen.part.facts.existing_document is not False

    patch.setattr(order, "route_is_paragraf_7", wrong)


# --- §§ 19-22 ----------------------------------------------------------------------------------------------


@mistake
def a_calendar_case_is_weighed_under_paragraf_14(patch: pytest.MonkeyPatch) -> None:
    original = excluded_cases.ended

    def wrong(step: int, result: Outcome, provisions: Any, says: Any, value: Any) -> Any:
        return original(step, result, provisions, says, None if provisions == ("ofl § 22",) else value)

    patch.setattr(excluded_cases, "ended", wrong)


@mistake
def a_name_with_other_items_is_refused_altogether(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_21, "name_is_all", lambda _: True)


@mistake
def pay_and_other_items_are_given_together(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(
        paragraf_21.kun_oplysninger_i_stk_3,
        lambda seen: Statement(JA if seen.part.facts.staff_items else UAFKLARET, (), ("staff_items",)),
    )
    patch.setattr(paragraf_21, "kun_oplysninger_i_stk_3", wrong)


@mistake
def staff_cases_may_not_be_opened(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(meroffentlighed, "GRANTED", "no such value")


# --- § 11 --------------------------------------------------------------------------------------------------


@mistake
def other_bodies_come_before_paragraf_10(patch: pytest.MonkeyPatch) -> None:
    swapped(patch, gates, "whole_register", "other_body")


@mistake
def abuse_of_paragraf_11_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gates, "not_abused", silent)


@mistake
def the_database_of_another_body_is_used(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gates, "own_database", silent)


@mistake
def the_future_begins_on_the_day_of_receipt(patch: pytest.MonkeyPatch) -> None:
    original = Stated.date_after

    def wrong(seen: Stated, name: str, limit: Any) -> Statement:
        return Statement(JA) if getattr(seen.part.facts, name) == limit else original(seen, name, limit)

    patch.setattr(Stated, "date_after", wrong)


@mistake
def a_period_into_the_future_is_not_split(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_11.perioden_slutter_i_fremtiden, lambda _: Statement(NEJ))
    patch.setattr(paragraf_11, "perioden_slutter_i_fremtiden", wrong)


@mistake
def research_data_may_be_compiled(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gates, "research", silent)


@mistake
def research_comes_after_published(patch: pytest.MonkeyPatch) -> None:
    swapped(patch, gates, "research", "published")


@mistake
def few_commands_come_before_published(patch: pytest.MonkeyPatch) -> None:
    swapped(patch, gates, "simple", "published")


@mistake
def a_front_page_is_reference_enough(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_11.allerede_offentliggjort, lambda seen: seen.burden("already_published"))
    patch.setattr(paragraf_11, "allerede_offentliggjort", wrong)


@mistake
def an_hour_is_too_long(patch: pytest.MonkeyPatch) -> None:
    original = paragraf_11.faa_og_enkle_kommandoer

    def wrong(seen: Stated) -> Statement:
        return Statement(NEJ) if (seen.part.facts.extraction_minutes or 0) > 60 else original.answers(seen)

    patch.setattr(paragraf_11, "faa_og_enkle_kommandoer", answering(original, wrong))


@mistake
def two_minutes_are_few_commands(patch: pytest.MonkeyPatch) -> None:
    original = paragraf_11.faa_og_enkle_kommandoer

    def wrong(seen: Stated) -> Statement:
        minutes = seen.part.facts.extraction_minutes
        return Statement(JA) if minutes is not None and minutes < 10 else original.answers(seen)

    patch.setattr(paragraf_11, "faa_og_enkle_kommandoer", answering(original, wrong))


@mistake
def screening_time_does_not_count(patch: pytest.MonkeyPatch) -> None:
    wrong = answering(paragraf_11.undersoegelse_efter_paragraf_19_35, lambda _: Statement(NEJ))
    patch.setattr(paragraf_11, "undersoegelse_efter_paragraf_19_35", wrong)


# --- § 30 and what identifies ------------------------------------------------------------------------------


def _private(patch: pytest.MonkeyPatch, wrong: Callable[[StatedGroup], Statement]) -> None:
    made = answering(paragraf_30.private_forhold, wrong)
    patch.setattr(content, "IN_DATA", (made, *content.IN_DATA[1:]))
    patch.setattr(content, "IN_DOCUMENTS", (content.IN_DOCUMENTS[0], made, *content.IN_DOCUMENTS[2:]))


@mistake
def private_or_identifiable_is_enough(patch: pytest.MonkeyPatch) -> None:
    _private(
        patch, lambda seen: any_holds(seen.skoen("private_forhold"), seen.skoen("identificerbar_i_lidt_videre_kreds"))
    )


@mistake
def a_count_below_five_is_an_exemption(patch: pytest.MonkeyPatch) -> None:
    def wrong(seen: StatedGroup) -> Statement:
        count = seen.group.facts.min_count if seen.group else None
        return Statement(JA) if count is not None and count < 5 else paragraf_30.private_forhold.answers(seen)

    _private(patch, wrong)


@mistake
def a_flag_is_an_exemption(patch: pytest.MonkeyPatch) -> None:
    def wrong(seen: StatedGroup) -> Statement:
        flags = seen.group.facts.flags if seen.group else None
        return Statement(JA) if flags else paragraf_30.private_forhold.answers(seen)

    _private(patch, wrong)


@mistake
def a_large_count_is_a_safe_harbour(patch: pytest.MonkeyPatch) -> None:
    def wrong(seen: StatedGroup) -> Statement:
        count = seen.group.facts.min_count if seen.group else None
        return Statement(NEJ) if count is not None and count > 100 else paragraf_30.private_forhold.answers(seen)

    _private(patch, wrong)


@mistake
def buildings_are_persons(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(StatedGroup, "natural_persons", property(lambda seen: seen.may_contain("personer")))
