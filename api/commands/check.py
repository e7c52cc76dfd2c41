"""`check FILE…`: the release gate, for files made here or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.commands.arguments import existing_file
from api.commands.tables_io import json_text, read_bytes
from api.documents.release_gate import check_file
from data.errors import FileRefused

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from api.documents.gate.finding import GateFinding

CLEAN, FOUND, UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what was found in it, or why it could not be read."""

    name: str
    findings: tuple[GateFinding, ...]
    refusal: str | None

    @property
    def status(self) -> int:
        """What cannot be read cannot be called clean; a notice alone holds nothing back."""
        if self.refusal is not None:
            return UNUSABLE
        return FOUND if any(not finding.is_notice for finding in self.findings) else CLEAN

    def to_json(self) -> dict[str, object]:
        """Return the file's row of the answer."""
        findings = [
            {
                "code": one.code,
                "where": one.where,
                "what": one.what,
                "why": one.why,
                "remedy": one.remedy,
                "notice": one.is_notice,
            }
            for one in self.findings
        ]
        return {"file": self.name, "refused": self.refusal, "findings": findings}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the files."""
    parser.add_argument(
        "files", metavar="FIL", nargs="+", type=existing_file, help="XLSX, XLSM, DOCX, PDF, CSV eller zip"
    )
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Check every file, also when one of them cannot be read; the gravest status is the answer."""
    checked = [_checked(path) for path in arguments.files]
    if arguments.json:
        print(json_text({"format": "check/1", "files": [one.to_json() for one in checked]}).rstrip())
    else:
        print("\n".join(line for one in checked for line in _lines(one)))
    return max(one.status for one in checked)


def _checked(path: Path) -> Checked:
    try:
        return Checked(path.name, check_file(path.name, read_bytes(path)), None)
    except FileRefused as refusal:
        return Checked(path.name, (), str(refusal))


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
