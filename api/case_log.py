"""The extract of the event log for a case file: what was kept, when and by whom, each entry chained to the last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from api.status import Status
from api.workflow import Decided
from data.audit_log import Event, check_log, events
from data.kept import NewCase, NewDecision, NewDocument, Part
from data.repositories import CaseRepository
from data.session import open_database, reading, writing

ACTOR = "demonstrationen"
KEPT_AS = "application/octet-stream"


def log_of(decided: Decided, files: Mapping[str, bytes]) -> bytes:
    """Keep a case in a database of its own and return what its log says; the same case gives the same bytes.

    A case that is decided without the service, as the demonstration's, is thereby logged as the service would: the
    request, the decision and every file by their hashes, at the moment the files bear.
    """
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'sag.sqlite'}")
        try:
            with writing(engine) as session:
                _keep(CaseRepository(session, lambda: decided.created, ACTOR), decided, files)
            with reading(engine) as session:
                head, found = check_log(session), events(session)
        finally:
            engine.dispose()
    extract = {"format": "log/1", "length": head.length, "hash": head.hash, "events": [_event(one) for one in found]}
    return (json.dumps(extract, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _keep(cases: CaseRepository, decided: Decided, files: Mapping[str, bytes]) -> None:
    request = decided.assessment.facts.request
    parts = tuple(Part(part.part.id, part.part.label or part.part.id) for part in decided.assessment.parts)
    case = cases.create(
        NewCase(
            received=request.received or decided.context.decided,
            request_text=request.text,
            wanted_format=request.format_wanted or "",
            register_id=decided.case.plan.register_id,
            status=Status.ISSUED,
            parts=parts,
        )
    )
    facts = json.dumps(decided.facts, ensure_ascii=False)
    assessment = json.dumps(decided.assessment.to_json(), ensure_ascii=False)
    cases.save_decision(case.case_id, NewDecision(decided.context.decided, facts, assessment))
    for name, content in files.items():
        cases.save_document(case.case_id, NewDocument(name, KEPT_AS, content))


def _event(event: Event) -> dict[str, object]:
    return {**asdict(event), "at": event.at.isoformat(), "payload": json.loads(event.payload)}
