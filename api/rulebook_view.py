"""A paragraf of the rulebook as JSON: text, code and cases, with the source of each rule as it runs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from api.law_schemas import ActOut, BookCaseOut, ParagrafLink, ParagrafOut, RuleOut, SentenceOut
from rules.acts import act_of
from rules.errors import NoVersionInForceError
from rules.expectation import told
from rules.rulebook import slug
from rules.statute import MARK_SENTENCES, NOT_ENTERED

if TYPE_CHECKING:
    from datetime import date

    from rules.provision import Provision
    from rules.rule import Rule
    from rules.rulebook import BookCase, Paragraf, Sentence
    from rules.statute import Version

CHECKED = "Ordlyden er kontrolleret af {by} den {on}."


def act_out(prefix: str, paragraffer: tuple[Provision, ...], day: date) -> ActOut:
    """Return the act as it stood on the day, with what is entered of it."""
    act = act_of(prefix)
    try:
        line: str | None = act.version_line(day)
    except NoVersionInForceError:
        # The list is shown on any day; the paragraf itself says that it was not in force.
        line = None
    links = [ParagrafLink(name=slug(one), provision=one.place, href=f"/v1/rulebook/{slug(one)}") for one in paragraffer]
    return ActOut(prefix=prefix, name=act.name, version_line=line, source=act.source, paragraffer=links)


def paragraf_out(paragraf: Paragraf) -> ParagrafOut:
    """Return the paragraf as it is sent and shown."""
    return ParagrafOut(
        name=slug(paragraf.provision),
        provision=paragraf.provision.in_full,
        act=act_of(paragraf.provision.act).name,
        version_line=paragraf.version_line,
        day=paragraf.day,
        changes=list(paragraf.changes),
        sentences=[_sentence(sentence) for sentence in paragraf.sentences],
        principles=[_rule(rule) for rule in paragraf.principles],
        cases=[_case(case) for case in paragraf.cases],
    )


def _sentence(sentence: Sentence) -> SentenceOut:
    version = sentence.version
    return SentenceOut(
        provision=str(version.provision),
        place=version.provision.within,
        text=version.text,
        excerpt=version.excerpt,
        note=version.note,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        amended_by=version.amended_by,
        source=version.source,
        mark=version.mark,
        checked=version.is_checked,
        status=_status(version),
        rules=[_rule(rule) for rule in sentence.rules],
        not_encoded=sentence.not_encoded or None,
        cases=[_case(case) for case in sentence.cases],
    )


def _status(version: Version) -> str:
    if version.is_checked and version.checked.on is not None:
        return CHECKED.format(by=version.checked.by, on=version.checked.on.isoformat())
    return MARK_SENTENCES[version.mark] if version.text else f"{NOT_ENTERED} {MARK_SENTENCES[version.mark]}"


def _rule(rule: Rule[object]) -> RuleOut:
    return RuleOut(
        name=rule.name,
        provision=rule.provision,
        led=rule.led or None,
        condition=rule.condition,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        exception_to=list(rule.exception_to),
        practice=list(rule.practice),
        module=rule.answers.__module__,
        code=inspect.getsource(rule.answers),
    )


def _case(case: BookCase) -> BookCaseOut:
    return BookCaseOut(
        id=case.id,
        title=case.title,
        why=case.why,
        source=case.source,
        rows=list(case.rows),
        law_of=case.day,
        expectation=dict(case.expectation),
        expected_in_danish=list(told(case.expectation)),
    )
