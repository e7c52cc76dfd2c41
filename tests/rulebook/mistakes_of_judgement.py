"""Mistakes about judgements, variants, § 14, the letter, the complaint and the fee; see mistakes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rules import decision, outcome, stated
from rules.betalingsbekendtgoerelsen import fee
from rules.facts import Part, Skoen
from rules.finding import JA, Statement
from rules.offentlighedsloven import (
    complaint,
    content,
    groups,
    invalid_grounds,
    letter_duties,
    paragraf_14,
    paragraf_34,
    paragraf_40,
)
from rules.outcome import Outcome
from rules.stated import StatedGroup

if TYPE_CHECKING:
    import pytest


from tests.rulebook.mistakes import answering, mistake, silent

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
