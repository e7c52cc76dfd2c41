"""The release ledger: every table of a register that was given or is public, in order; nothing is changed or removed.

A release and its entry in the event log are written in one transaction; the entry holds the hash of the release's
text, so the log's chain covers the ledger as well. `exported` writes both to a file that ledger_file.py checks alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from sqlmodel import Session, col, func, select

from data import audit_log
from data.audit_log import Act
from data.errors import LogBroken
from data.ledger_file import ADDED, FORMAT, check_ledger
from data.models import ReleaseRow
from data.release import Release, release_from
from data.repositories import Clock


class Ledger:
    """The releases of one session.

    Parameters
    ----------
    session : from `reading` or `writing`.
    clock : gives an aware datetime.
    actor : the role or account that releases are written under.
    """

    def __init__(self, session: Session, clock: Clock, actor: str) -> None:
        self._session = session
        self._clock = clock
        self._actor = actor

    def add(self, release: Release, case_id: str | None = None) -> int:
        """Remember a table; returns its number, counted from 1 over all registers."""
        text = release.text()
        number = 1 + (self._session.exec(select(func.max(ReleaseRow.number))).one() or 0)
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        self._session.add(ReleaseRow(number=number, register_id=release.register_id, text=text, sha256=sha256))
        self._session.flush()
        payload: dict[str, str | int] = {"number": number, "register": release.register_id, "sha256": sha256}
        audit_log.append(self._session, self._clock(), Act(self._actor, ADDED, case_id, payload))
        return number

    def releases(self, register_id: str) -> tuple[Release, ...]:
        """Every table of a register, the oldest first, after the whole ledger has been checked.

        Raises
        ------
        LogBroken : the ledger is not what was written; nothing may be answered on it.
        """
        problems = check_ledger(self.exported())
        if problems:
            raise LogBroken(problems[0])
        query = select(ReleaseRow).where(ReleaseRow.register_id == register_id).order_by(col(ReleaseRow.number))
        return tuple(release_from(row.text) for row in self._session.exec(query))

    def count(self, register_id: str) -> int:
        """How many tables of a register there are; it grows by one with every release."""
        query = select(func.count()).select_from(ReleaseRow).where(ReleaseRow.register_id == register_id)
        return self._session.exec(query).one()

    def exported(self) -> str:
        """The whole ledger with the log it rests on, as text that can be checked alone."""
        rows = self._session.exec(select(ReleaseRow).order_by(col(ReleaseRow.number)))
        events = [asdict(event) | {"at": audit_log.covered(event)[0]} for event in audit_log.events(self._session)]
        whole = {"format": FORMAT, "events": events, "releases": [row.text for row in rows]}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
