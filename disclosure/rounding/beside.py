"""What may stand beside a rounded table: nothing exact about the same people, and no other rounding.

The proof of a rounded table (rounded.py) changes one inner cell and lets every sum follow. An exact count about any of
the same people fixes one of those sums, and two roundings made at different times are two ways to look at one count. So
a rounded table is given alone, and once it is given nothing else about its people is proved safe.
"""

from __future__ import annotations

from collections.abc import Sequence

from disclosure.errors import NotSupported
from disclosure.joint import AnsweredTable


def refuse_beside_rounding(
    new: Sequence[AnsweredTable], earlier: Sequence[AnsweredTable], *, names_given: bool = False
) -> None:
    """Stop where a rounded table would stand beside anything else about some of the same people.

    Parameters
    ----------
    new : the tables of one reply, all about the same people.
    earlier : what was given before, or is public, that has people in common with them.
    names_given : whether a list of names leaves with them: it shows which counts are 0.

    Raises
    ------
    NotSupported : says which earlier answer stands in the way, or what of the reply cannot be given together.
    """
    for table in earlier:
        if table.rounded_to:
            raise NotSupported(
                f"{_begin(table.name)} er afrundet til multipla af {table.rounded_to} og handler om nogle af de samme. "
                "Flere tal om dem kan ikke bevises sikre ved siden af: trukket fra hinanden kunne de vise små antal. "
                "Henvis til det tidligere svar, hvis det er de samme tal; ellers afgør juristen, om mere kan gives."
            )
    bases = {table.rounded_to for table in new}
    if bases <= {0}:
        return
    if len(bases) > 1 or names_given:
        raise NotSupported(
            "Et svar med en afrundet tabel skal have alle sine tal afrundet til det samme og ingen liste over navne: "
            "nøjagtige tal, andre afrundinger og navne ved siden af kan afsløre, hvad der er afrundet. Afrund alle "
            "tabeller i svaret, eller ingen."
        )
    if earlier:
        raise NotSupported(
            f"{_begin(earlier[0].name)} viser nøjagtige tal om nogle af de samme, og så kan det ikke bevises, at "
            "afrundede tal skjuler de små. Vælg en tabel, hvor små tal er erstattet af [c]."
        )


def _begin(name: str) -> str:
    return name[:1].upper() + name[1:]
