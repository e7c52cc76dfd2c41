"""The highest fee for what is given: paper, many electronic pages, and what somebody else charges.

Staff hours spent on the authority's own database are never charged (BEK 1586, § 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.parameters import parameter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rules.facts import Part

EXTRACTS = frozenset({"overview", "extract", "list"})


def highest_fee(given: Sequence[Part], day: date) -> float:
    """Return the highest fee in kr. for the given parts; copying counts only from the bagatelgraense up."""
    copying = sum(_copying(part, day) for part in given)
    counted = copying if copying >= parameter("bagatelgraense_betaling", day).value else 0
    return counted + sum(_passed_on(part) for part in given)


def _copying(part: Part, day: date) -> int:
    pages = part.facts.pages or 0
    if part.facts.delivery_medium == "paper" and pages:
        first, following = parameter("papir_foerste_side", day).value, parameter("papir_naeste_sider", day).value
        return first + (pages - 1) * following
    many = pages > parameter("fribeloeb_elektroniske_sider", day).value
    if part.facts.delivery_medium == "electronic" and part.by_paragraf_7 and many:
        return parameter("elektronisk_over_fribeloeb", day).value
    return 0


def _passed_on(part: Part) -> float:
    extracted = part.kind in EXTRACTS and not part.by_paragraf_7
    if extracted and part.facts.database_run_by == "other":
        return part.facts.external_cost_kr or 0
    return 0


def cited_for_fee(part: Part) -> tuple[str, ...]:
    """Return the provisions to cite where a fee is proposed."""
    if part.facts.proposed_fee_kr is None:
        return ()
    return ("§ 40, stk. 3", "BEK 1586" if part.by_paragraf_7 else "BEK 1586 § 5")
