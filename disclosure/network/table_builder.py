"""Whole tables, some at the same time, until they show hardly anything new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from disclosure.network.cycles import closed_terms, least_amounts
from disclosure.network.network import network_of
from disclosure.network.state import MOST_VALUE, UNIT, start_table, tie_table
from disclosure.network.tables import build_table

if TYPE_CHECKING:
    from disclosure.network.network import Network
    from disclosure.network.state import State
    from disclosure.table import IntArray, TableSystem

TEAMS = 2
"""Tables that are built at the same time."""
SEARCHED = 8
"""Factors of a plane that are searched."""
CHUNK = 2000
"""Cells after which a table may be given up."""
DEBT = 1000
"""Cost per unit by which a cell falls too low on the way."""
REPAIRS = 12
AMOUNTS_WITH_DEBTS = 14 * UNIT
LEAST_YIELD, LEAST_REPAIRED = 0.03, 0.5
"""A table that shows less than this share of what is missing is the last, without and with repairs."""
LEAST_SHOWN = 12
"""Values that a table must show to be kept: what it needs suppressed cannot be done without any more."""
SECONDS = 0.5
"""Between two words to the progress."""


class TableBuilder:
    """Builds tables in which only suppressed cells change.

    Parameters
    ----------
    net : the networks; its state says what is missing.
    idle : called while tables are being built; what it raises ends the work.
    budget : cells looked at after which no table is begun.

    Attributes
    ----------
    tables : the tables kept so far, as differences from the truth.
    shows : per table the cells and the values that it was the first to show.
    """

    def __init__(self, net: Network, system: TableSystem, idle: Callable[[], None], budget: float) -> None:
        self.state, self.idle, self.budget = net.state, idle, budget
        self.nets = [net, *(_another(net, system) for _ in range(TEAMS - 1))]
        self.tables: list[IntArray] = []
        self.shows: list[tuple[IntArray, IntArray]] = []
        self.turn = 0

    def build(self, *, repair: bool) -> None:
        """Build tables as long as each shows a fair share of what is missing."""
        least = LEAST_REPAIRED if repair else LEAST_YIELD
        while self.state.missing.any() and self.work() < self.budget:
            left = int(np.bitwise_count(self.state.missing).sum())
            if self._build_some(repair=repair) < least * left * TEAMS:
                return

    def work(self) -> int:
        """Cells that have been looked at."""
        return sum(int(net.scratch.work[0]) for net in self.nets)

    def _build_some(self, *, repair: bool) -> int:
        """One table per team at the same time; how many missing values they show."""
        missing = np.flatnonzero(self.state.missing)
        stop = Event()
        for net in self.nets[1:]:
            net.state.missing[:] = self.state.missing
        with ThreadPoolExecutor(TEAMS) as pool:
            running = [
                pool.submit(_build, net, missing, self.turn + at, repair, stop) for at, net in enumerate(self.nets)
            ]
            self._wait(running, stop)
        self.turn += TEAMS
        return sum(self._keep(net) for net in self.nets)

    def _wait(self, running: Sequence[Future[None]], stop: Event) -> None:
        """Wait until all have ended; what the progress raises stops them."""
        try:
            while wait(running, timeout=SECONDS).not_done:
                self.idle()
        finally:
            stop.set()
        for one in running:
            one.result()

    def _keep(self, net: Network) -> int:
        """Keep a table, and what it needs suppressed, if it shows enough; how many values."""
        state, counts = self.state, net.state.counts
        cells = np.flatnonzero(state.missing)
        values = np.clip(counts[cells], 0, MOST_VALUE)
        new = (state.missing[cells] >> values) & (counts[cells] < MOST_VALUE) == 1
        cells, values = cells[new], values[new]
        if cells.size < LEAST_SHOWN:
            return 0
        state.missing[cells] &= ~(np.int64(1) << values)
        self.tables.append((counts - state.truth).astype(np.int32))
        self.shows.append((cells, values))
        tie_table(net.layout, state, counts)
        return int(cells.size)


def _another(net: Network, system: TableSystem) -> Network:
    """A second network over the same pattern, with a table of its own."""
    state: State = net.state
    own = network_of(
        system,
        state._replace(
            counts=state.counts.copy(),
            missing=state.missing.copy(),
            locked=state.locked.copy(),
            steps=state.steps.copy(),
        ),
    )
    return own._replace(layout=net.layout, planes=net.planes)


def _build(net: Network, missing: IntArray, turn: int, repair: bool, stop: Event) -> None:
    debt = DEBT if repair else 0
    terms = closed_terms(net, SEARCHED, debt, turn)
    limit, repairs = (AMOUNTS_WITH_DEBTS, REPAIRS) if repair else (least_amounts(net) * 5 // 2, 0)
    start_table(net.state, at_truth=repair, locking=True)
    order = _shuffled(missing, turn)
    for at in range(0, order.size, CHUNK):
        if not stop.is_set():
            build_table(net, terms, order[at : at + CHUNK], limit, repairs)


def _shuffled(cells: IntArray, turn: int) -> IntArray:
    """The cells in an order of their own for every turn, the same on every machine."""
    with np.errstate(over="ignore"):
        mixed = (cells.astype(np.uint64) + np.uint64(turn) * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(
            0xBF58476D1CE4E5B9
        )
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return cells[np.argsort(mixed, kind="stable")]
