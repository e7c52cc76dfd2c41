"""§ 11: a compilation of data in the authority's databases, by few and simple commands.

The 25 hours of § 9 have no place here; all steps together must be few and simple commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, Statement, all_hold, in_turn, when
from rules.rule import rule
from rules.stated import stated, unknown

if TYPE_CHECKING:
    from rules.stated import Stated, StatedGroup

RIGHT = "ofl § 11, stk. 1, 1. pkt."


@rule(RIGHT, led="misbrug", valid_from="2014-01-01")
def ikke_misbrug(seen: Stated) -> Statement:
    """Hvor et chikanøst formål er rejst, har juristen vurderet, at retten efter § 11 ikke misbruges."""
    raised = seen.raised("chikanoest_formaal")
    return ~when(raised, seen.skoen("misbrug_paragraf_11"))


@rule(RIGHT, led="foreliggende: perioden er angivet helt", valid_from="2014-01-01")
def perioden_er_angivet_helt(seen: Stated) -> Statement:
    """Hvor en periode er nævnt, er dens begyndelse, dens slutning og modtagelsen angivet."""
    facts = seen.part.facts
    if facts.period_start is None and facts.period_end is None:
        return Statement(JA)
    ends = {"period_start": facts.period_start, "period_end": facts.period_end, "received": seen.request.received}
    absent = tuple(name for name, day in ends.items() if day is None)
    return unknown(*absent) if absent else Statement(JA)


@rule(RIGHT, led="foreliggende: fremtiden", valid_from="2014-01-01", practice=("FOB 1998.299",))
def perioden_er_fremtid(seen: Stated) -> Statement:
    """Perioden begynder først efter modtagelsen."""
    received = seen.request.received
    return Statement(NEJ) if received is None else seen.date_after("period_start", received)


@rule(RIGHT, led="foreliggende: periodens slutning", valid_from="2014-01-01", practice=("FOB 1998.299",))
def perioden_slutter_i_fremtiden(seen: Stated) -> Statement:
    """Perioden slutter efter modtagelsen, så anmodningen skal deles."""
    received = seen.request.received
    return Statement(NEJ) if received is None else seen.date_after("period_end", received)


@rule(RIGHT, led="foreliggende: registreret", valid_from="2014-01-01")
def oplysningerne_er_registreret(seen: Stated) -> Statement:
    """Oplysningerne er registreret hos myndigheden, i et felt eller på anden måde."""
    return seen.one_of("information_exists", "field", "not_in_field")


@rule(
    RIGHT,
    led="få og enkle kommandoer",
    valid_from="2014-01-01",
    practice=("FOB 2016-35", "FOB 2016-47", "FOB 2016-48"),
)
def faa_og_enkle_kommandoer(seen: Stated) -> Statement:
    """Alle trin tilsammen kan klares ved få og enkle kommandoer (juristens vurdering)."""
    return seen.skoen("faa_og_enkle_kommandoer")


@rule(
    "ofl § 11, stk. 1, 2. pkt.",
    led="undersøgelsen",
    valid_from="2014-01-01",
    exception_to=RIGHT,
    practice=("FOB 2016-47", "FOB 2016-48"),
)
def undersoegelse_efter_paragraf_19_35(seen: Stated) -> Statement:
    """Det kræver gennemgang eller høring at finde ud af, om §§ 19-35 er berørt."""
    facts = seen.part.facts
    work = {"screening_minutes": facts.screening_minutes, "hearing_needed": facts.hearing_needed}
    needed = {name: amount for name, amount in work.items() if amount}
    name = next(iter(needed), None)
    return stated(name, needed[name], holds=True) if name else Statement(NEJ)


@rule("ofl § 11, stk. 1, 2. pkt.", led="anonymisering el.lign.", valid_from="2014-01-01", exception_to=RIGHT)
def ved_faa_og_enkle_kommandoer(seen: StatedGroup) -> Statement:
    """Hensynene kan tilgodeses ved anonymisering el.lign. med få og enkle kommandoer (juristens vurdering)."""
    return seen.skoen("variant_by_few_commands")


@rule(
    "ofl § 11, stk. 1, 3. pkt.",
    valid_from="2014-01-01",
    exception_to=RIGHT,
    practice=("FOB 2015-59 (om § 28, stk. 2, nr. 3)",),
)
def allerede_offentliggjort(seen: Stated) -> Statement:
    """Oplysningerne er allerede offentliggjort lige så detaljeret, i egnet form og på et kendt sted."""
    suitable = all_hold(seen.fact("same_granularity"), seen.fact("suitable_format"))
    place = (seen.part.facts.published_place or "").strip()
    known = stated("published_place", place, holds=True) if place else unknown("published_place")
    return when(seen.burden("already_published"), suitable if suitable.answer is NEJ else in_turn(suitable, known))


@rule("ofl § 11, stk. 2", valid_from="2018-05-25", exception_to=RIGHT)
def alene_til_statistik_eller_forskning(seen: Stated) -> Statement:
    """Det er personoplysninger, som juristen har vurderet alene behandles til statistik eller videnskab."""
    return when(seen.may_contain("statistik_alene"), in_turn(seen.skoen("dbl10_only"), seen.fact("personal_data")))
