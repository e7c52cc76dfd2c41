"""Beside what was given before, every clause is asked exactly, over the cells that matter."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure import together
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from disclosure.joint import AnsweredTable, join
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.request import Dimension, Policy
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


BY = Dimension("by", "identifying", "I alt", "single", ("A", "B"))
EMNE = Dimension("emne", "sensitive", "I alt", "single", ("x", "y"))
GIVEN = AnsweredTable("svaret", {}, {"by": {"A": frozenset("A"), "B": frozenset("B")}}, 5, {("A",): 1, ("B",): 29})
SUBJECTS = {"emne": {"x": frozenset("x"), "y": frozenset("y")}}


def subjects(counts, *before):
    """Subjects alone, after the places were given as they were; `counts` by place and subject."""
    asked = AnsweredTable("den nye", {}, SUBJECTS, 5)
    joint = join((BY, EMNE), [asked], [GIVEN, *before], Policy(group_disclosure=True))
    rows = [pair for pair, count in counts.items() for _ in range(count)]
    return joint, joint.tabulate({"by": [by for by, _ in rows], "emne": [emne for _, emne in rows]})


def test_a_group_of_one_that_was_given_does_not_stop_what_tells_nothing_of_it():
    """The one of A is out; of what subject she is, the subjects of all do not tell."""
    protected = protect_together(*subjects({("A", "x"): 1, ("B", "x"): 14, ("B", "y"): 15}))
    assert check_files(files_as_bytes(certificate_files(protected))) == []
    assert protected.n_suppressed == 0


def test_what_would_tell_the_subject_of_a_group_of_one_is_refused():
    """All thirty are of subject x, and that was given too: so is the one of A."""
    everybody = AnsweredTable("svaret om emner", {}, SUBJECTS, 5, {("x",): 30, ("y",): 0, ("I alt",): 30})
    with pytest.raises(NothingSafe) as refused:
        protect_together(*subjects({("A", "x"): 1, ("B", "x"): 29}, everybody))
    assert any(reason.startswith("A: ") and "»x«" in reason for reason in refused.value.reasons)
