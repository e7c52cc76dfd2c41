"""The errors of disclosure control.

DisclosureError
├── UnusableInput          the input cannot be used; one Danish sentence says what, where and what to do
│   ├── BadSpec            the specification itself
│   ├── BadCells           the inner cells or records
│   ├── BadPublished       a protected table that was read back
│   │   ├── Contradiction  its figures cannot all be true
│   │   └── NoFigures      what is printed holds no table of figures
│   ├── CellIsPublished    a question about a suppressed cell, asked of a published one
│   └── NotSupported       something that is understood but not built; never silently done halfway
├── NothingSafe            no safe table exists under the stated conditions; says which and why
└── NotProved              a certificate is missing or does not hold; nothing may leave
"""

from __future__ import annotations


class DisclosureError(Exception):
    """Root of the tree; `code` is stable and may be used by clients."""

    code = "disclosure"


class UnusableInput(DisclosureError):
    """The input cannot be used as it stands."""

    code = "unusable_input"


class BadSpec(UnusableInput):
    """The specification of the table request contradicts itself or DESIGN's format."""

    code = "bad_spec"


class BadCells(UnusableInput):
    """Inner cells or records do not fit the specification."""

    code = "bad_cells"


class BadPublished(UnusableInput):
    """A protected table does not fit the specification, or its figures do not add up."""

    code = "bad_published"


class Contradiction(BadPublished):
    """The published figures cannot all be true.

    Attributes
    ----------
    row : the row of the puzzle that showed it first, or -1 where only all rows together do.
    """

    code = "contradiction"

    def __init__(self, row: int) -> None:
        super().__init__("De offentliggjorte tal kan ikke alle være rigtige: ingen tabel passer med dem.")
        self.row = row


class NoFigures(BadPublished):
    """A grid that prints no table of figures: running text set in columns, a form, a list."""

    code = "no_figures"


class CellIsPublished(UnusableInput):
    """The question has no meaning for a published cell."""

    code = "cell_is_published"


class NotSupported(UnusableInput):
    """A combination the program understands but cannot protect."""

    code = "not_supported"


class NothingSafe(DisclosureError):
    """No table can be released under the stated conditions.

    Attributes
    ----------
    reasons : Danish sentences, one per cell that cannot be protected.
    """

    code = "nothing_safe"

    def __init__(self, message: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class NotProved(DisclosureError):
    """The independent checker did not accept the certificates."""

    code = "not_proved"
