"""Where the search finds no way round what is held, exact questions decide."""

from __future__ import annotations

import pytest

from disclosure import together
from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from disclosure.together import protect_together
from tests.disclosure.answers import earlier, joined, women


def refusing(*_):
    raise NothingSafe("Søgningen fandt intet.", ("grund",))


def test_the_usual_search_comes_first():
    """Where it finds a pattern, that is the answer."""
    _, table = joined(women(), earlier())
    assert protect_together(table).n_suppressed == 2


def test_what_the_search_does_not_find_is_asked_exactly_and_proved(monkeypatch):
    """With a search that finds nothing the table is still given, as little is suppressed, and the checker accepts it."""
    monkeypatch.setattr(together, "protect", refusing)
    _, table = joined(women(), earlier())
    protected = protect_together(table)
    assert protected.n_suppressed == 2
    assert check_files({name: text.encode() for name, text in certificate_files(protected).items()}) == []


LAID_BARE = {("A",): None, ("B",): 11, ("C",): 6, ("I alt",): 18}
"""Men: 18 less 11 less 6 is the one of A, whatever is suppressed now."""


@pytest.mark.parametrize(
    "before",
    [(), (earlier(where={"koen": frozenset("M")}, cells=LAID_BARE), earlier())],
    ids=["nothing held", "laid bare"],
)
def test_what_cannot_be_kept_is_refused_with_the_first_reason(monkeypatch, before):
    """Nothing is held, so there is nothing more to ask; or an earlier answer laid the one man of A bare."""
    monkeypatch.setattr(together, "protect", refusing)
    _, table = joined(women(), *before)
    with pytest.raises(NothingSafe, match="fandt intet"):
        protect_together(table)


def test_a_system_too_large_for_exact_questions_keeps_its_refusal(monkeypatch):
    """The limit is in cells."""
    monkeypatch.setattr(together, "protect", refusing)
    monkeypatch.setattr(together, "MOST_CELLS", 5)
    _, table = joined(women(), earlier())
    with pytest.raises(NothingSafe, match="fandt intet"):
        protect_together(table)
