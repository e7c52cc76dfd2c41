"""What can go wrong when a document is made or read back.

DocumentError
├── UnknownTable          letter_names_unknown_table   the letter names a table that was not given
├── UnevenTable           uneven_table                 a row is longer or shorter than its header
├── UnwritableText        unwritable_text              a text holds characters no document can carry
│   └── UnwritableCharacter  unwritable_character   the documents' fonts cannot show a character
├── TemplateFailure       template_failure             the typesetter refused; a defect in the template or its input
├── UnusableLogo          unusable_logo                the picture for the letterhead cannot be used
├── UnsafeEntryName       unsafe_entry_name            a name in the case file would leave its folder
└── ReadBackMismatch      read_back_mismatch           a finished file does not say what was released

Files from outside that cannot be read are refused with the errors of data/errors.py.
"""

from __future__ import annotations


class DocumentError(Exception):
    """The root: `code` is stable, the message is one Danish sentence with what, where and what to do."""

    code = "document_error"


class UnknownTable(DocumentError):
    """A letter names a table that was not handed over."""

    code = "letter_names_unknown_table"

    def __init__(self, table_id: str) -> None:
        super().__init__(f"Brevet henviser til tabellen »{table_id}«, som ikke er blandt de frigivne tabeller.")


class UnevenTable(DocumentError):
    """A row is longer or shorter than its header."""

    code = "uneven_table"

    def __init__(self, caption: str, row: int) -> None:
        super().__init__(f"Række {row} i tabellen »{caption}« har ikke lige så mange felter som overskriften.")


class UnwritableText(DocumentError):
    """A text holds control characters that no document format can carry."""

    code = "unwritable_text"

    def __init__(self, where: str) -> None:
        super().__init__(f"Teksten i {where} indeholder styretegn, som ikke kan skrives i et dokument; fjern dem.")


class UnwritableCharacter(UnwritableText):
    """A text holds a character that the documents' fonts cannot show."""

    code = "unwritable_character"

    def __init__(self, character: str) -> None:
        DocumentError.__init__(
            self, f"Tegnet »{character}« kan ikke vises med dokumenternes skrift; skriv det med ord, eller fjern det."
        )


class TemplateFailure(DocumentError):
    """The typesetter refused the document."""

    code = "template_failure"

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(f"Skabelonen {template} kunne ikke sættes: {reason}")


class UnusableLogo(DocumentError):
    """The picture for the letterhead cannot be used."""

    code = "unusable_logo"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"Logoet »{path}« kan ikke bruges: {reason}.")


class UnsafeEntryName(DocumentError):
    """A name in the case file is absolute, climbs out of its folder, or is used twice."""

    code = "unsafe_entry_name"

    def __init__(self, name: str) -> None:
        super().__init__(f"»{name}« kan ikke bruges som filnavn i sagsfilen; brug et relativt navn uden »..«.")


class ReadBackMismatch(DocumentError):
    """A finished file does not hold exactly the released cells."""

    code = "read_back_mismatch"

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"Kontrollæsningen af {where} stemmer ikke med de frigivne tal: {problem}")
