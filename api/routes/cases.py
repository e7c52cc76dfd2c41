"""`/v1/requests`: a request for access is received, answered and kept; its documents are fetched."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Query, Response

from api.asked import Asked, AskedNames, AskedTable
from api.case_plan import AcceptedGroup
from api.dependencies import Answer, Store, Today
from api.errors import InputError
from api.examples import REQUESTS
from api.routes.answers import PROBLEMS
from api.schemas import Link, NamesIn, RequestIn, RequestOut, RequestSummary
from api.status import OWNERS, Status, missing_names, obstacles, status_of
from api.strict_json import StrictRoute
from data.errors import NotStored
from data.kept import NewCase, NewDecision, NewDocument, Part, TableAsked
from rules.deadlines import deadlines
from rules.facts import Skoen

if TYPE_CHECKING:
    from datetime import date

    from api.asked import Reply
    from data.ledger import Ledger
    from data.repositories import CaseRepository

router = APIRouter(prefix="/v1/requests", tags=["requests"], route_class=StrictRoute, responses=PROBLEMS)
MOST_LISTED = 100
INTERNAL = "internt.txt"
"""The jurist's own document: what stood in the way of the tables. No client is shown it, or that it is there."""


@router.post("", status_code=201, summary="Ask for access to tables, and be answered")
def receive_request(
    body: Annotated[RequestIn, Body(openapi_examples=REQUESTS)],
    answer: Answer,
    store: Store,
    today: Today,
    response: Response,
) -> RequestOut:
    """Take a request, decide every part of it, and make letter and spreadsheet where nothing is missing.

    `facts` is the request with its parts, the stated facts and the jurist's judgements (`facts/1`); `tables` says which
    table of the register each part asks for. The answer holds the decision (`assessment/1`), the dates of § 36, and
    links to the documents. Where a fact or a judgement is missing there are no documents; `missing` names what a person
    must state or judge. The case is kept either way.
    """
    asked = _asked(body, decided=body.decided_on or today)
    shown = None
    while shown is None:
        history = store.history(asked.register_id)
        reply = answer(asked, history)
        with store.writing_with_ledger() as (cases, ledger):
            # Another table of the register may have been given meanwhile; then the reply is made anew.
            if not reply.releases or ledger.count(asked.register_id) == len(history):
                shown = _shown(cases, _keep(cases, ledger, asked, reply))
    response.headers["location"] = f"/v1/requests/{shown.id}"
    return shown


@router.get("", summary="The requests that are kept, the newest first")
def list_requests(
    store: Store,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[RequestSummary]:
    """Number, day of receipt, register and status of each case."""
    with store.reading() as cases:
        found = cases.latest(limit, offset)
    return [
        RequestSummary(
            id=one.case_id,
            register_id=one.register_id,
            status=one.status,
            received=one.received,
            href=f"/v1/requests/{one.case_id}",
        )
        for one in found
    ]


@router.get("/{request_id}", summary="One request, its decision and its documents")
def read_request(request_id: str, store: Store) -> RequestOut:
    """The case as it stands; the decision is the last one made."""
    with store.reading() as cases:
        return _shown(cases, request_id)


@router.get("/{request_id}/documents/{name}", summary="One document of the reply", response_class=Response)
def read_document(request_id: str, name: str, store: Store) -> Response:
    """The bytes that were made, unchanged; their SHA-256 is the `etag` and stands in the request's list."""
    if name == INTERNAL:
        raise NotStored(f"Sagen {request_id} har ikke dokumentet «{name}».")
    with store.reading() as cases:
        document = cases.document(request_id, name)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(document.info.name)}",
        "etag": f'"{document.info.sha256}"',
    }
    return Response(document.content, media_type=document.info.media_type, headers=headers)


def _asked(body: RequestIn, decided: date) -> Asked:
    tables = tuple(
        AskedTable(
            part_id=table.part,
            group_id=table.group,
            dimensions=tuple(table.dimensions),
            levels=_pairs(table.levels),
            title=table.title,
            only=_pairs(table.only),
            groups=tuple((name, _pairs(groups)) for name, groups in table.groups.items()),
            rounded_to=table.rounded_to,
        )
        for table in body.tables
    )
    return Asked(
        register_id=body.register_id,
        facts=body.facts,
        where=_pairs(body.where),
        tables=tables,
        decided=decided,
        explanations=_pairs(body.explanations),
        case_number=body.case_number,
        addressee=tuple(body.addressee),
        names=_names(body.names),
        accepted_groups=tuple(
            AcceptedGroup(one.group, Skoen(True, one.reason, one.by, one.date.isoformat()))
            for one in body.accepted_groups
        ),
    )


def _names(names: NamesIn | None) -> AskedNames | None:
    return AskedNames(names.part, names.column, names.level, names.label, names.title) if names else None


def _pairs(named: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in named.items())


def _keep(cases: CaseRepository, ledger: Ledger, asked: Asked, reply: Reply) -> str:
    """Store the case with its reply and what it gives; the caller's transaction keeps all of it or nothing."""
    if reply.deadlines is None:
        raise InputError("Modtagelsesdagen mangler: »facts.request.received« skal være en dato, år-måned-dag.")
    request: Any = asked.facts["request"]
    parts: Any = asked.facts["parts"]
    case = cases.create(
        NewCase(
            received=reply.deadlines.received,
            request_text=request["text"],
            wanted_format=request.get("format_wanted") or "",
            register_id=asked.register_id,
            status=status_of(reply),
            parts=tuple(Part(part["id"], part.get("label") or part["id"]) for part in parts),
        )
    )
    for number, table in enumerate(asked.tables, start=1):
        cases.save_table_request(case.case_id, TableAsked(f"tabel_{number}", table.part_id, _table_text(asked, table)))
    facts = json.dumps(asked.facts, ensure_ascii=False)
    assessment = json.dumps(reply.assessment.to_json(), ensure_ascii=False)
    cases.save_decision(case.case_id, NewDecision(asked.decided, facts, assessment))
    for document in reply.documents:
        cases.save_document(case.case_id, NewDocument(document.name, document.media_type, document.content))
    if reply.internal:
        cases.save_document(case.case_id, NewDocument(INTERNAL, "text/plain; charset=utf-8", reply.internal.encode()))
    for release in reply.releases:
        ledger.add(replace(release, decision=f"{case.case_id}/1"), case.case_id)
    return case.case_id


def _table_text(asked: Asked, table: AskedTable) -> str:
    text = {"dimensions": table.dimensions, "levels": dict(table.levels), "where": dict(asked.where)}
    if table.only:
        text["only"] = dict(table.only)
    return json.dumps(text, ensure_ascii=False)


def _shown(cases: CaseRepository, case_id: str) -> RequestOut:
    case = cases.get(case_id)
    decision = json.loads(cases.decision(case_id).assessment)
    missing = missing_names(decision)
    return RequestOut(
        id=case.case_id,
        register_id=case.register_id,
        status=case.status,
        owner=OWNERS[Status(case.status)],
        received=case.received,
        deadline=deadlines(case.received).to_json(),
        decision=decision,
        missing=list(missing),
        obstacles=list(obstacles(missing, case.status)),
        documents=[
            Link(
                name=one.name,
                media_type=one.media_type,
                sha256=one.sha256,
                href=f"/v1/requests/{case_id}/documents/{quote(one.name)}",
            )
            for one in cases.documents(case_id)
            if one.name != INTERNAL
        ],
    )
