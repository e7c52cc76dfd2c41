"""Groups of whom less than the promise is kept: told to the jurist, who must accept each by a judgement of her own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.case_plan import AcceptedGroup
from api.errors import NotAccepted
from disclosure.conflicts import who_shows
from disclosure.joint import Joint, cell_words
from disclosure.table import FrequencyTable
from disclosure.weaker import weaker_groups


@dataclass(frozen=True, slots=True)
class WeakerGroup:
    """A group of one whose count is known: its labels in words, and the answer that shows it."""

    words: str
    source: str

    @property
    def sentence(self) -> str:
        """Which group, which figure, why, what still holds and what it means."""
        return (
            f"{self.words}: tallet for gruppen står i {self.source}, og det er 1. To af gruppen kan derfor ikke være "
            "uden for en kategori, som løftet ellers kræver. Det holder stadig, at ingen kan slutte, hvilken kategori "
            "den ene er i. Den, der ved, hvem det er, kan udelukke det, som tabellerne viser som nul, og ikke mere."
        )


def weaker_in(joint: Joint, table: FrequencyTable) -> tuple[WeakerGroup, ...]:
    """The groups of a joint release of whom less is kept, each with the answer that shows its count."""
    return tuple(
        WeakerGroup(cell_words(table.system, group), who_shows(joint, table, group)) for group in weaker_groups(table)
    )


def refuse_unaccepted(weaker: Sequence[WeakerGroup], accepted: Sequence[AcceptedGroup]) -> None:
    """Stop unless the jurist has accepted every one of the groups, each by a signed judgement.

    Raises
    ------
    NotAccepted : says which groups, and how they are accepted.
    """
    signed = {one.group for one in accepted if one.judged.signed}
    lacking = [group for group in weaker if group.words not in signed]
    if lacking:
        raise NotAccepted("\n".join(_lacking(lacking)))


def _lacking(groups: Sequence[WeakerGroup]) -> Iterator[str]:
    yield "Brevet kan ikke laves, før juristen har vurderet en gruppe, som ikke kan beskyttes fuldt ud."
    yield from (group.sentence for group in groups)
    yield (
        "Kan tabellerne gives alligevel, så skriv vurderingen under »accepted_groups«, én for hver gruppe, med navn på "
        f"gruppen, begrundelse, navn og dato: {', '.join(f'»{group.words}«' for group in groups)}."
    )
