"""What a route asks for: the clock, the store of cases, and who answers a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from sqlalchemy import Engine

from api.asked import Answerer
from data.ledger import Ledger
from data.release import Release
from data.repositories import CaseRepository
from data.session import reading, writing

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
Clock = Callable[[], datetime]
ACTOR = "tjenesten"


def danish_time() -> datetime:
    """The time now, in Denmark."""
    return datetime.now(COPENHAGEN)


@dataclass(frozen=True, slots=True)
class CaseStore:
    """The cases in the database; what is written in one block is kept together or not at all.

    A route opens its own block, so that what it answers has been kept before the answer is sent.
    """

    engine: Engine
    clock: Clock

    @contextmanager
    def reading(self) -> Iterator[CaseRepository]:
        """The cases as they are at one moment."""
        with reading(self.engine) as session:
            yield CaseRepository(session, self.clock, ACTOR)

    @contextmanager
    def writing(self) -> Iterator[CaseRepository]:
        """The cases, to be changed."""
        with self.writing_with_ledger() as (cases, _):
            yield cases

    @contextmanager
    def writing_with_ledger(self) -> Iterator[tuple[CaseRepository, Ledger]]:
        """The cases and the release ledger, to be changed together."""
        with writing(self.engine) as session:
            yield CaseRepository(session, self.clock, ACTOR), Ledger(session, self.clock, ACTOR)

    def history(self, register_id: str) -> tuple[Release, ...]:
        """What was given before about a register, and public figures."""
        with reading(self.engine) as session:
            return Ledger(session, self.clock, ACTOR).releases(register_id)


def _store(request: Request) -> CaseStore:
    found: CaseStore = request.app.state.store
    return found


def _answerer(request: Request) -> Answerer:
    found: Answerer = request.app.state.answer
    return found


def _today(store: Annotated[CaseStore, Depends(_store)]) -> date:
    return store.clock().date()


Store = Annotated[CaseStore, Depends(_store)]
Answer = Annotated[Answerer, Depends(_answerer)]
Today = Annotated[date, Depends(_today)]
