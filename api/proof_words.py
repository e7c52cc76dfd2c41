"""What a proof shows, in words for the jurist: how much is suppressed or rounded, and what was proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.danish import whole
from disclosure.rounding.rounded import RoundedTable

if TYPE_CHECKING:
    from disclosure.proofs import Made

CHECKED = "Beviset er efterprøvet af den uafhængige kontrol, som ligger i sagsfilen."


def in_short(made: Made) -> str:
    """One sentence."""
    if isinstance(made, RoundedTable):
        return f"alle {whole(int(made.table.system.in_release.sum()))} celler er afrundet til multipla af {made.base}."
    return (
        f"{whole(made.n_suppressed)} af {whole(made.n_cells)} celler er undertrykt; "
        f"{whole(len(made.witnesses))} alternative tabeller beviser det."
    )


def proof_words(made: Made) -> str:
    """The paragraph of the internal note."""
    if isinstance(made, RoundedTable):
        return (
            f"De udleverede tabeller er afrundet som ét system med {whole(int(made.table.system.in_release.sum()))} "
            f"celler: hvert tal er et nabomultiplum af {made.base}, og alle summer går op. "
            f"{whole(int(made.risk.unsafe.sum()))} af tallene er små antal. Hvert af dem kan være ethvert tal fra 1 op "
            "til grænsen, også for den, der er alene i en celle, og ingen gruppe kan henføres til én kategori, så "
            f"længe intet andet er givet om de samme. {CHECKED}"
        )
    return (
        f"De udleverede tabeller er beskyttet som ét system med {whole(made.n_cells)} celler. "
        f"{whole(made.n_suppressed)} celler er undertrykt; {whole(made.n_primary)} af dem er små antal. "
        f"{whole(len(made.witnesses))} alternative tabeller beviser, at hvert lille antal kan være ethvert tal "
        "fra 1 op til grænsen, også for den, der er alene i en celle, og at ingen gruppe kan henføres til én årsag. "
        f"{CHECKED}"
    )
