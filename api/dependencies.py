"""What a route asks for: the settings, today's date, the registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
Clock = Callable[[], datetime]


def danish_time() -> datetime:
    """The time now, in Denmark."""
    return datetime.now(COPENHAGEN)


def clock(request: Request) -> Clock:
    """The clock the application was made with."""
    found: Clock = request.app.state.clock
    return found


def today(now: Annotated[Clock, Depends(clock)]) -> date:
    """Today's date in Denmark."""
    return now().date()


ClockDependency = Annotated[Clock, Depends(clock)]
Today = Annotated[date, Depends(today)]
