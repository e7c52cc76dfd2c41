"""Citations there and back."""

from __future__ import annotations

import pytest

from rules.errors import InvalidCitationError
from rules.provision import Provision, parse
from rules.typography import plain


@pytest.mark.parametrize(
    ("short", "in_full"),
    [
        ("§ 11, stk. 1, 2. pkt.", "offentlighedslovens § 11, stk. 1, 2. pkt."),
        ("§ 30, nr. 1", "offentlighedslovens § 30, nr. 1"),
        ("§ 9, stk. 2, nr. 1", "offentlighedslovens § 9, stk. 2, nr. 1"),
        ("fvl § 9 a, stk. 2", "forvaltningslovens § 9 a, stk. 2"),
        ("DBL § 10, stk. 2", "databeskyttelseslovens § 10, stk. 2"),
        ("BEK 1586 § 5", "betalingsbekendtgørelsens § 5"),
        ("strfl § 152", "straffelovens § 152"),
        ("GDPR art. 15", "databeskyttelsesforordningens art. 15"),
        ("miljøoplysningsloven § 2", "miljøoplysningslovens § 2"),
        ("sundhedsloven", "sundhedsloven"),
        ("CVR-loven § 18, stk. 7", "CVR-lovens § 18, stk. 7"),
        ("OFL 1985", "offentlighedsloven fra 1985"),
        ("princip § 14", "princippet i offentlighedslovens § 14"),
    ],
)
def test_short_and_full(short, in_full):
    """A citation is read and printed again in short, and in full with the act's name."""
    provision = parse(short)
    assert str(provision) == short
    assert plain(provision.in_full) == in_full


@pytest.mark.parametrize("short", ["§ 11, stk. 1, 2. pkt.", "fvl § 24", "GDPR art. 15", "§ 36, stk. 2, 3. pkt."])
def test_the_full_form_is_read_back(short):
    """What is printed in full, with non-breaking spaces, is the same provision when read."""
    assert parse(parse(short).in_full) == parse(short)


def test_the_act_may_be_named_or_not():
    """Offentlighedsloven without name, by prefix and by name are one act."""
    assert parse("§ 11") == parse("ofl § 11") == parse("offentlighedslovens § 11")


@pytest.mark.parametrize(
    "text", ["", "paragraf 11", "§ 11, 1. pkt., stk. 1", "§ 11, nr. 1, stk. 1", "§§ 19-35", "§ 11, stk.", "GDPR § 15"]
)
def test_what_is_no_citation(text):
    """A range, another order, a bare word with a digit or the wrong unit is refused."""
    with pytest.raises(InvalidCitationError):
        parse(text)


def test_containment():
    """A paragraf contains its stykker, a stykke its punktummer, and never the other way round."""
    whole, stk, pkt = parse("§ 11"), parse("§ 11, stk. 1"), parse("§ 11, stk. 1, 2. pkt.")
    assert whole.contains(stk)
    assert stk.contains(pkt)
    assert not pkt.contains(stk)
    assert not whole.contains(parse("§ 12"))
    assert not whole.contains(parse("fvl § 11"))


def test_the_place_within_the_paragraf():
    """The paragraf and the place within it are told apart."""
    provision = Provision("ofl", 36, stk=2, pkt=3)
    assert provision.within == "stk. 2, 3. pkt."
    assert provision.paragraf == Provision("ofl", 36)
    assert Provision("ofl", 22).within == "§ 22"
