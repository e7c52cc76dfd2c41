"""Beside what was given before, every clause is asked exactly, over the cells that matter."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure import together
from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.together import protect_together
from tests.disclosure.answers import earlier, joined, women
from tests.disclosure.counted import from_cells


def refusing(*_):
    raise NothingSafe("Søgningen fandt intet.", ("grund",))


def test_where_nothing_was_given_before_the_usual_search_decides(monkeypatch):
    """A first answer is protected as any table."""
    monkeypatch.setattr(together, "protect", refusing)
    with pytest.raises(NothingSafe, match="fandt intet"):
        protect_together(*joined(women()))


def test_what_is_given_beside_an_earlier_answer_is_proved(monkeypatch):
    """Without the usual search: as little is suppressed, and the checker accepts it."""
    monkeypatch.setattr(together, "protect", refusing)
    protected = protect_together(*joined(women(), earlier()))
    assert protected.n_suppressed == 2
    assert check_files({name: text.encode() for name, text in certificate_files(protected).items()}) == []


LAID_BARE = {("A",): None, ("B",): 11, ("C",): 6, ("I alt",): 18}
"""Men: 18 less 11 less 6 is the one of A, whatever is suppressed now."""


def test_what_cannot_be_kept_is_refused_with_the_cell_it_is_about():
    """An earlier answer laid the one man of A bare."""
    joint, table = joined(women(), earlier(where={"koen": frozenset("M")}, cells=LAID_BARE), earlier())
    with pytest.raises(NothingSafe, match="givet før") as refused:
        protect_together(joint, table)
    assert "A, M: ved siden af det, der er givet, kan det ikke vises, at tallet kan være 2 eller 3 eller 4." in (
        refused.value.reasons
    )


def test_a_system_too_large_for_exact_questions_is_left_to_the_usual_search(monkeypatch):
    """The limit is in cells that matter."""
    monkeypatch.setattr(together, "protect", refusing)
    monkeypatch.setattr(together, "MOST_UNKNOWNS", 5)
    with pytest.raises(NothingSafe, match="fandt intet"):
        protect_together(*joined(women(), earlier()))


def test_cells_that_are_nobodys_figure_are_no_unknowns():
    """Three margins of a cube: of its twelve edges only those are asked about that the margins are sums of."""
    spec = {"dimensions": [{"name": name} for name in "abc"], "tables": [["a"], ["b"], ["c"]]}
    table = from_cells(spec, {(a, b, c): 3 for a in "12" for b in "12" for c in "12"})
    space = Oracle(candidates_of(table)).space
    assert table.counts.size == 27
    assert set(np.flatnonzero(table.system.is_inner | table.system.in_release)) < set(space.cells.tolist())
    assert space.cells.size < 27
    assert space.rows.hold(np.zeros(space.cells.size, dtype=np.int64))
