"""The only value that may be written to a file that leaves: a table whose certificates hold.

`ReleasableTable` is made by certificate.certify() and nowhere else; documents take nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """One publishable cell. `count` is None where the cell is suppressed, and nothing else tells that it is."""

    labels: tuple[str, ...]
    count: int | None


@dataclass(frozen=True, slots=True)
class ReleasableTable:
    """A protected table with its proof, as readers may see it.

    Attributes
    ----------
    table_id : stable name, ASCII, for example "aarsag_x_omraade".
    title : Danish, what is counted by what, where and when.
    dimensions : column headings, one per dimension.
    count_label : heading of the count column.
    unit : what one count is: "henvendelser", "personer" or "naevnelser" written in correct Danish.
    cells : every publishable cell (inner, margins, subtotals), in display order; `labels` has one label a dimension.
    totals : per dimension the labels that are totals or subtotals of other labels.
    notes : Danish sentences that belong under the table (several answers per enquiry, synthetic data ...).
    certificate_sha256 : of the certificate file that proves it.
    rounded_to : the base that every count is a multiple of, where the table is rounded; 0 where counts are exact.
    """

    table_id: str
    title: str
    dimensions: tuple[str, ...]
    count_label: str
    unit: str
    cells: tuple[ReleasedCell, ...]
    totals: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    certificate_sha256: str
    rounded_to: int = 0

    @property
    def has_suppressed(self) -> bool:
        """Whether any cell is suppressed, so that `[c]` must be explained."""
        return any(cell.count is None for cell in self.cells)
