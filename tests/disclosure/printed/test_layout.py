"""What a printed table is taken to mean: headings, labels, percentages, totals, subtotals, folds, marks."""

from __future__ import annotations

import pytest

from disclosure.errors import BadPublished
from disclosure.printed.figures import read_figure
from disclosure.printed.grid import Grid, GridCell
from disclosure.printed.layout import printed_table
from disclosure.printed.options import Meaning, Options
from disclosure.printed.table import Kind, Tie
from disclosure.printed.words import is_period, is_total, limits_said
from tests.disclosure.printed.drawn import audit, grid, table


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [
        ("7", 7, 0),
        ("1402", 1402, 0),
        ("1.402", 1402, 0),
        ("1 402", 1402, 0),
        ("1\u00a0402", 1402, 0),
        ("1\u202f402\u202f000", 1402000, 0),
        ("12,345", 12345, 0),
        ("1'402", 1402, 0),
        ("7¹", 7, 0),
        ("12*", 12, 0),
        ("12 a)", 12, 0),
        ("74 %", 74, 0),
        ("3,6 %", 36, 1),
        ("3.61%", 361, 2),
        ("0,5", 5, 1),
    ],
)
def test_numbers_are_read_as_they_are_written_in_the_north(text, number, decimals):
    """Points, spaces and apostrophes part thousands; a comma with one or two digits after it is a decimal comma."""
    figure = read_figure(text)
    assert (figure.number, figure.decimals, figure.mark) == (number, decimals, "")


def test_in_a_column_of_percentages_one_separator_is_a_decimal_sign():
    """12,345 is a count of thousands, but a percentage with three decimals."""
    assert read_figure("12,345", percents=True).decimals == 3


@pytest.mark.parametrize(
    "text", ["...", "..", ".", ":", "*", "x", "[c]", "<5", "1-4", "færre enn 7", "u.a.", "12345678901234"]
)
def test_what_is_no_number_is_a_mark(text):
    """A cell that says something else than a number is a mark, whatever it is."""
    assert read_figure(text).mark == text


def test_the_spellings_of_a_mark_are_one():
    """An ellipsis is three points, and any dash a hyphen."""
    assert read_figure("…").mark == "..."
    assert read_figure("–").mark == "-"
    assert read_figure(" \u00a0").blank


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("<5", (0, 4)),
        ("færre enn 7", (0, 6)),
        ("færre end 5", (0, 4)),
        ("fewer than 10", (0, 9)),
        ("6 eller færre", (0, 6)),
        ("Kategorier med 6 eller færre saker", (0, 6)),
        ("højst 4", (0, 4)),
        ("1-4", (1, 4)),
        ("1–4", (1, 4)),
        ("mellem 1 og 4", (1, 4)),
        ("4-1", None),
        ("Syria", None),
    ],
)
def test_words_that_say_a_limit_are_read(text, limits):
    """A mark or a note may say itself which counts it hides."""
    assert limits_said(text) == limits


@pytest.mark.parametrize("label", ["I alt", "Totalt", "TOTAL", "Sammanlagt", "Hele landet", "I alt, antal", "Total *"])
def test_totals_are_known_by_name(label):
    """In Danish, Norwegian, Swedish and English, also with a footnote sign."""
    assert is_total(label)


def test_names_that_only_begin_like_a_total_are_none():
    """Totalskadede and Allerød are no totals."""
    assert not is_total("Totalskadede biler")
    assert not is_total("Allerød")


@pytest.mark.parametrize(
    ("label", "answer"),
    [("2021", True), ("2018 (maj-dec.)", True), ("1. kv 2024", False), ("maj 2024", True), ("12", False)],
)
def test_periods_are_known(label, answer):
    """Years, months and quarters are not summed like categories."""
    assert is_period(label) == answer


CROSSED = """
  Kommune | Kvinder | Mænd | I alt
  Samsø   |    ..   |   9  |  12
  Odense  |    8    |  ..  |  15
  I alt   |   11    |  16  |  27
"""


def test_totals_both_ways_are_found():
    """The last row sums the rows, the last column the columns."""
    read = table(CROSSED)
    assert [(one.total, one.parts) for one in read.row_sums] == [(2, (0, 1))]
    assert [(one.total, one.parts) for one in read.column_sums] == [(2, (0, 1))]


def test_indented_rows_are_summed_by_the_row_above_them():
    """And the total sums the rows at the margin."""
    read = table(
        """
        Egn        | Antal
        Fyn        | 12
          Odense   | 9
          Assens   | 3
        Jylland    | 4
        I alt      | 16
        """
    )
    assert [(one.total, one.parts) for one in read.row_sums] == [(0, (1, 2)), (4, (0, 3))]


def test_an_of_which_row_is_a_part_and_does_not_add_up():
    """«heraf» is at most the row above."""
    read = table(
        """
        Art        | Antal
        Vold       | 12
          heraf børn | 9
        Andet      | 4
        I alt      | 16
        """
    )
    assert [(one.total, one.tie) for one in read.row_sums] == [(0, Tie.OF_WHICH), (3, Tie.ADDS_UP)]


def test_subtotals_without_indentation_are_found_by_the_sums():
    """12 is 9 and 3 in both years; without that the rows are more than the total."""
    read = table(
        """
        Egn     | 2021 | 2022
        Fyn     | 12   | 7
        Odense  | 9    | 5
        Assens  | 3    | 2
        Jylland | 4    | 4
        I alt   | 16   | 11
        """
    )
    assert [(one.total, one.parts) for one in read.row_sums] == [(0, (1, 2)), (4, (0, 3))]


def test_subtotals_below_their_parts_are_found_too():
    """9 and 3 come before 12."""
    read = table(
        """
        Egn     | 2021 | 2022
        Odense  | 9    | 5
        Assens  | 3    | 2
        Fyn     | 12   | 7
        Jylland | 4    | 4
        I alt   | 16   | 11
        """
    )
    assert [(one.total, one.parts) for one in read.row_sums] == [(2, (0, 1)), (4, (2, 3))]


def test_a_named_subtotal_sums_the_rows_up_to_the_next():
    """Said by option where neither indentation nor sums tell."""
    read = table(
        """
        Egn     | Antal
        Fyn     | ..
        Odense  | 9
        Assens  | ..
        Jylland | 4
        Aarhus  | 4
        I alt   | 16
        """,
        subtotal_rows=["Fyn", "Jylland"],
    )
    assert [(one.total, one.parts) for one in read.row_sums] == [(0, (1, 2)), (3, (4,)), (5, (0, 3))]


def test_section_totals_are_summed_by_the_last():
    """Two sections, each with its total, and the total of the totals."""
    read = table(
        """
        Egn      | Antal
        Odense   | 9
        Assens   | 3
        I alt    | 12
        Aarhus   | 4
        Ry       | 1
        Total    | 5
        Sum      | 17
        """
    )
    assert [(one.total, one.parts) for one in read.row_sums] == [(2, (0, 1)), (5, (3, 4)), (6, (2, 5))]


def test_a_total_at_the_top_sums_what_follows():
    """The first row is the total."""
    assert [(one.total, one.parts) for one in table("Egn|Antal\nI alt|12\nOdense|9\nAssens|3").row_sums] == [
        (0, (1, 2))
    ]


def test_parts_that_are_much_more_than_their_total_are_several_answers():
    """1,073 reasons over 257 enquiries: each is at most the total."""
    (one,) = table("Årsag|Antal\nTrusler|200\nVold|135\nI alt|257").row_sums
    assert one.tie == Tie.MULTIPLE
    (said,) = table("Årsag|Antal\nTrusler|200\nVold|135\nI alt|257", responses="single").row_sums
    assert said.tie == Tie.ADDS_UP


def test_percent_columns_go_with_the_count_column_of_the_same_heading():
    """By heading, else by standing to the right of it; a percent sign in the cells is enough."""
    read = table("Art|2021|2022|2021 i %|2022 i %\nA|1|2|50 %|50 %\nB|1|2|50 %|50 %\nI alt|2|4|100 %|100 %")
    assert [(column.kind, column.of) for column in read.columns[2:]] == [(Kind.PERCENT, 0), (Kind.PERCENT, 1)]
    signs = table("Art|Antal|Fordeling\nA|1|50 %\nB|1|50 %\nI alt|2|100 %")
    assert signs.columns[1].kind == Kind.PERCENT
    assert signs.columns[1].of == 0


def test_two_lines_of_headings_cross_and_their_totals_are_found():
    """Years above, sexes below: each year's total sums its own columns."""
    read = table(
        """
              | 2021    |      |       | 2022    |      |
              | Kvinder | Mænd | I alt | Kvinder | Mænd | I alt
        Samsø | 3       | 9    | 12    | 4       | 1    | 5
        Fur   | 1       | 1    | 2     | 1       | 1    | 2
        """
    )
    assert [column.label for column in read.columns[:2]] == ["2021 · Kvinder", "2021 · Mænd"]
    assert [(one.total, one.parts) for one in read.column_sums] == [(2, (0, 1)), (5, (3, 4))]


def test_periods_are_summed_only_where_every_row_adds_up():
    """«I alt» over years is a sum when the figures say so."""
    assert table("Art|2021|2022|I alt\nA|1|2|3\nB|2|2|4").column_sums
    assert not table("Art|2021|2022|I alt\nA|1|2|9\nB|2|2|4").column_sums


def test_label_columns_and_years_among_them():
    """Text at the left are labels, also years under a word for time; repeated labels are filled in."""
    read = table("Region|Aar|Antal\nFyn|2023|3\n|2024|4")
    assert read.label_names == ("Region", "Aar")
    assert [row.labels for row in read.rows] == [("Fyn", "2023"), ("Fyn", "2024")]
    assert table("Kode|Antal\n101|3\n102|4", label_columns=1).label_names == ("Kode",)


def test_titles_notes_and_section_headings_are_no_rows():
    """A note may say what a mark means; a row of a label alone names those after it."""
    read = table(
        """
        Tabel 1. Sager efter art |
        Art       | Antal
        Børn      |
        Vold      | :
        Voksne    |
        Vold      | 9
        : færre end 5 sager |
        """
    )
    assert [row.label for row in read.rows] == ["Børn · Vold", "Voksne · Vold"]
    assert read.meanings == {":": Meaning(0, 4)}
    assert read.rule == 5


def test_rows_of_the_same_name_are_told_apart():
    """By the line they stand on."""
    assert [row.label for row in table("Art|Antal\nVold|3\nVold|4").rows] == ["Vold (linje 2)", "Vold (linje 3)"]


def test_averages_are_no_counts():
    """A column with decimals and no percent sign is left alone."""
    assert [column.kind for column in table("Art|Antal|Alder\nA|3|34,5\nB|4|30,1").columns] == [Kind.COUNT, Kind.OTHER]


def test_a_fold_row_is_found_by_its_words():
    """Words that say a limit go before «andre»; an option names another, or none."""
    text = "Land|Antal\nSyrien|..\nAndre|3\nLande under 5 sager|4\nI alt|9"
    assert table(text).row_sums[0].fold == 2
    assert table("Land|Antal\nSyrien|..\nAndre|3\nI alt|9").row_sums[0].fold == 1
    assert table(text, folds=["Andre"]).row_sums[0].fold == 1
    assert table(text, no_folds=True).row_sums[0].fold == -1


def test_a_mark_means_what_is_said_of_it_first():
    """The option, else the mark's own words, else the table's, else nothing is known."""
    text = "Art|Antal\nA|<5\nB|..\nC|0\nD|-\nI alt|9"
    read = table(text)
    assert read.meanings == {"<5": Meaning(1, 4), "..": Meaning(0, None), "-": Meaning(0, 0)}
    assert table(text, marks={"-": {"low": 1, "high": 2}}).meanings["-"] == Meaning(1, 2)
    assert table(text, low=1, high=3).meanings[".."] == Meaning(1, 3)


def test_empty_cells_hide_counts_where_no_mark_does():
    """In a table with other marks they mean that there is no figure."""
    assert table("Art|Antal\nA|\nB|3\nI alt|9").hides(0, 0)
    read = table("Art|Antal|Andet\nA||1\nB|..|1\nI alt|9|2")
    assert not read.hides(0, 0)
    assert any(guess.what == "tomme felter" for guess in read.guesses)
    assert table("Art|Antal\nA|\nB|..\nI alt|9", marks={"tom": {"low": 1, "high": 4}}).hides(0, 0)


def test_every_guess_names_the_option_that_corrects_it():
    """Nothing is taken for granted in silence."""
    read = table("Land|Antal|Antal i %\nSyrien|..|1 %\nAndre|3|99 %\nI alt|9|100 %")
    assert {guess.what for guess in read.guesses} == {"procenter", "total", "samlerække", "mærket «..»"}
    assert all(guess.option.startswith("--") for guess in read.guesses)


@pytest.mark.parametrize("text", ["Art|Antal", "Art|Antal\nA|B", "Art\nA"])
def test_a_grid_without_figures_is_refused(text):
    """A heading alone, or words only; beside a table with figures it is passed over."""
    with pytest.raises(BadPublished):
        audit(text)
    assert len(audit(text, CROSSED).tables) == 1


def test_an_empty_list_of_grids_is_refused():
    """There is nothing to look at."""
    with pytest.raises(BadPublished, match="ingen tabel"):
        audit()


@pytest.mark.parametrize("option", ["total_rows", "subtotal_rows", "folds", "total_columns"])
def test_an_option_that_names_what_no_table_has_is_refused(option):
    """A misspelt name must not be passed over."""
    with pytest.raises(BadPublished, match="navnet «Findes ikke»"):
        audit(CROSSED, **{option: ["Findes ikke"]})


@pytest.mark.parametrize(
    "value",
    [
        {"findes": 1},
        {"low": -1},
        {"low": True},
        {"low": 5, "high": 4},
        {"link": 1},
        {"folds": "Andre"},
        {"thresholds": []},
        {"fold": "alle"},
        {"marks": []},
        {"marks": {"x": 1}},
        {"marks": {"x": {"low": 3, "high": 2}}},
    ],
)
def test_options_that_make_no_sense_are_refused(value):
    """One sentence names the option."""
    with pytest.raises(BadPublished):
        Options.from_json(value)


def test_options_are_written_as_they_are_read():
    """The same value serves command, service and page."""
    value = {"marks": {"...": {"low": 1, "high": None}}, "total_rows": ["Alle"], "thresholds": [3, 5], "link": False}
    assert Options.from_json(value).as_json() == value
    assert Options.from_json({"fold": None}).as_json() == {}


def test_what_was_understood_is_told_for_the_page():
    """Columns, sums and marks by their labels."""
    told = table(CROSSED).as_json()
    assert told["row_sums"] == [{"total": "I alt", "parts": ["Samsø", "Odense"], "tie": "adds_up", "fold": None}]
    assert told["marks"] == {"..": {"low": 0, "high": None}}
    assert grid(CROSSED).rows[1][0].indent == 0


FOOTNOTE = "Art|2022|2023\nA|71|8\nB|9|8\nI alt|16|16"


def test_a_last_digit_that_alone_spoils_the_sum_is_taken_for_a_footnote():
    """7 with the footnote 1 is printed 71; 7 and 9 are 16. It is told, and can be refused."""
    read = table(FOOTNOTE)
    assert read.figures[0][0].number == 7
    assert any(guess.what == "fodnote" and guess.option == "--no-mending" for guess in read.guesses)
    assert table(FOOTNOTE, mend=False).figures[0][0].number == 71


def test_no_digit_is_taken_where_two_would_do_or_none_does():
    """Either of 41 and 51 could carry it, or none: the sum is reported instead."""
    assert table("Art|2022\nA|41\nB|41\nI alt|45").figures[0][0].number == 41
    assert table("Art|2022\nA|41\nB|9\nI alt|45").figures[0][0].number == 41


def test_a_footnote_digit_is_sought_across_too():
    """Row and column must both hold; the hidden cell leaves room in one of them."""
    read = table("Egn|Mænd|Kvinder|I alt\nA|..|32|12\nB|4|5|9\nI alt|13|8|21")
    assert read.figures[0][1].number == 3
    assert table("Egn|Mænd|Kvinder|I alt\nA||32|12\nB|..|5|9\nI alt|13|8|21").figures[0][1].number == 3


def test_percentages_of_a_total_that_is_not_printed_are_used():
    """50 is 25 % of about 200: the hidden one is 2 % of it, 3 or 4."""
    text = "Art|Antal|Andel\nA|50|25 %\nB|..|2 %\nC|145|73 %"
    found = audit(text, low=1, high=9)
    assert {(cell.interval.low, cell.interval.high) for cell in found.cells} == {(1, 9), (3, 4)}
    assert "I alt (ikke trykt)" in found.cells[1].derivation
    assert not table(text, mend=False).row_sums
    assert not table("Art|Antal|Andel\nA|50|25 %\nB|..|2 %\nC|145|13 %").row_sums


def test_a_grid_of_blanks_is_refused():
    """Nothing is printed."""
    with pytest.raises(BadPublished, match="tom"):
        printed_table(Grid("tabel", "", ((GridCell(""), GridCell("")),)), Options())


def test_a_single_part_that_is_less_than_its_total_is_one_of_several():
    """The others are not in the table."""
    (one,) = table("Art|Antal\nA|5\nI alt|9").row_sums
    assert one.tie == Tie.OF_WHICH


def test_two_totals_above_their_parts_are_no_sums_of_nothing():
    """A total without rows before it sums nothing."""
    assert [one.parts for one in table("Art|Antal\nI alt|9\nTotal|9\nA|4\nB|5\nSum|9").row_sums] == [(2, 3)]
