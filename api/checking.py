"""One file through the release gate, as the command, the service and the page tell it; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.documents.release_gate import check_file
from data.errors import FileRefused

if TYPE_CHECKING:
    from api.documents.gate.finding import GateFinding

FORMAT = "check/1"
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
        return {
            "file": self.name,
            "refused": self.refusal,
            "findings": [finding_json(one) for one in self.findings],
        }


def finding_json(one: GateFinding) -> dict[str, object]:
    """Return a finding as it is written in the format check/1."""
    return {
        "code": one.code,
        "where": one.where,
        "what": one.what,
        "why": one.why,
        "remedy": one.remedy,
        "notice": one.is_notice,
    }


def checked(name: str, content: bytes) -> Checked:
    """Look one file through; a file that cannot be read is an answer too."""
    try:
        return Checked(name, check_file(name, content), None)
    except FileRefused as refusal:
        return Checked(name, (), str(refusal))
