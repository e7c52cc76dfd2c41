"""Three snapshot letters as pictures in docs/pictures: `python -m tests.rules.letter_pictures` (poppler)."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from api.documents.letter_pdf import letter_pdf
from rules.decision_letter import decision_letter
from tests.rules.letters import ROOT, letter_case

FOLDER = ROOT / "docs" / "pictures"
LETTERS = {"brev_fuldt": "P05", "brev_blandet": "P06", "brev_kommandoer": "faa_og_enkle_kommandoer"}
PAGES = {"brev_fuldt": 1, "brev_blandet": 2, "brev_kommandoer": 2}
DOTS_AN_INCH = 66


def pdf_of(case_id: str) -> bytes:
    """Return the letter with its tables in the file alone, as no figures belong to these cases."""
    case = letter_case(case_id)
    parts = tuple(replace(part, in_file_only=True) for part in case.context.parts)
    context = replace(case.context, parts=parts)
    letter = decision_letter(case.assessment, case.facts, context)
    return letter_pdf(letter, {}, datetime.combine(context.decided, time(12), tzinfo=UTC))


def write_pictures(folder: Path) -> None:
    """Write one picture of each page before the annex; earlier ones are taken away."""
    for name, case_id in LETTERS.items():
        for old in folder.glob(f"{name}_*.png"):
            old.unlink()
        with tempfile.TemporaryDirectory() as work:
            pdf = Path(work) / "brev.pdf"
            pdf.write_bytes(pdf_of(case_id))
            options = ["-png", "-gray", "-r", str(DOTS_AN_INCH), "-l", str(PAGES[name])]
            subprocess.run(["pdftoppm", *options, pdf, folder / f"{name}_"], check=True, capture_output=True)
        for page in folder.glob(f"{name}_-*.png"):
            page.rename(folder / page.name.replace("_-", "_"))


if __name__ == "__main__":
    write_pictures(FOLDER)
