"""Files handed to the commands: read as they are, or refused with file, line and what to do."""

from __future__ import annotations

import pytest

from api.commands.tables_io import read_json, read_table
from api.errors import FileUnreadable, NotATable, NotJson, WrongEncoding


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "fil.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def test_a_table_is_read_with_the_line_of_each_row(file):
    """A field with a line break in it makes the next row begin two lines further down."""
    table = read_table(file('kommune,antal\n"Høje-\nTaastrup",3\nIshøj,4\n'))
    assert table.columns == ("kommune", "antal")
    assert table.rows == (("Høje-\nTaastrup", "3"), ("Ishøj", "4"))
    assert table.lines == (2, 4)
    assert table.by_column() == {"kommune": ("Høje-\nTaastrup", "Ishøj"), "antal": ("3", "4")}


def test_a_byte_order_mark_is_not_part_of_the_first_name(file):
    """Spreadsheet programs write three bytes before the heading."""
    assert read_table(file(b"\xef\xbb\xbfa,b\n1,2\n")).columns == ("a", "b")


def test_a_heading_alone_is_a_table_without_rows(file):
    """Whether no rows make sense is for the reader of the table to say."""
    assert read_table(file("a,b\n")).rows == ()


def test_a_blank_line_is_an_empty_field_where_there_is_one_column(file):
    """A record without a code must not be lost; with two columns a blank line can only be the end of the file."""
    assert read_table(file('aarsag\na|b\n\n""\n')).rows == (("a|b",), ("",), ("",))
    assert read_table(file("a,b\n1,2\n\n\n")).rows == (("1", "2"),)


def test_latin_1_is_refused_with_line_and_byte(file):
    """The ø of Ishøj is byte 0xf8 in Latin-1; it is byte 14 of the file, on line 2."""
    with pytest.raises(WrongEncoding, match=r"linje 2, byte 14, kan ikke læses; gem filen som UTF-8"):
        read_table(file(b"kommune,a\nIsh\xf8j,1\n"))


@pytest.mark.parametrize("content", ["a,b".encode("utf-16"), b"a,b\n1,\x00\n"])
def test_other_encodings_are_named(file, content):
    """UTF-16 and binary files are refused before anything is read from them."""
    with pytest.raises(WrongEncoding, match=r"fil\.csv"):
        read_table(file(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "er tom"),
        ("\n\n", "er tom"),
        ("a,b\n1,2\n\n3,4\n", "linje 3: der er 0 felter"),
        ("a,b\n1\n", "linje 2: der er 1 felter, men overskriften har 2"),
        ("a,b\n1,2,3\n", "linje 2: der er 3 felter"),
        ("a,a\n", "to kolonner hedder »a«"),
        ("a,\n", "kolonne 2 har intet navn"),
        ("a;b\n1;2\n", "semikolon"),
        ('a,b\n"1,2\n', "linje 2: anførselstegnene"),
    ],
)
def test_what_is_no_table_is_refused_where_it_goes_wrong(file, content, sentence):
    """The message names the line and what is the matter with it."""
    with pytest.raises(NotATable, match=sentence):
        read_table(file(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    """The path is repeated, so that a misspelling is seen."""
    with pytest.raises(FileUnreadable, match=r"mangler\.csv"):
        read_table(tmp_path / "mangler.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"a": 1, "a": 2}', "»a« står to gange"),
        ('{"a": NaN}', "NaN er ikke et tal"),
        ('{"a": -Infinity}', "Infinity er ikke et tal"),
        ('{"a": }', "linje 1, tegn 7"),
        ("", "linje 1, tegn 1"),
        ("[" * 200_000, "dybt"),
    ],
)
def test_what_is_no_json_is_refused_where_it_goes_wrong(file, content, sentence):
    """A name given twice would silently lose the first of them."""
    with pytest.raises(NotJson, match=sentence):
        read_json(file(content))
