"""A small letter and its released tables, drawn by hand: what the tests of the documents write and read back."""

from __future__ import annotations

from datetime import UTC, datetime

from disclosure.releasable import ReleasableTable, ReleasedCell
from rules.letter import (
    AnnexProvision,
    BulletList,
    Letter,
    Paragraph,
    Quote,
    Section,
    TableReference,
    TextTable,
)

CREATED = datetime(2025, 2, 6, 12, 0, tzinfo=UTC)


def released(
    table_id: str,
    dimensions: tuple[str, ...],
    rows: list[tuple[tuple[str, ...], int | None]],
    totals: tuple[tuple[str, ...], ...] | None = None,
    notes: tuple[str, ...] = (),
) -> ReleasableTable:
    """A releasable table of the rows given; tests alone make one without a certificate."""
    return ReleasableTable(
        table_id=table_id,
        title=f"Henvendelser efter {' og '.join(name.lower() for name in dimensions)}, Prøve Kommune 2024",
        dimensions=dimensions,
        count_label="Antal",
        unit="henvendelser",
        cells=tuple(ReleasedCell(labels, count) for labels, count in rows),
        totals=totals or (("I alt",),) * len(dimensions),
        notes=notes,
        certificate_sha256="0" * 64,
    )


REASONS = released(
    "aarsag",
    ("Årsag",),
    [
        (("Negativ social kontrol",), 1200),
        (("Ønsker skilsmisse",), 27),
        (("=SUM(A1) er en etiket",), 8),
        (("I alt",), 1235),
    ],
    notes=("En henvendelse kan have flere årsager, så årsagerne giver ikke tilsammen antallet af henvendelser.",),
)
CROSS = released(
    "aarsag_x_omraade",
    ("Årsag", "Område"),
    [
        (("Trusler", "Region Hovedstaden"), 12),
        (("Trusler", "Øvrige Danmark"), 9),
        (("Trusler", "I alt"), 21),
        (("Ægteskab", "Region Hovedstaden"), None),
        (("Ægteskab", "Øvrige Danmark"), None),
        (("Ægteskab", "I alt"), 10),
        (("I alt", "Region Hovedstaden"), None),
        (("I alt", "Øvrige Danmark"), None),
        (("I alt", "I alt"), 31),
    ],
)
TABLES = {table.table_id: table for table in (REASONS, CROSS)}


def long_table(rows: int) -> ReleasableTable:
    """A table of one dimension with many codes, every tenth suppressed."""
    cells = [((f"Kommune {n:05d}",), None if n % 10 == 0 else n + 5) for n in range(rows)]
    return released("kommune", ("Hjemkommune",), cells)


def sample_letter() -> Letter:
    """A letter with one of everything a letter may hold."""
    return Letter(
        kind="afgoerelse",
        title="Afgørelse om aktindsigt i henvendelser til sikkerhedskonsulentordningen",
        sender=("Prøve Kommune", "Socialforvaltningen", "Rådhuspladsen 1", "1599 København V"),
        addressee=("Anmoderen", "Ærøvej 4", "5970 Ærøskøbing"),
        details=(("Sagsnummer", "2025-0129"), ("Dato", "6. februar 2025"), ("Sagsbehandler", "Jurist")),
        sections=_sections(),
        closing=("Med venlig hilsen", "Jurist, Socialforvaltningen"),
        annex_title="Bilag: de bestemmelser, afgørelsen bygger på",
        annex_version="Lov om offentlighed i forvaltningen, lovbekendtgørelse nr. 145 af 24. februar 2020.",
        annex=_annex(),
        draft_marks=("Adressen på anmoderen er ikke sat.", "Ordlyden af § 11 er ikke kontrolleret af en jurist."),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "Hvad du har bedt om",
            (
                Paragraph("Vi modtog din anmodning den 29. januar 2025. Du skrev:"),
                Quote("Jeg vil gerne bede om aktindsigt i oversigten for 2024. #let x = *1* $y$ <b>"),
            ),
        ),
        Section(
            "Resultatet",
            (
                TextTable(
                    "Resultatet del for del",
                    ("Del", "Resultat", "Bestemmelse"),
                    (
                        ("Henvendelsesårsager i alt", "Du får tallene", "Offentlighedslovens § 11, stk. 1, 1. pkt."),
                        ("Årsag fordelt på hjemkommune", "Afslag, men du får en grovere tabel", "§ 30, nr. 1"),
                    ),
                ),
            ),
        ),
        Section("Tallene", (Paragraph("Her er tabellerne."),)),
        Section("Årsager", (TableReference("aarsag"),), level=3),
        Section("Årsag og område", (TableReference("aarsag_x_omraade"),), level=3),
        Section(
            "Sådan kan du klage",
            (
                Paragraph("Du kan klage til Ankestyrelsen."),
                BulletList(("Send klagen til os.", "Vi sender den videre.")),
            ),
        ),
    )


def _annex() -> tuple[AnnexProvision, ...]:
    return (
        AnnexProvision(
            "offentlighedslovens § 11",
            ("Enhver kan forlange, at en forvaltningsmyndighed foretager og udleverer en sammenstilling.", "Stk. 2."),
            "Ordlyden er ikke kontrolleret af en jurist.",
            "https://www.retsinformation.dk/eli/lta/2020/145",
        ),
        AnnexProvision("offentlighedslovens § 30", None, "", ""),
    )
