"""Cases, decisions and documents are kept whole, in versions, with an event for every change."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.audit_log import check_log, events
from data.errors import NotAllowed, NotStored, StoreError
from data.kept import NewCase, NewDecision, NewDocument, Part, TableAsked
from data.models import CaseRow
from data.repositories import CaseRepository
from data.session import open_database, reading, writing
from tests.data.conftest import NOON

REQUEST = "Jeg vil gerne bede om aktindsigt i oversigten for 2024 — æøå ÆØÅ."
PARTS = (Part("aarsager", "henvendelsesårsager"), Part("kommuner", "hjemkommuner"))
NEW = NewCase(date(2025, 1, 29), REQUEST, "regneark", "sikkerhedskonsulenter", "received", PARTS)
LETTER = NewDocument("afgoerelse.pdf", "application/pdf", b"%PDF first")


def opened(engine, clock):
    """A case with everything in it, and its id."""
    with writing(engine) as session:
        cases = CaseRepository(session, clock, "sagsbehandler")
        case_id = cases.create(NEW).case_id
        cases.save_table_request(case_id, TableAsked("aarsag", "aarsager", '{"dimensions":[]}'))
        cases.save_decision(case_id, NewDecision(date(2025, 2, 6), '{"f":1}', '{"a":1}'))
        cases.save_document(case_id, LETTER)
        cases.set_status(case_id, "decided")
    return case_id


def seen(engine, clock, ask):
    with reading(engine) as session:
        return ask(CaseRepository(session, clock, "laeser"))


def test_what_is_created_survives_a_restart(url, clock):
    """Everything stored through one opening of the file is read through the next, word for word."""
    engine = open_database(url)
    case_id = opened(engine, clock)
    engine.dispose()
    again = open_database(url)
    case = seen(again, clock, lambda cases: cases.get(case_id))
    assert (case.request_text, case.received, case.parts) == (REQUEST, date(2025, 1, 29), PARTS)
    assert (case.status, case.created_at) == ("decided", NOON)
    assert seen(again, clock, lambda cases: cases.decision(case_id)).assessment == '{"a":1}'
    assert seen(again, clock, lambda cases: cases.document(case_id, "afgoerelse.pdf")).content == b"%PDF first"
    assert seen(again, clock, lambda cases: cases.table_requests(case_id))[0].part_id == "aarsager"
    again.dispose()


def test_cases_are_numbered_within_the_year_they_were_received(engine, clock):
    """Two of 2025 and one of 2026 become 2025-0001, 2025-0002 and 2026-0001, and the list begins with the newest."""
    with writing(engine) as session:
        cases = CaseRepository(session, clock, "a")
        for day in (date(2025, 12, 30), date(2026, 1, 2), date(2025, 12, 31)):
            cases.create(NewCase(day, "x", "", "cmm-2021", "received"))
    newest = [case.case_id for case in seen(engine, clock, lambda cases: cases.latest(10))]
    assert newest == ["2026-0001", "2025-0002", "2025-0001"]
    assert [c.case_id for c in seen(engine, clock, lambda cases: cases.latest(1, 1))] == ["2025-0002"]


def test_a_failed_change_leaves_nothing(engine, clock):
    """When the block fails after a case was made, neither the case nor its event is there."""

    def change_half():
        with writing(engine) as session:
            cases = CaseRepository(session, clock, "a")
            cases.create(NEW)
            cases.set_status("2025-9999", "decided")

    with pytest.raises(NotStored):
        change_half()
    with reading(engine) as session:
        assert events(session) == ()
        assert CaseRepository(session, clock, "a").latest(10) == ()


def test_every_change_is_told_in_order(engine, clock):
    """The six changes to a case are the six events of its log, by the actor who made them."""
    case_id = opened(engine, clock)
    told = seen(engine, clock, lambda cases: cases.events(case_id))
    assert [event.action for event in told] == [
        "case_created",
        "parts_saved",
        "table_requested",
        "decision_saved",
        "document_saved",
        "status_changed",
    ]
    assert {(event.actor, event.at) for event in told} == {("sagsbehandler", NOON)}
    assert json.loads(told[4].payload) == {
        "name": "afgoerelse.pdf",
        "version": 1,
        "sha256": sha256(b"%PDF first").hexdigest(),
    }


def test_no_event_holds_what_a_requester_wrote_or_a_file_contains(engine, clock):
    """Neither the wording, nor a document's bytes, nor the assessment stands in any event."""
    case_id = opened(engine, clock)
    told = "".join(event.payload for event in seen(engine, clock, lambda cases: cases.events(case_id)))
    for secret in ("aktindsigt", "%PDF", '{"a":1}', "hjemkommuner"):
        assert secret not in told


def test_a_change_without_an_event_is_not_kept(engine):
    """A row put in past the repository, with no event beside it, is refused when the block ends."""
    row = CaseRow(
        case_id="2025-0001",
        year=2025,
        sequence=1,
        received=date(2025, 1, 1),
        request_text="x",
        wanted_format="",
        register_id="r",
        status="received",
        created_at=NOON,
    )
    with pytest.raises(NotAllowed, match="uden en hændelse"), writing(engine) as session:
        session.add(row)
    with reading(engine) as session:
        assert session.get(CaseRow, "2025-0001") is None


def test_half_a_character_is_refused(engine, clock):
    """A text with a lone surrogate has no place in UTF-8: a sentence says so, and nothing is kept."""

    def keep():
        with writing(engine) as session:
            CaseRepository(session, clock, "a").create(NewCase(date(2025, 1, 29), "a\ud800b", "", "r", "received"))

    with pytest.raises(NotAllowed, match="halvt tegn"):
        keep()
    assert seen(engine, clock, lambda cases: cases.latest(10)) == ()


def test_a_reader_changes_nothing(engine, clock):
    """A case made in a reading block is gone when the block ends."""
    with reading(engine) as session:
        CaseRepository(session, clock, "a").create(NEW)
    assert seen(engine, clock, lambda cases: cases.latest(10)) == ()


def test_new_versions_stand_beside_old_ones(engine, clock):
    """A second decision and a second letter become version 2; the last ones are given, the first ones are kept."""
    case_id = opened(engine, clock)
    with writing(engine) as session:
        cases = CaseRepository(session, clock, "a")
        assert cases.save_decision(case_id, NewDecision(date(2025, 2, 7), "{}", '{"a":2}')).version == 2
        cases.save_document(case_id, NewDocument("afgoerelse.pdf", "application/pdf", b"%PDF second"))
    assert seen(engine, clock, lambda cases: cases.decision(case_id)).decided_on == date(2025, 2, 7)
    assert [info.version for info in seen(engine, clock, lambda cases: cases.documents(case_id))] == [2]
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT content FROM documents ORDER BY version")).scalars().all()
    assert kept == [b"%PDF first", b"%PDF second"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda cases: cases.get("2025-0009"), "Sagen «2025-0009» findes ikke."),
        (lambda cases: cases.decision("2025-0001"), "Sagen 2025-0001 har ingen afgørelse."),
        (lambda cases: cases.document("2025-0001", "x.pdf"), "Sagen 2025-0001 har ikke dokumentet «x.pdf»."),
        (lambda cases: cases.save_document("2025-0009", LETTER), "Sagen «2025-0009» findes ikke."),
        (
            lambda cases: cases.save_table_request("2025-0001", TableAsked("t", "vejr", "{}")),
            "Sagen 2025-0001 har ikke delen «vejr».",
        ),
    ],
)
def test_what_is_not_stored_is_said_in_a_sentence(engine, clock, ask, sentence):
    """A missing case, decision, document or part is named, and nothing is made up for it."""
    with writing(engine) as session:
        CaseRepository(session, clock, "a").create(NEW)
    with reading(engine) as session, pytest.raises(NotStored) as raised:
        ask(CaseRepository(session, clock, "a"))
    assert str(raised.value) == sentence


@pytest.mark.parametrize("name", ["../a.pdf", "a/b.pdf", "", ".skjult", "a b.pdf", "å.pdf"])
def test_a_document_name_is_a_plain_file_name(engine, clock, name):
    """A name with a folder, a space, a leading dot or a letter outside A-Z is refused."""
    with writing(engine) as session:
        cases = CaseRepository(session, clock, "a")
        case_id = cases.create(NEW).case_id
        with pytest.raises(NotAllowed):
            cases.save_document(case_id, NewDocument(name, "application/pdf", b""))


def test_parts_are_settled_once_and_tables_have_their_own_ids(engine, clock):
    """A second split, an id twice in one split, and a second table with the same id are refused."""
    case_id = opened(engine, clock)
    unsplit = NewCase(date(2025, 1, 29), "x", "", "r", "received")
    with writing(engine) as session:
        cases = CaseRepository(session, clock, "a")
        with pytest.raises(NotAllowed, match="allerede delt op"):
            cases.save_parts(case_id, PARTS)
        with pytest.raises(NotAllowed, match="samme id"):
            cases.save_parts(cases.create(unsplit).case_id, (PARTS[0], PARTS[0]))
        with pytest.raises(NotAllowed, match="allerede tabellen"):
            cases.save_table_request(case_id, TableAsked("aarsag", "kommuner", "{}"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET content = x'00'",
        "DELETE FROM documents",
        "INSERT OR REPLACE INTO documents SELECT * FROM documents",
        "UPDATE decisions SET assessment = '{}'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
    ],
)
def test_decisions_and_documents_are_never_rewritten(engine, clock, statement):
    """The database itself refuses to change, remove or overwrite a decision or a document."""
    opened(engine, clock)
    with pytest.raises(IntegrityError, match="rows are never changed"), engine.begin() as connection:
        connection.execute(text(statement))


def test_changed_bytes_are_not_handed_out(engine, clock):
    """A document changed around the triggers no longer fits its hash and is refused."""
    case_id = opened(engine, clock)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER documents_no_update"))
        connection.execute(text("UPDATE documents SET content = x'00'"))
    with pytest.raises(StoreError, match="ændret"):
        seen(engine, clock, lambda cases: cases.document(case_id, "afgoerelse.pdf"))


def _make_cases(url, count):
    engine = open_database(url)
    for _ in range(count):
        with writing(engine) as session:
            CaseRepository(session, lambda: NOON, "a").create(NEW)
    engine.dispose()


def test_two_writers_at_once_never_take_the_same_number(url, clock):
    """Two that open the same new file and make ten cases each end with 2025-0001 to 2025-0020, and a whole log."""
    both = [Thread(target=_make_cases, args=(url, 10)) for _ in range(2)]
    for writer in both:
        writer.start()
    for writer in both:
        writer.join(60)
    engine = open_database(url)
    numbers = [case.case_id for case in seen(engine, clock, lambda cases: cases.latest(50))]
    with reading(engine) as session:
        assert check_log(session).length == 40
    engine.dispose()
    assert sorted(numbers) == [f"2025-{number:04}" for number in range(1, 21)]
