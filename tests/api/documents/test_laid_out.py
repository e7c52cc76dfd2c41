"""Tables of a letter as they stand on the page."""

from __future__ import annotations

from dataclasses import replace

from api.documents.laid_out import notes_once
from rules.letter import Section, TableReference
from tests.api.documents import sample


def test_a_note_stands_under_the_first_table_of_a_letter_only():
    """The sentence that belongs to two tables is read once, and no table loses a note of its own."""
    first = replace(sample.REASONS, table_id="a", notes=("Fælles.", "Egen."))
    second = replace(sample.REASONS, table_id="b", notes=("Fælles.", "Anden."))
    section = Section("Tal", (TableReference("a"), TableReference("b")))
    shown = notes_once((section,), {"a": first, "b": second})
    assert shown["a"].notes == ("Fælles.", "Egen.")
    assert shown["b"].notes == ("Anden.",)
