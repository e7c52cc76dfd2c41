"""sundhedsloven § 36: access to records of treatment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("sundhedsloven § 36", valid_from="2014-01-01")
def patientjournal(seen: Stated) -> Statement:
    """Det er oplysninger fra en patientjournal (juristens vurdering)."""
    return when(seen.may_contain("patientjournaler"), seen.skoen("is_patientjournal"))
