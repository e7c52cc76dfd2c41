"""`check FILE…`: the release gate, for files made here or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.checking import FORMAT, checked
from api.commands.arguments import existing_file
from api.commands.tables_io import json_text, read_bytes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from api.checking import Checked


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files."""
    parser.add_argument(
        "files", metavar="FIL", nargs="+", type=existing_file, help="XLSX, XLSM, DOCX, PDF, CSV eller zip"
    )
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Check every file, also when one of them cannot be read; the gravest status is the answer."""
    files = [checked(path.name, read_bytes(path)) for path in arguments.files]
    if arguments.json:
        print(json_text({"format": FORMAT, "files": [one.to_json() for one in files]}).rstrip())
    else:
        print("\n".join(line for one in files for line in _lines(one)))
    return max(one.status for one in files)


def _lines(one: Checked) -> Iterator[str]:
    if one.refusal is not None:
        yield f"{one.name}: kan ikke kontrolleres. {one.refusal}"
    elif not one.findings:
        yield f"{one.name}: intet fundet."
    else:
        yield f"{one.name}: {len(one.findings)} fund"
    for finding in one.findings:
        mark = "bemærk" if finding.is_notice else "fund"
        yield f"  {mark} ({finding.code}), {finding.where}: {finding.what}"
        yield f"    Hvorfor: {finding.why}"
        yield f"    Fjern det: {finding.remedy}"
