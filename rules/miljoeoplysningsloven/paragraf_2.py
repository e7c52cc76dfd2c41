"""miljøoplysningsloven § 2: access to environmental information follows that act and the act of 1985."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("miljøoplysningsloven § 2", valid_from="2014-01-01", practice=("FOB 2011-9-1", "FOB 2011-11-2", "FOB 2013-13"))
def miljoeoplysninger(seen: Stated) -> Statement:
    """Der er tale om miljøoplysninger (juristens vurdering)."""
    return when(seen.may_contain("miljoe"), seen.skoen("is_environmental_info"))
