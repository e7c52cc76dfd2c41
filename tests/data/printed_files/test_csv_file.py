"""Delimited text, whoever wrote it."""

from __future__ import annotations

import pytest

from data.errors import DamagedFile, TooLargeFile
from data.printed_files.reading import grids_in
from tests.data.printed_files.written import all_texts, texts

TABLE = [["Årsag", "2024", "i %"], ["Åben rådgivning", "1402", "3,5 %"], ["I alt", "…", "100 %"]]


def written(delimiter, encoding, newline="\n"):
    return newline.join(delimiter.join(row) for row in TABLE).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_every_encoding_and_delimiter_gives_the_same_table(delimiter, encoding):
    assert all_texts("t.csv", written(delimiter, encoding)) == [TABLE]


def test_a_decimal_comma_does_not_make_commas_the_delimiter():
    assert all_texts("t.csv", b"art;andel\na;1,5\nb;2,5") == [[["art", "andel"], ["a", "1,5"], ["b", "2,5"]]]


def test_the_first_line_may_name_the_delimiter():
    assert all_texts("t.csv", b"sep=,\r\na,b;c\r\nd,1;2\r\n") == [[["a", "b;c"], ["d", "1;2"]]]


def test_empty_lines_part_tables_and_lone_texts_are_their_titles():
    text = "Tabel 1: Sager\n\n;2023;2024\nA;1;2\n\nTabel 2: Personer\n;2023;2024\nB;3;4\n"
    first, second = grids_in("t.csv", text.encode())
    assert (first.title, first.source) == ("Tabel 1: Sager", "t.csv, tabel 1")
    assert (second.title, second.source) == ("Tabel 2: Personer", "t.csv, tabel 2")
    assert texts(second) == [["", "2023", "2024"], ["B", "3", "4"]]


def test_an_empty_line_before_the_total_does_not_end_the_table():
    assert len(all_texts("t.csv", b"art;2023;2024\na;1;2\n;;\nI alt;11;12\n")[0]) == 3


def test_a_heading_over_several_columns_is_no_title():
    assert all_texts("t.csv", b";antal;;\n;2023;2024\na;1;2\n")[0][0] == ["", "antal", ""]


def test_blanks_before_a_label_are_its_indent():
    (grid,) = grids_in("t.csv", "art;n\nAlle;9\n  Mænd;4\n\u00a0\u00a0Kvinder;5\n    Unge;2\n".encode())
    assert [row[0].indent for row in grid.rows] == [0, 0, 1, 1, 2]


def test_a_personal_number_is_never_repeated():
    grids = grids_in("010190-1234.csv", b"010190-1234;n\na 0101901234 b;1\n;\n0101901234;2")
    assert "1234" not in repr(grids)
    assert "3 celler ligner cpr-numre" in grids[0].remarks[0]


def test_what_is_no_text_or_does_not_close_its_quotes_is_refused():
    for content in (b"a;b\x00\xff\xfe", b'a;b\n"1;2\n'):
        with pytest.raises(DamagedFile):
            grids_in("t.csv", content)


def test_a_file_of_a_million_cells_is_refused_before_it_is_taken_apart():
    with pytest.raises(TooLargeFile):
        grids_in("t.csv", b";;;;;;;;;\n" * 100_000)


def test_tables_beside_each_other_are_two_and_an_empty_column_inside_one_is_nothing():
    text = "Tabel 1;;;;Tabel 2;;\nart;2023;2024;;køn;2023;2024\na;1;2;;Mænd;3;4\nb;5;6;;Kvinder;7;8\n"
    first, second = grids_in("t.csv", text.encode())
    assert (first.title, second.title) == ("Tabel 1", "Tabel 2")
    assert texts(first) == [["art", "2023", "2024"], ["a", "1", "2"], ["b", "5", "6"]]
    assert texts(second) == [["køn", "2023", "2024"], ["Mænd", "3", "4"], ["Kvinder", "7", "8"]]
    assert all_texts("t.csv", b"art;2023;;2024\na;1;;2\nb;3;;4\n") == [
        [["art", "2023", "2024"], ["a", "1", "2"], ["b", "3", "4"]]
    ]
