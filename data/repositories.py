"""Storing and finding cases. Every change writes an entry of the event log in the same transaction.

A repository works inside one session of session.py: changes made in a `writing` block are kept together.

    with writing(engine) as session:
        cases = CaseRepository(session, clock, actor="sagsbehandler")
        case = cases.create(NewCase(...))
        cases.save_decision(case.case_id, NewDecision(...))
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import Session, col, func, select

from data import audit_log
from data.audit_log import Act, Event
from data.errors import NotAllowed, NotStored, StoreError
from data.kept import (
    Case,
    CaseSummary,
    Decision,
    Document,
    DocumentInfo,
    NewCase,
    NewDecision,
    NewDocument,
    Part,
    TableAsked,
)
from data.models import CaseRow, DecisionRow, DocumentRow, PartRow, TableRequestRow

Clock = Callable[[], datetime]
CONTENT_LEFT_OUT = defer(cast("QueryableAttribute[bytes]", DocumentRow.content))
FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")


class CaseRepository:
    """The cases of one session.

    Parameters
    ----------
    session : from `reading` or `writing`.
    clock : gives an aware datetime.
    actor : the role or account that changes are written under.
    """

    def __init__(self, session: Session, clock: Clock, actor: str) -> None:
        self._session = session
        self._clock = clock
        self._actor = actor

    def create(self, new: NewCase) -> Case:
        """Store a request as the next case of the year it was received in."""
        now = self._clock()
        year = new.received.year
        number = 1 + (self._session.exec(select(func.max(CaseRow.sequence)).where(CaseRow.year == year)).one() or 0)
        row = CaseRow(
            case_id=f"{year}-{number:04}",
            year=year,
            sequence=number,
            received=new.received,
            request_text=new.request_text,
            wanted_format=new.wanted_format,
            register_id=new.register_id,
            status=new.status,
            created_at=now,
        )
        self._session.add(row)
        self._session.flush()
        self._tell("case_created", row.case_id, {"request_sha256": _sha256(new.request_text), "status": new.status})
        if new.parts:
            self.save_parts(row.case_id, new.parts)
        return self.get(row.case_id)

    def get(self, case_id: str) -> Case:
        """The case with its parts in the order of the wording.

        Raises
        ------
        NotStored : there is no such case.
        """
        row = self._row(case_id)
        parts = self._session.exec(select(PartRow).where(PartRow.case_id == case_id).order_by(col(PartRow.position)))
        return Case(
            case_id=row.case_id,
            received=row.received,
            request_text=row.request_text,
            wanted_format=row.wanted_format,
            register_id=row.register_id,
            status=row.status,
            created_at=row.created_at,
            parts=tuple(Part(part.part_id, part.wording) for part in parts),
        )

    def latest(self, limit: int, offset: int = 0) -> tuple[CaseSummary, ...]:
        """Cases, the newest first."""
        query = select(CaseRow).order_by(col(CaseRow.year).desc(), col(CaseRow.sequence).desc())
        rows = self._session.exec(query.limit(limit).offset(offset))
        return tuple(CaseSummary(row.case_id, row.received, row.register_id, row.status) for row in rows)

    def set_status(self, case_id: str, status: str) -> None:
        """Move the case on; which moves are allowed is for the caller to know.

        Raises
        ------
        NotStored : there is no such case.
        """
        row = self._row(case_id)
        before, row.status = row.status, status
        self._session.add(row)
        self._tell("status_changed", case_id, {"from": before, "to": status})

    def save_parts(self, case_id: str, parts: Sequence[Part]) -> None:
        """Settle how the wording is split into parts; it is done once.

        Raises
        ------
        NotAllowed : the case has parts already, or one id stands twice.
        """
        if self.get(case_id).parts:
            raise NotAllowed(f"Sagen {case_id} er allerede delt op; opret en ny sag, hvis anmodningen er en anden.")
        ids = [part.part_id for part in parts]
        if len(set(ids)) < len(ids):
            raise NotAllowed("To dele af anmodningen har samme id; giv hver del sit eget.")
        for position, part in enumerate(parts):
            self._session.add(PartRow(case_id=case_id, part_id=part.part_id, position=position, wording=part.wording))
        self._session.flush()
        self._tell("parts_saved", case_id, {"parts": " ".join(ids)})

    def save_table_request(self, case_id: str, asked: TableAsked) -> None:
        """Store which table a part asks for.

        Raises
        ------
        NotStored : there is no such case or part.
        NotAllowed : the case has a table with that id.
        """
        if asked.part_id not in {part.part_id for part in self.get(case_id).parts}:
            raise NotStored(f"Sagen {case_id} har ikke delen «{asked.part_id}».")
        if asked.table_id in {table.table_id for table in self.table_requests(case_id)}:
            raise NotAllowed(f"Sagen {case_id} har allerede tabellen «{asked.table_id}»; giv den nye et andet id.")
        self._session.add(
            TableRequestRow(
                case_id=case_id,
                table_id=asked.table_id,
                part_id=asked.part_id,
                spec=asked.spec,
                created_at=self._clock(),
            )
        )
        self._session.flush()
        self._tell("table_requested", case_id, {"table": asked.table_id, "spec_sha256": _sha256(asked.spec)})

    def table_requests(self, case_id: str) -> tuple[TableAsked, ...]:
        """The tables asked for, in order of their ids."""
        query = select(TableRequestRow).where(TableRequestRow.case_id == case_id)
        rows = self._session.exec(query.order_by(col(TableRequestRow.table_id)))
        return tuple(TableAsked(row.table_id, row.part_id, row.spec) for row in rows)

    def save_decision(self, case_id: str, new: NewDecision) -> Decision:
        """Store a decision as the case's next version.

        Raises
        ------
        NotStored : there is no such case.
        """
        self._row(case_id)
        query = select(func.max(DecisionRow.version)).where(DecisionRow.case_id == case_id)
        row = DecisionRow(
            case_id=case_id,
            version=1 + (self._session.exec(query).one() or 0),
            decided_on=new.decided_on,
            facts=new.facts,
            assessment=new.assessment,
            created_at=self._clock(),
        )
        self._session.add(row)
        self._session.flush()
        hashes = {"facts_sha256": _sha256(new.facts), "assessment_sha256": _sha256(new.assessment)}
        self._tell("decision_saved", case_id, {"version": row.version, **hashes})
        return Decision(**row.model_dump())

    def decision(self, case_id: str) -> Decision:
        """The case's last decision.

        Raises
        ------
        NotStored : it has none.
        """
        query = select(DecisionRow).where(DecisionRow.case_id == case_id)
        row = self._session.exec(query.order_by(col(DecisionRow.version).desc()).limit(1)).first()
        if row is None:
            raise NotStored(f"Sagen {case_id} har ingen afgørelse.")
        return Decision(**row.model_dump())

    def save_document(self, case_id: str, new: NewDocument) -> DocumentInfo:
        """Store a finished file as the next version of its name.

        Raises
        ------
        NotStored : there is no such case.
        NotAllowed : the name is not that of a file without a folder.
        """
        self._row(case_id)
        if not FILE_NAME.fullmatch(new.name):
            raise NotAllowed("Et dokuments navn må kun have bogstaverne A-Z, tal, punktum, streg og understreg.")
        query = select(func.max(DocumentRow.version)).where(
            DocumentRow.case_id == case_id, DocumentRow.name == new.name
        )
        row = DocumentRow(
            case_id=case_id,
            name=new.name,
            version=1 + (self._session.exec(query).one() or 0),
            media_type=new.media_type,
            sha256=hashlib.sha256(new.content).hexdigest(),
            size=len(new.content),
            content=new.content,
            created_at=self._clock(),
        )
        self._session.add(row)
        self._session.flush()
        self._tell("document_saved", case_id, {"name": row.name, "version": row.version, "sha256": row.sha256})
        return _info(row)

    def documents(self, case_id: str) -> tuple[DocumentInfo, ...]:
        """The last version of each file of the case, by name, without the bytes."""
        query = select(DocumentRow).where(DocumentRow.case_id == case_id).options(CONTENT_LEFT_OUT)
        rows = self._session.exec(query.order_by(col(DocumentRow.name), col(DocumentRow.version)))
        return tuple({row.name: _info(row) for row in rows}.values())

    def document(self, case_id: str, name: str) -> Document:
        """The last version of a file, with its bytes, which are checked against their hash.

        Raises
        ------
        NotStored : the case has no file of that name.
        StoreError : the bytes are not those that were stored.
        """
        query = select(DocumentRow).where(DocumentRow.case_id == case_id, DocumentRow.name == name)
        row = self._session.exec(query.order_by(col(DocumentRow.version).desc()).limit(1)).first()
        if row is None:
            raise NotStored(f"Sagen {case_id} har ikke dokumentet «{name}».")
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            raise StoreError(f"Dokumentet «{name}» i sagen {case_id} er ændret, efter at det blev gemt.")
        return Document(_info(row), row.content)

    def events(self, case_id: str) -> tuple[Event, ...]:
        """What has happened to the case, in order."""
        return audit_log.events(self._session, case_id)

    def _row(self, case_id: str) -> CaseRow:
        row = self._session.get(CaseRow, case_id)
        if row is None:
            raise NotStored(f"Sagen «{case_id}» findes ikke.")
        return row

    def _tell(self, action: str, case_id: str, payload: dict[str, str | int]) -> None:
        audit_log.append(self._session, self._clock(), Act(self._actor, action, case_id, payload))


def _info(row: DocumentRow) -> DocumentInfo:
    return DocumentInfo(row.case_id, row.name, row.version, row.media_type, row.sha256, row.size, row.created_at)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
