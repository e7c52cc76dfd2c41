"""The marks by which an authority says of a paper that it stays in the house: »Må ikke udleveres«, »Internt notat«.

Only a line that says this and nothing more is a mark: a decision about somebody's internal documents has none.
"""

from __future__ import annotations

import re

_LONGEST = 80
_HINT = re.compile(r"intern|udlever|videregiv", re.IGNORECASE)  # most texts have none of these, and are done
_KIND = r"internt (?:notat|arbejdsdokument|arbejdspapir)"
_ORDER = r"(?:må ikke (?:udleveres|videregives)|(?:kun )?til internt? brug|ikke til udlevering)"
_FORBIDS = re.compile(rf"\W*(?:{_KIND}\W+)?{_ORDER}\W*", re.IGNORECASE)
_NAMES = re.compile(rf"\W*{_KIND}\W*", re.IGNORECASE)


def internal_mark(text: str) -> str:
    """Return the code of what a line says of its paper: that it is not to leave, that it is internal, or nothing.

    A list of documents names internal notes without being one, so the name alone is a notice only.
    """
    if not _HINT.search(text, 0, 2 * _LONGEST):
        return ""
    line = " ".join(text[: 2 * _LONGEST].split())
    if not 0 < len(line) <= _LONGEST or not next((sign for sign in line if sign.isalpha()), "").isupper():
        return ""
    if _FORBIDS.fullmatch(line):
        return "internal_document"
    return "internal_name" if _NAMES.fullmatch(line) else ""
