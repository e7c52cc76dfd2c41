"""What a reader works out: readings, facts, several tables, contradictions, derivations, remedies."""

from __future__ import annotations

import pytest

from disclosure.errors import BadPublished
from disclosure.printed import disbelief, reasons
from disclosure.printed.audit import NOTHING_FITS, PRINTED_ELSEWHERE
from disclosure.printed.contradictions import FACTS
from disclosure.printed.facts import facts_from_json
from disclosure.printed.options import ADJUSTED, CONTAINS, HALF_EVEN, HALF_UP, OWN, SUM, WITHIN_ONE
from disclosure.printed.readings import FOLDS, WITHOUT_FACTS
from tests.disclosure.printed.drawn import audit, intervals

PLAIN = "som tabellen står"
CORNERS = """
  Kommune | Kvinder | Mænd | I alt
  Samsø   |    ..   |  ..  |  12
  Odense  |    ..   |  ..  |  15
  I alt   |   11    |  16  |  27
"""


def test_four_corners_leave_a_range():
    """Samsø's women are at most 11, and at least 12 - 16 < 0; Odense's men are at least 15 - 11 = 4."""
    found = audit(CORNERS)
    assert intervals(found, "Samsø", "Kvinder") == {PLAIN: (0, 11)}
    assert intervals(found, "Odense", "Mænd") == {PLAIN: (4, 15)}
    assert found.exact == 0
    assert not found.unproved


def test_a_lone_hidden_cell_is_exact_and_its_derivation_is_one_subtraction():
    """12 less 9 is 3; the total gave it away; suppressing one more in row and column would have prevented it."""
    found = audit("Kommune|Kvinder|Mænd|I alt\nSamsø|..|9|12\nOdense|8|7|15\nI alt|11|16|27")
    (cell,) = found.cells
    assert (cell.interval.low, cell.interval.high) == (3, 3)
    assert cell.derivation == "Kolonnen «Kvinder»: «I alt» 11 − 8 (de viste tilsammen) = 3 til «Samsø»."
    assert cell.gave_away == ("«I alt» 11 (kolonnen «Kvinder»)",)
    assert cell.prevented_by.startswith("undertryk også ")
    assert cell.prevented_by.count(" og ") == 2
    assert found.found_something


def test_the_limits_of_the_mark_narrow_and_are_stated():
    """10 over two cells of 1 to 6: each is at least 4."""
    found = audit("Art|Antal\nA|..\nB|..\nC|5\nI alt|15", low=1, high=6)
    cell = found.cells[0]
    assert (cell.interval.low, cell.interval.high, cell.narrow) == (4, 6, True)
    assert cell.assumptions == ("mærket «..» er et tal fra 1 til 6",)
    assert cell.derivation.endswith("De andre er tilsammen mindst 1 og højst 6, så «A» er 4 til 6.")


def test_a_fact_is_one_more_sum():
    """In total 3 of A and C; C is printed as 1, so A is 2 and B the rest."""
    fact = {"sum": [{"row": "A", "column": "Antal"}, {"row": "C", "column": "Antal"}], "equals": 3, "source": "Høring"}
    found = audit("Art|Antal\nA|..\nB|..\nC|1\nI alt|9", facts=[fact])
    assert intervals(found, "A", "Antal") == {PLAIN: (2, 2)}
    assert intervals(found, "B", "Antal") == {PLAIN: (6, 6)}
    (told,) = [cell for cell in found.cells if cell.row == "A"]
    assert "«Høring» siger 3; de viste er 1, så der er 2 til «A»" in told.derivation
    assert told.gave_away == ("oplysningen «Høring»",)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "skal være en liste"),
        ([{"sum": []}], "Oplysning 1 skal have"),
        ([{"sum": [{"row": "A", "column": "Antal"}], "equals": "3", "source": "x"}], "«equals» skal være et helt tal"),
        ([{"sum": [{"row": "A", "column": "Antal"}], "equals": 3, "source": " "}], "«source» skal sige"),
        ([{"sum": [], "equals": 3, "source": "x"}], "mindst én celle"),
        ([{"sum": [{"row": "A"}], "equals": 3, "source": "x"}], "«row» og «column»"),
        ([{"sum": [{"row": "A", "column": 3}], "equals": 3, "source": "x"}], "skal være tekst"),
    ],
)
def test_facts_that_cannot_be_read_are_refused(facts, sentence):
    """One sentence says which fact and what is wrong."""
    with pytest.raises(BadPublished, match=sentence):
        facts_from_json(facts)


def test_a_fact_about_a_cell_that_is_nowhere_or_twice_is_refused():
    """A name may be in several tables that are not the same count; then the fact names its table."""
    one, other = "Art|Antal\nA|..\nB|2\nI alt|9", "Art|Antal\nA|..\nB|7\nI alt|9"
    cell = {"row": "A", "column": "Antal"}
    with pytest.raises(BadPublished, match="ingen tabel har"):
        audit(one, facts=[{"sum": [{"row": "Z", "column": "Antal"}], "equals": 1, "source": "x"}])
    with pytest.raises(BadPublished, match="flere tabeller"):
        audit(one, other, facts=[{"sum": [cell], "equals": 1, "source": "x"}])
    told = audit(one, other, facts=[{"sum": [{**cell, "table": "tabel 2"}], "equals": 2, "source": "x"}])
    assert {c.table: c.interval.low for c in told.cells} == {"tabel 1": 7, "tabel 2": 2}


def test_tables_with_the_same_margins_are_attacked_together():
    """Hidden in one and printed in the other; the rest follows from the sums of both."""
    first = "Art|2023\nA|..\nB|..\nC|5\nD|6\nI alt|15"
    second = "Art|2023\nA|..\nB|3\nC|5\nD|6\nI alt|15"
    found = audit(first, second)
    cells = {(cell.table, cell.row): cell for cell in found.cells}
    assert cells["tabel 1", "B"].reading == PRINTED_ELSEWHERE
    assert cells["tabel 1", "B"].derivation == "tabel 2 viser tallet: 3 ved «B», «2023»."
    assert cells["tabel 1", "A"].interval.exact
    alone = audit(first, second, link=False)
    assert intervals(alone, "B", "2023") == {PLAIN: (0, 4)}


def test_cells_hidden_in_both_tables_have_the_limits_of_both():
    """At most 4 by one mark and at least 1 by the other."""
    first = "Art|2023\nA|<5\nB|..\nC|5\nD|6\nI alt|20"
    second = "Art|2023\nA|1-9\nB|..\nC|5\nD|6\nI alt|20"
    assert intervals(audit(first, second), "A", "2023") == {PLAIN: (1, 4)}


@pytest.mark.parametrize(
    ("reading", "expected"), [(OWN, (0, 2)), (SUM, (2, 2)), (CONTAINS, (0, 2))], ids=["own", "sum", "contains"]
)
def test_a_fold_row_is_read_as_the_user_says(reading, expected):
    """Total 12, shown 10: 2 to A and the fold; the fold is A; or the fold holds A and perhaps others."""
    found = audit("Land|Antal\nA|..\nB|10\nAndre lande|..\nI alt|12", fold=reading)
    assert intervals(found, "A", "Antal") == {FOLDS[reading]: expected}


def test_both_readings_are_told_where_the_table_settles_none():
    """Each with its own result, and the sentence says so."""
    found = audit("Land|Antal\nA|..\nB|10\nAndre lande|..\nI alt|12")
    assert set(intervals(found, "A", "Antal")) == {FOLDS[OWN], FOLDS[SUM]}
    assert "Tabellen afgør ikke" in found.meanings[0].sentence


def test_two_tables_with_fold_rows_are_read_in_every_combination():
    """A fact ties them together: four combinations, of which those that fit are shown with the table's name."""
    text = "Land|{}\nA|..\nB|10\nAndre lande|..\nI alt|12"
    fact = {"sum": [{"row": "A", "column": "2022"}, {"row": "A", "column": "2023"}], "equals": 3, "source": "x"}
    found = audit(text.format(2022), text.format(2023), facts=[fact])
    readings = intervals(found, "A", "2022")
    assert len(readings) == 3
    assert readings[f"tabel 1: {FOLDS[SUM]}; tabel 2: {FOLDS[OWN]}"] == (2, 2)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(HALF_UP, (2, 2)), (HALF_EVEN, (2, 2)), (WITHIN_ONE, (2, 4)), (ADJUSTED, (2, 3))],
)
def test_a_percentage_says_its_count_by_the_rule(rule, expected):
    """A and B are 10. Rounded to the nearest A is 1 or 2; adjusted under 4; within one up to 4, for B is at least 6."""
    text = "Art|Antal|Antal i %\nA|..|1 %\nB|..|{} %\nC|190|95 %\nI alt|200|100 %"
    found = audit(text.format(4), low=2, high=8, percent=rule)
    (left,) = (left for reading, left in intervals(found, "A", "Antal").items() if reading != PLAIN)
    assert left == expected


def test_a_percentage_of_the_row_is_taken_of_the_total_column():
    """25 % of 12 is 3."""
    found = audit("Egn|Mænd|Mænd i %|I alt\nFyn|..|25 %|12\nFur|5|50 %|10\nAls|1|20 %|5")
    cells = [cell for cell in found.cells if "%" in cell.derivation]
    assert {(cell.row, cell.interval.low) for cell in cells} == {("Fyn", 3)}
    assert cells[0].prevented_by == "udelad procentkolonnen «Mænd i %»"


def test_percentages_that_fit_no_total_are_left_out():
    """Nobody knows of what they are shares."""
    found = audit("Art|Antal|Andel\nA|..|61 %\nB|3|72 %\nC|5|83 %\nI alt|10|")
    assert set(intervals(found, "A", "Antal")) == {PLAIN}


def test_counts_that_do_not_add_up_are_reported_and_nothing_is_concluded():
    """Only one figure needs to be wrong, and it may be any of three; the hidden cell keeps its mark's limits."""
    found = audit("Art|Antal\nA|..\nB|3\nC|5\nI alt|7", low=0, high=4)
    assert intervals(found, "A", "Antal") == {NOTHING_FITS: (0, 4)}
    (told,) = found.contradictions
    assert not told.percents
    assert {place.row for one in told.sets for place in one} == {1, 2, 3}
    assert "Mindst ét tal er forkert; det kan være" in told.sentence
    assert found.as_json()["contradictions"][0]["disbelieve"][0][0]["figure"] in {"3", "5", "7"}


def test_two_sums_that_share_a_wrong_figure_name_it_alone():
    """Row and column of the same cell are off by one."""
    found = audit("Egn|Mænd|Kvinder|I alt\nFyn|3|4|6\nAls|5|2|7\nI alt|7|6|13")
    (told,) = found.contradictions
    assert [tuple(place) for (place,) in told.sets] == [(0, 0, 0)]
    assert "Den mindste mængde, der ikke kan være rigtig, er 3 ved «Fyn»" in told.sentence


def test_a_hidden_total_is_worked_out_from_its_parts():
    """12 and 3 are 15."""
    (cell,) = audit("Art|Antal\nA|12\nB|3\nI alt|..").cells
    assert (cell.interval.low, cell.interval.high) == (15, 15)
    assert "er ikke vist; det er 15" in cell.derivation


def test_answers_of_which_several_may_be_given_are_at_most_the_total():
    """No sum, but no more than the cases."""
    found = audit("Svar|Antal\nA|..\nB|9\nC|9\nD|8\nI alt|10", responses="multiple")
    assert intervals(found, "A", "Antal") == {PLAIN: (0, 10)}


def test_an_answer_over_answers_is_at_most_their_sum():
    """A group of answers counts the cases with at least one of them: at least the largest, at most the sum."""
    text = "Svar|Antal\nVold|..\n  Fysisk|4\n  Psykisk|3\nAndet|9\nI alt|10"
    assert intervals(audit(text, responses="multiple"), "Vold", "Antal") == {PLAIN: (4, 7)}


def test_parts_of_a_row_are_together_at_most_the_row():
    """«heraf» 9 of 12 leaves at most 3 for the other."""
    text = "Art|Antal\nVold|12\n  heraf børn|9\n  heraf ældre|..\nAndet|4\nI alt|16"
    assert intervals(audit(text), "heraf ældre", "Antal") == {PLAIN: (0, 3)}


def test_an_interval_may_have_gaps():
    """Twice A and B are 9: B is odd."""
    cells = [{"row": row, "column": "Antal"} for row in ("A", "A", "B")]
    found = audit(
        "Art|Antal\nA|..\nB|..\nC|..\nI alt|20", low=0, high=20, facts=[{"sum": cells, "equals": 9, "source": "x"}]
    )
    (b,) = [cell for cell in found.cells if cell.row == "B"]
    assert (b.interval.low, b.interval.high) == (1, 9)
    assert b.as_json()["excluded"] == [2, 4, 6, 8]


def test_the_json_has_what_the_design_says():
    """A row per suppressed cell and reading."""
    told = audit(CORNERS).as_json()
    assert set(told) >= {"cells", "exact", "narrow", "guesses", "marks", "contradictions", "findings", "tables"}
    assert set(told["cells"][0]) >= {"row", "column", "low", "high", "exact", "reading", "assumptions", "derivation"}
    assert told["cells"][0]["proved"] is True


def test_facts_that_the_table_contradicts_are_told_and_left_out():
    """A and B are 6 together; nobody can know that A is 9."""
    fact = {"sum": [{"row": "A", "column": "Antal"}], "equals": 9, "source": "x"}
    found = audit("Art|Antal\nA|..\nB|..\nC|3\nI alt|9", facts=[fact])
    assert intervals(found, "A", "Antal") == {WITHOUT_FACTS: (0, 6)}
    assert [one.sentence for one in found.contradictions] == [FACTS]


def test_a_fold_row_that_fits_no_reading_is_said_to_fit_none():
    """Shown 14 of 12."""
    found = audit("Land|Antal\nA|..\nB|10\nAndre lande|4\nI alt|12")
    assert intervals(found, "A", "Antal") == {NOTHING_FITS: (0, None)}
    assert "Ingen læsning af samlerækken går op" in found.meanings[0].sentence


def test_one_percentage_alone_may_be_all_there_is_to_disbelieve():
    """5 of 10 is not 90 %; no other set is left when that one is believed."""
    (told,) = audit("Art|Antal|Antal i %\nA|5|90 %\nB|5|\nI alt|10|100 %").contradictions
    assert [tuple(place) for (place,) in told.sets] == [(0, 0, 1)]
    assert told.complete


def test_a_search_that_is_stopped_says_that_it_does_not_know(monkeypatch):
    """No set is named that was not proved smallest."""
    monkeypatch.setattr(disbelief, "WORK", 0)
    (told,) = audit("Egn|Mænd|Kvinder|I alt\nFyn|3|4|6\nAls|5|2|7\nI alt|7|6|13").contradictions
    assert told.sets == ()
    assert told.sentence.endswith("Det er ikke fundet, hvilke tal der er forkerte.")


def test_where_nearly_any_figure_may_be_wrong_only_some_are_named():
    """Any of sixteen figures could be one less."""
    lines = ["Art|Antal", *(f"Art {n}|9" for n in range(15)), "I alt|136"]
    (told,) = audit("\n".join(lines)).contradictions
    assert not told.complete
    assert told.sentence.endswith("… og flere.")


def test_a_derivation_that_is_too_long_is_left_out(monkeypatch):
    """The interval stands; nobody is shown a proof that cannot be checked by hand."""
    monkeypatch.setattr(reasons, "MOST_TRIED_IN_ALL", 0)
    (cell,) = audit("Art|Antal\nA|..\nB|3\nI alt|9").cells
    assert cell.interval.exact
    assert (cell.derivation, cell.gave_away, cell.prevented_by) == ("", (), "")


def test_percentages_with_decimals_are_named_as_they_are_printed():
    """0,5 % of 200 is 1."""
    found = audit("Art|Antal|Antal i %\nA|..|0,5 %\nB|..|1,5 %\nC|..|98,0 %\nI alt|200|100,0 %")
    assert "0,5 % ved «A» (kolonnen «Antal i %»)" in {figure for cell in found.cells for figure in cell.gave_away}


STAIRCASE = """
  Egn   | a  | b  | c  | d  | e  | I alt
  A     | .. | .. | 5  | 9  | 1  | 21
  B     | 1  | .. | .. | 9  | 1  | 22
  C     | 1  | 4  | .. | .. | 1  | 23
  D     | 1  | 4  | 6  | .. | .. | 24
  I alt | 5  | 16 | 21 | 35 | 13 | 90
"""


def test_a_long_chain_is_filtered_to_what_is_needed(monkeypatch):
    """B's c follows from both columns and both rows to its left: 2, then 4, 4 and 7. Too long a chain gets no sentence."""
    derived = {(cell.row, cell.column): (cell.interval.low, cell.derivation) for cell in audit(STAIRCASE).cells}
    assert derived["B", "c"][0] == 7
    assert derived["B", "c"][1].count("Rækken «") == 2
    assert derived["B", "c"][1].count("Kolonnen «") == 2
    monkeypatch.setattr(reasons, "MOST_FILTERED", 3)
    (cell,) = (cell for cell in audit(STAIRCASE).cells if (cell.row, cell.column) == ("B", "c"))
    assert (cell.interval.low, cell.derivation) == (7, "")


def test_sums_that_form_no_flow_are_solved_as_well():
    """A and B are 5, B and C 6, A and C 7: 3, 2 and 4."""
    pairs = (("A", "B", 5), ("B", "C", 6), ("A", "C", 7))
    facts = [
        {"sum": [{"row": one, "column": "Antal"}, {"row": other, "column": "Antal"}], "equals": n, "source": "x"}
        for one, other, n in pairs
    ]
    found = audit("Art|Antal\nA|..\nB|..\nC|..\nD|..\nI alt|99", facts=facts)
    assert [cell.interval.low for cell in found.cells] == [3, 2, 4, 90]


def test_percentages_are_left_out_where_it_is_not_known_which_contradict(monkeypatch):
    """The search was stopped: no reading leaves out a guess at the wrong ones; the looser rounding may still fit."""
    monkeypatch.setattr(disbelief, "WORK", 0)
    found = audit("Art|Antal|Antal i %\nA|..|25 %\nB|5|60 %\nC|3|15 %\nI alt|10|100 %")
    assert set(intervals(found, "A", "Antal")) == {PLAIN}
    assert found.contradictions[0].percents


def test_a_table_beside_another_is_read_on_its_own():
    """Where no link, sum or fact ties them, the second changes nothing in the first."""
    found = audit(CORNERS, "Art|2022\nX|90\nY|80\nI alt|170")
    assert intervals(found, "Odense", "Mænd") == {PLAIN: (4, 15)}
