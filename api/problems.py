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


_DEFECT = "A defect in the program or its installation; nothing was sent. Report it with the code."
_CORRECT = "Correct the place the message names."

EXPLANATIONS = {
    code: Explanation(status, title, title_en, detail_en)
    for code, status, title, title_en, detail_en in (
        # between a person and the cores
        ("api", 500, "Uventet fejl", "Unexpected error", _DEFECT),
        (
            "input",
            422,
            "Oplysningerne kan ikke bruges",
            "The input cannot be used",
            "One or more fields are missing, unknown or of the wrong kind; see `errors` for each place.",
        ),
        ("file_unreadable", 400, "Filen kan ikke læses", "The file cannot be read", "Check that it may be opened."),
        ("text_not_utf8", 400, "Teksten er ikke UTF-8", "Not UTF-8", "Save as UTF-8; the message names line and byte."),
        (
            "not_a_table",
            400,
            "Filen er ikke en tabel",
            "The file is not a table",
            "CSV needs a heading with distinct names and rows of that length, separated by commas (RFC 4180).",
        ),
        ("not_json", 400, "Det er ikke gyldig JSON", "Not valid JSON", _CORRECT),
        ("wrong_argument", 400, "Kommandoen kan ikke læses", "The command cannot be read", "See --help."),
        ("wrong_setting", 500, "En indstilling kan ikke bruges", "A setting cannot be used", "See docs/settings.md."),
        ("output", 500, "Svaret kan ikke skrives", "The answer cannot be written", "Choose another folder."),
        (
            "not_issued",
            409,
            "Svaret er ikke udstedt",
            "The reply is not issued",
            "A judgement, a fact or a part of the letter is missing, or a check of a file said no; see the message.",
        ),
        (
            "not_accepted",
            409,
            "Juristens vurdering af en gruppe mangler",
            "The jurist's judgement of a group is missing",
            "A group of one was given before; state under `accepted_groups` why the tables can be given all the same.",
        ),
        ("not_loopback", 400, "Kun denne maskine", "This machine only", "There are no accounts yet; use 127.0.0.1."),
        ("body_too_large", 413, "Anmodningen er for stor", "The request is too large", "Send fewer parts."),
        (
            "wrong_media_type",
            415,
            "Indholdets type tages ikke imod",
            "Unsupported media type",
            "Send JSON as application/json in UTF-8, a file as application/octet-stream; neither compressed.",
        ),
        ("unknown_resource", 404, "Det findes ikke", "Not found", "No such case, document or address."),
        ("method_not_allowed", 405, "Metoden bruges ikke her", "Method not allowed", "See /docs for what is taken."),
        ("wrong_host", 400, "Værtsnavnet er ikke tjenestens", "Not a host of this service", "Use 127.0.0.1."),
        # registers and the database
        ("data", 500, "Uventet fejl i det opbevarede", "Unexpected error in what is kept", _DEFECT),
        ("register", 409, "Registret kan ikke bruges", "The register cannot be used", "Correct the register."),
        ("unknown_register", 404, "Registret findes ikke", "No such register", "See GET /v1/registers."),
        (
            "unknown_column",
            422,
            "Kolonnen findes ikke",
            "No such column, level or hierarchy",
            "See GET /v1/registers/{id} for what the register has.",
        ),
        (
            "bad_declaration",
            409,
            "Registrets beskrivelse kan ikke bruges",
            "The register's declaration cannot be used",
            "Correct the YAML file beside the register.",
        ),
        (
            "bad_register_data",
            409,
            "Registrets data kan ikke bruges",
            "The register's data cannot be used",
            "Make the extract again, or correct the declaration.",
        ),
        (
            "wrong_columns",
            409,
            "Registrets kolonner passer ikke",
            "The register's columns do not fit",
            "A column is undeclared, missing or given twice; correct the extract or the declaration.",
        ),
        ("wrong_encoding", 409, "Registret er ikke UTF-8", "The register is not UTF-8", "Save the extract as UTF-8."),
        ("unknown_code", 422, "Koden findes ikke", "No such code", "See the register's description for its codes."),
        ("blank_value", 409, "En værdi mangler i registret", "The register lacks a value", "Correct the extract."),
        ("empty_register", 409, "Registret er tomt", "The register is empty", "Make the extract again."),
        ("store", 500, "Databasen kan ikke bruges", "The database cannot be used", _DEFECT),
        (
            "database_unusable",
            500,
            "Databasen kan ikke åbnes",
            "The database cannot be opened",
            "Check the file and the setting TABELINDSIGT_DATABASE; a newer program's database is refused.",
        ),
        ("not_stored", 404, "Det er ikke gemt", "Not stored", "No case, decision or document has that name."),
        ("not_allowed", 409, "Det strider mod det gemte", "It contradicts what is stored", "Read the case again."),
        (
            "ledger_unusable",
            500,
            "Registeret over svar kan ikke bruges",
            "The release ledger cannot be used",
            "A release or a file of public figures cannot be read; nothing is answered without the history.",
        ),
        (
            "log_broken",
            500,
            "Hændelsesloggen er ændret",
            "The event log was changed",
            "An event was changed, removed or put in; nothing is issued until somebody has looked.",
        ),
        # disclosure control
        ("disclosure", 500, "Uventet fejl i beskyttelsen", "Unexpected error in the protection", _DEFECT),
        ("unusable_input", 422, "Tabellen kan ikke bruges", "The table cannot be used", _CORRECT),
        ("bad_spec", 422, "Specifikationen kan ikke bruges", "The specification cannot be used", _CORRECT),
        ("bad_cells", 422, "Tallene passer ikke til specifikationen", "The figures do not fit", _CORRECT),
        ("bad_published", 422, "Den offentliggjorte tabel går ikke op", "The table does not add up", _CORRECT),
        ("cell_is_published", 500, "Cellen er offentliggjort", "The cell is published", _DEFECT),
        (
            "no_figures",
            422,
            "Der er ingen tal i tabellen",
            "No figures",
            "Nothing in the file is printed as a table of whole numbers under headings; see the message.",
        ),
        (
            "contradiction",
            422,
            "De viste tal modsiger hinanden",
            "The figures shown contradict each other",
            "The message names the sum that cannot hold; correct the table.",
        ),
        ("not_supported", 422, "Tabellen kan ikke beskyttes endnu", "Not supported yet", "Ask for fewer dimensions."),
        (
            "nothing_safe",
            409,
            "Der findes ingen sikker tabel",
            "No safe table exists",
            "What must be shown cannot be shown without disclosing; the message says which and why.",
        ),
        (
            "not_proved",
            409,
            "Beviset holder ikke",
            "The proof does not hold",
            "The independent check did not accept the certificates; nothing may leave.",
        ),
        # documents
        ("document_error", 500, "Dokumentet kan ikke laves", "The document cannot be made", _DEFECT),
        ("letter_names_unknown_table", 500, "Brevets tabel mangler", "The letter's table is missing", _DEFECT),
        ("uneven_table", 500, "En tabel er ujævn", "A table is uneven", _DEFECT),
        (
            "unwritable_text",
            422,
            "Teksten kan ikke skrives",
            "The text cannot be written",
            "Remove control characters.",
        ),
        (
            "unwritable_character",
            422,
            "Et tegn kan ikke vises",
            "A character cannot be shown",
            "The fonts of the documents lack it; write it in words.",
        ),
        ("template_failure", 500, "Skabelonen fejlede", "The template failed", _DEFECT),
        (
            "unusable_logo",
            500,
            "Logoet kan ikke bruges",
            "The logo cannot be used",
            "See the setting in docs/settings.md.",
        ),
        ("unsafe_entry_name", 422, "Filnavnet kan ikke bruges", "The file name cannot be used", "Use a plain name."),
        (
            "read_back_mismatch",
            500,
            "Kontrollæsningen stemmer ikke",
            "Reading back does not agree",
            "A finished file does not hold exactly what was released; nothing was sent.",
        ),
        # files from outside
        (
            "gate_refusal",
            422,
            "Filen kan ikke kontrolleres",
            "The file cannot be checked",
            "It cannot be called clean.",
        ),
        ("gate_unknown_format", 415, "Filtypen læses ikke", "Unknown format", "The message names the kinds."),
        ("gate_damaged_file", 422, "Filen er beskadiget", "The file is damaged", "Open it and save it again."),
        ("gate_encrypted_file", 422, "Filen er låst", "The file is locked", "Remove the password and try again."),
        ("gate_too_large", 413, "Filen er for stor", "The file is too large", "Split it, or remove what takes room."),
        ("no_table", 422, "Der er ingen tabel", "No table found", "Save the table as CSV or XLSX."),
        (
            "formula_without_result",
            422,
            "En formel mangler sit resultat",
            "A formula lacks its result",
            "Open the file in a spreadsheet program and save it again.",
        ),
        # the law
        ("rules", 500, "Uventet fejl i loven", "Unexpected error in the law", _DEFECT),
        ("statute", 500, "Lovteksten kan ikke bruges", "The statute data cannot be used", _DEFECT),
        ("invalid_citation", 422, "Henvisningen kan ikke læses", "The citation cannot be read", _CORRECT),
        ("unknown_provision", 422, "Bestemmelsen findes ikke", "No such provision", _CORRECT),
        ("no_version_in_force", 422, "Ingen gældende bestemmelse", "No version in force", "Use another date."),
        ("several_versions_in_force", 500, "To gældende bestemmelser", "Two versions in force", _DEFECT),
        ("parameter", 500, "En dateret værdi kan ikke bruges", "A dated value cannot be used", _DEFECT),
        (
            "invalid_facts",
            422,
            "Fakta kan ikke bruges",
            "The facts cannot be used",
            "Keep to facts/1; see the message.",
        ),
        ("rule_binding", 500, "Regler og lovtekst passer ikke", "Rules and statute do not fit", _DEFECT),
        ("rule_bound_twice", 500, "To regler for samme sætning", "Two rules for one sentence", _DEFECT),
        ("unbound_rule", 500, "En regel uden lovtekst", "A rule without its text", _DEFECT),
        (
            "date_out_of_range",
            422,
            "Datoen ligger uden for kalenderen",
            "The date is outside the calendar",
            "The act or the calendar of public holidays does not cover it; use a date from 2014 on.",
        ),
        (
            "dates_out_of_order",
            422,
            "Datoerne er i forkert orden",
            "The dates are out of order",
            "A complaint cannot come before the request, nor an appeal before the complaint.",
        ),
        (
            "fristbrev_without_receipt",
            422,
            "Fristbrevet mangler modtagelsesdagen",
            "The letter on the deadline lacks the day of receipt",
            "State the day the request was received; without it no date can be given.",
        ),
        ("letter_settings", 500, "Brevets indstillinger kan ikke bruges", "The letter's settings are wrong", _CORRECT),
    )
}


def explanation(code: str) -> Explanation:
    """The explanation of `code`; a code without one is a defect, and is answered as such."""
    return EXPLANATIONS.get(code, EXPLANATIONS["api"])
