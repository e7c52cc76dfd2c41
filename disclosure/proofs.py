"""A table that keeps the promise by suppression or by rounding: its proof, what it shows, and how it may leave.

The two ways are made in protected.py and rounding/rounded.py; whoever gives a table need not know which one it was.
"""

from __future__ import annotations

import numpy as np

from disclosure.certificate import Presentation, certificate_files, certify
from disclosure.protected import ProtectedTable
from disclosure.published import NOT_SHOWN
from disclosure.releasable import ReleasableTable
from disclosure.rounding.rounded import RoundedTable
from disclosure.rounding.rounding_files import certify_rounded, rounding_files
from disclosure.table import IntArray

Made = ProtectedTable | RoundedTable


def proof_files(made: Made) -> dict[str, str]:
    """The files of the proof by name, as text; protected.csv or rounded.csv is the only one that may leave."""
    return rounding_files(made) if isinstance(made, RoundedTable) else certificate_files(made)


def counts_shown(made: Made) -> IntArray:
    """Shape of the table: the count that is shown of each cell, NOT_SHOWN where it is suppressed."""
    if isinstance(made, RoundedTable):
        return made.rounded
    shown: IntArray = np.where(made.suppressed, NOT_SHOWN, made.table.counts)
    return shown


def certified(made: Made, shown: tuple[Presentation, ...]) -> tuple[ReleasableTable, ...]:
    """Have the checker prove every clause, and only then make the tables releasable.

    Parameters
    ----------
    shown : one per table of the request, in its order; where there are fewer, they are the last tables.

    Raises
    ------
    NotProved : the checker did not accept the proof.
    """
    return certify_rounded(made, shown) if isinstance(made, RoundedTable) else certify(made, shown)
