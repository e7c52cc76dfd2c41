"""Every error code explained: HTTP status, title in Danish and English, and in English what it means and what to do.

docs/errors.md holds the same table; a test compares them, and fails on an error class without its row here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an error code means, to a person and over HTTP."""

    status: int
    title: str
    title_en: str
    detail_en: str


BAD, MISSING, CONFLICT, LARGE, UNPROCESSABLE, BROKEN, NOT_BUILT = 400, 404, 409, 413, 422, 500, 501

_UNEXPECTED = "A defect in the program or its installation; nothing was sent. Report it with the code."

EXPLANATIONS = {
    # between a person and the cores
    "api": Explanation(BROKEN, "Uventet fejl", "Unexpected error", _UNEXPECTED),
    "input": Explanation(
        UNPROCESSABLE,
        "Oplysningerne kan ikke bruges",
        "The input cannot be used",
        "One or more fields are missing, unknown or of the wrong kind; see `errors` for each place.",
    ),
    "file_unreadable": Explanation(
        BAD, "Filen kan ikke læses", "The file cannot be read", "Check that the file exists and may be opened."
    ),
    "wrong_encoding": Explanation(
        BAD, "Filen er ikke UTF-8", "The file is not UTF-8", "Save the file as UTF-8; the message names line and byte."
    ),
    "not_a_table": Explanation(
        BAD,
        "Filen er ikke en tabel",
        "The file is not a table",
        "A CSV file needs a heading with distinct names and rows of that length, separated by commas (RFC 4180).",
    ),
    "not_json": Explanation(
        BAD, "Det er ikke gyldig JSON", "Not valid JSON", "Correct the JSON at the place the message names."
    ),
    "wrong_argument": Explanation(
        BAD, "Kommandoen kan ikke læses", "The command cannot be read", "See the command's --help."
    ),
    "wrong_setting": Explanation(
        BROKEN, "En indstilling kan ikke bruges", "A setting cannot be used", "See docs/settings.md."
    ),
    "output": Explanation(
        BROKEN, "Svaret kan ikke skrives", "The answer cannot be written", "Choose another folder, or make room."
    ),
    "not_issued": Explanation(
        CONFLICT,
        "Brevet kan ikke udstedes endnu",
        "The letter cannot be issued yet",
        "A fact or a judgement that only a person may give is missing; the message names it.",
    ),
    "not_built": Explanation(
        NOT_BUILT, "Det er ikke bygget", "Not built", "This version does not do what was asked; nothing was done."
    ),
    "not_loopback": Explanation(
        BAD,
        "Tjenesten lytter kun på denne maskine",
        "The service listens on this machine only",
        "There are no accounts yet; use 127.0.0.1.",
    ),
    "body_too_large": Explanation(
        LARGE, "Anmodningen er for stor", "The request is too large", "Send fewer parts, or raise MAX_BODY_BYTES."
    ),
    "unknown_resource": Explanation(
        MISSING, "Det findes ikke", "Not found", "There is no such case, document or address; check the path."
    ),
    "method_not_allowed": Explanation(
        405, "Metoden bruges ikke her", "Method not allowed", "See the documentation at /docs for what this path takes."
    ),
    "wrong_host": Explanation(
        BAD, "Værtsnavnet er ikke tjenestens", "Not a host name of this service", "Use 127.0.0.1 or localhost."
    ),
    # the law
    "rules": Explanation(
        UNPROCESSABLE, "Fakta kan ikke bruges", "The facts cannot be used", "Correct the place the message names."
    ),
}


def explanation(code: str) -> Explanation:
    """The explanation of `code`; a code without one is a defect, and is answered as such."""
    return EXPLANATIONS.get(code, EXPLANATIONS["api"])
