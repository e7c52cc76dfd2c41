"""How far long work has come, told on one line of a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def on_terminal(what: str) -> Callable[[int, int], None] | None:
    """What long work calls with how much is done, of how much `what`; None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        print(f"\r{done} af {of} {what}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return show
