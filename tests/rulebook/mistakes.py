"""Mistakes that jurists and programmers really make with this law, each as a change to the running rules.

A mistake is a function that patches; its name and docstring say what is wrong. test_wrong_rules.py runs them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rules import decision, outcome, stated
from rules.betalingsbekendtgoerelsen import fee
from rules.facts import Part, Skoen
from rules.finding import JA, NEJ, UAFKLARET, Statement, any_holds
from rules.offentlighedsloven import (
    complaint,
    content,
    excluded_cases,
    gates,
    groups,
    invalid_grounds,
    letter_duties,
    meroffentlighed,
    order,
    paragraf_7,
    paragraf_9,
    paragraf_11,
    paragraf_14,
    paragraf_21,
    paragraf_30,
    paragraf_34,
    paragraf_40,
)
from rules.outcome import Outcome
from rules.stated import Stated, StatedGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from rules.rule import Rule

Mistake = "Callable[[pytest.MonkeyPatch], None]"
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


# --- judgements and variants -------------------------------------------------------------------------------


@mistake
def an_unsigned_judgement_counts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Skoen, "signed", property(lambda _: True))


@mistake
def a_judgement_needs_no_name(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Skoen, "signed", property(lambda skoen: bool(skoen.reason.strip() and skoen.date)))


@mistake
def a_judgement_needs_no_reason(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Skoen, "signed", property(lambda skoen: bool(skoen.by.strip() and skoen.date)))


@mistake
def a_judgement_needs_no_date(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Skoen, "signed", property(lambda skoen: bool(skoen.by.strip() and skoen.reason.strip())))


@mistake
def a_variant_inherits_that_nobody_is_identified(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stated, "NEVER_INHERITED", frozenset())


@mistake
def an_incomplete_judgement_falls_back_on_the_part(patch: pytest.MonkeyPatch) -> None:
    def wrong(seen: StatedGroup, name: str) -> Skoen | None:
        own = seen.group.judgements.recorded(name) if seen.group else None
        return own if own and own.signed else seen.of_part.part.judgements.recorded(name)

    patch.setattr(StatedGroup, "recorded", wrong)


@mistake
def a_variant_takes_the_parts_judgement_before_the_groups(patch: pytest.MonkeyPatch) -> None:
    original = StatedGroup.recorded

    def wrong(seen: StatedGroup, name: str) -> Skoen | None:
        if seen.is_variant and name not in stated.NEVER_INHERITED:
            return seen.group.judgements.recorded(name) or seen.of_part.part.judgements.recorded(name)  # type: ignore[union-attr]
        return original(seen, name)

    patch.setattr(StatedGroup, "recorded", wrong)


@mistake
def the_cross_table_is_refused_untried(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(content, "_no_variant_works", silent)


@mistake
def an_undecided_variant_is_overlooked(patch: pytest.MonkeyPatch) -> None:
    original = content._refused

    def wrong(*given: Any, waits: bool = False) -> Any:
        return original(*given, waits=False)

    patch.setattr(content, "_refused", wrong)


@mistake
def one_refused_group_refuses_the_letter(patch: pytest.MonkeyPatch) -> None:
    original = groups._outcome

    def wrong(endings: Any) -> Outcome:
        return Outcome.REFUSE if any(group.outcome is Outcome.REFUSE for group in endings) else original(endings)

    patch.setattr(groups, "_outcome", wrong)


@mistake
def a_coarser_table_is_a_full_grant(patch: pytest.MonkeyPatch) -> None:
    original = groups._outcome

    def wrong(endings: Any) -> Outcome:
        found = original(endings)
        return Outcome.GRANT if found is Outcome.PARTIAL and any(group.is_variant for group in endings) else found

    patch.setattr(groups, "_outcome", wrong)


@mistake
def anonymised_copies_whatever_stands_in_the_way(patch: pytest.MonkeyPatch) -> None:
    original = content._refused

    def wrong(walk: Any, refused: Any, *given: Any, **named: Any) -> Any:
        facts = refused.group.of_part.part.facts
        if facts.anonymised_copies_wanted and len(refused.provisions) > 1:
            return content._anonymised(walk, refused.group)
        return original(walk, refused, *given, **named)

    patch.setattr(content, "_refused", wrong)


# --- § 14, § 34, § 35 --------------------------------------------------------------------------------------


@mistake
def private_matters_are_balanced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_14.Refused, "only_excluded", property(lambda seen: paragraf_14.SECRECY in seen.provisions))


@mistake
def secrecy_beside_another_rule_is_balanced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_14.Refused, "only_excluded", property(lambda seen: paragraf_14.PRIVATE in seen.provisions))


@mistake
def secrecy_alone_needs_a_judgement(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_14.Refused, "by_secrecy_alone", property(lambda _: False))


@mistake
def business_matters_are_never_opened(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_14.Refused, "only_excluded", property(lambda _: True))


@mistake
def paragraf_34_reaches_special_secrecy(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_34, "REACHED", (*paragraf_34.REACHED, "§ 35"))


@mistake
def the_general_rules_are_special(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stated, "is_general_secrecy", lambda _: False)


@mistake
def skatteforvaltningsloven_is_taken_for_forvaltningsloven(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stated, "is_general_secrecy", lambda rule: "forvaltningslov" in rule)


# --- the letter, the complaint, the fee --------------------------------------------------------------------


@mistake
def every_refusal_goes_to_the_supervisory_authority(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(letter_duties, "complaint", lambda *_: complaint.Complaint(complaint.TILSYN))


@mistake
def documents_without_a_recorded_body_go_to_the_supervisory_authority(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Part, "by_paragraf_7", property(lambda part: False if part.kind == "document" else part.kind == "journal")
    )


@mistake
def a_partial_decision_needs_no_reasons(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(letter_duties, "WITH_REASONS", outcome.WITH_REASONS - {Outcome.PARTIAL})


@mistake
def a_full_grant_gets_complaint_guidance(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(letter_duties, "WITH_COMPLAINT", outcome.WITH_COMPLAINT | {Outcome.GRANT})


@mistake
def a_wish_for_a_spreadsheet_is_overlooked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(letter_duties, "_format", lambda *_: letter_duties.Duty())


@mistake
def any_format_is_possible(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(paragraf_40, "oensket_form", answering(paragraf_40.oensket_form, lambda _: Statement(JA)))


@mistake
def the_seventh_day_is_too_late(patch: pytest.MonkeyPatch) -> None:
    the_future_begins_on_the_day_of_receipt(patch)


@mistake
def an_open_part_holds_everything_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        decision,
        "overall",
        lambda results: Outcome.BLOCKED if Outcome.BLOCKED in (found := set(results)) else outcome.overall(found),
    )


@mistake
def the_undoubted_part_is_not_marked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decision, "_with_partial_answers", tuple)


@mistake
def staff_hours_are_charged(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fee, "_passed_on", lambda part: part.facts.proposed_fee_kr or 0)


@mistake
def small_amounts_are_charged(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        decision,
        "highest_fee",
        lambda given, day: sum(fee._copying(part, day) + fee._passed_on(part) for part in given),
    )


@mistake
def large_electronic_extracts_are_charged(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        decision, "highest_fee", lambda given, _: 100 if any((part.facts.pages or 0) > 100 for part in given) else 0
    )


@mistake
def paragraf_9_is_a_ground_against_an_extract(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(invalid_grounds, "_paragraf_9_fits", lambda seen: (seen.part.facts.expected_hours or 0) > 25)


@mistake
def published_is_a_ground_although_coarser(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(invalid_grounds, "_published_fits", lambda seen: seen.part.facts.already_published is True)


@mistake
def an_internal_database_is_a_ground(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(invalid_grounds, "ALWAYS", invalid_grounds.ALWAYS - {"intern_administrativ_database"})
