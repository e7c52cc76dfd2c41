"""The data of a command that counts: inner cells or records, read from a file and tabulated as a request wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.arguments import existing_file
from api.commands.tables_io import read_table
from api.errors import NotATable
from disclosure.tabulate import tabulate_cells, tabulate_records

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from disclosure.tabulate import Columns
    from disclosure.variants.search import Tabulate


def add_data_arguments(parser: ArgumentParser) -> None:
    """Declare the specification and the data, of which one kind must be given."""
    parser.add_argument(
        "--spec", metavar="SPEC.json", type=existing_file, required=True, help="hvad der skal beskyttes"
    )
    data = parser.add_mutually_exclusive_group(required=True)
    data.add_argument("--cells", metavar="C.csv", type=existing_file, help="indre celler: dimensioner og antal")
    data.add_argument("--records", metavar="R.csv", type=existing_file, help="poster: en kolonne pr. dimension")


def tabulator(arguments: Namespace) -> Tabulate:
    """Read the data once; what is returned tabulates them for any request over the same columns.

    Raises
    ------
    FileUnreadable, WrongEncoding, NotATable : the file cannot be used.
    """
    if arguments.cells is not None:
        cells = read_table(arguments.cells).by_column()
        return lambda request: tabulate_cells(request, cells)
    records = read_records_file(arguments)
    return lambda request: tabulate_records(request, records)


def read_records_file(arguments: Namespace) -> Columns:
    """Return the records by column.

    Raises
    ------
    FileUnreadable, WrongEncoding
    NotATable : not a table, or one without records.
    """
    records = read_table(arguments.records)
    if not records.rows:
        raise NotATable(f"Filen »{records.name}« har ingen poster efter overskriften; lav udtrækket igen.")
    return records.by_column()
