"""Answers that overlap, kind by kind, through the path of a request: what the second tells beside the first.

In every case the second table alone would be harmless, and the difference between the two is a small count. The jurist
reads the subtraction, with the earlier answer; the requester gets a table that leaves every value possible.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from data.registers import open_register
from tests.attack.answers import attack, world_of
from tests.attack.requester import YAML, Table, ask, registers_in

BIRKEBY = {"kommune": "Birkeby"}
FEW = {"aar": "2023", "koen": "Mand", "alder": "0-11 år", "aarsag": "Vold"}
MANY = {"aar": "2024", "koen": "Kvinde", "alder": "18 år og derover", "aarsag": "Andet"}
PLACES = {"Birkeby": 40, "Egedal": 30, "Fyrby": 25, "Granby": 20, "Hasselby": 15}
SUBTRACTION = re.compile(r"^(?=.* i svaret af 6\. februar 2025, »[^«]+« \().* minus .* giver [1-4]", re.MULTILINE)


def rows(**few):
    """Every municipality has many records of one kind; Birkeby three more, which differ from these as `few` says."""
    made = [{**MANY, "kommune": place} for place, count in PLACES.items() for _ in range(count)]
    return made + [{**MANY, **BIRKEBY, **few} for _ in range(3)]


@pytest.fixture
def register(tmp_path):
    """A way to write the register anew, with the records given; it keeps to its codes unless told otherwise."""

    def written(records, text=YAML):
        (tmp_path / "oevelse.yaml").write_text(text.replace("RESPONSES", "single"), encoding="utf-8")
        names = ["aar", "kommune", "koen", "alder", "aarsag"]
        lines = [",".join(names), *(",".join(row[name] for name in names) for row in records)]
        (tmp_path / "oevelse.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return open_register("oevelse", tmp_path)

    with registers_in(tmp_path):
        yield written


def everything(level="kommune", **where):
    return Table({name: tuple(codes) for name, codes in where.items()}, {"kommune": level})


ADULTS, MINORS = ["18 år og derover"], ["0-11 år", "12-17 år"]
OTHERS = ["Birkeby", "Fyrby", "Granby", "Hasselby"]
KINDS = {
    "18 and over, after all": ({"alder": "0-11 år"}, everything(), everything(alder=ADULTS)),
    "all, after women": ({"koen": "Mand"}, everything(koen=["Kvinde"]), everything()),
    "2024, after both years": ({"aar": "2023"}, everything(), everything(aar=["2024"])),
    "women over 11, after women": (
        {"alder": "0-11 år"},
        everything(koen=["Kvinde"]),
        everything(koen=["Kvinde"], alder=["12-17 år", *ADULTS]),
    ),
    "another hierarchy": ({}, everything("omraade"), everything("landsdel")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_two_answers_would_tell_by_subtraction_is_protected_and_told_to_the_jurist(register, kind):
    """The small difference keeps every value, solved exactly over both; the jurist reads which subtraction it was."""
    few, before, after = KINDS[kind]
    records = rows(**few) if few else hierarchies()
    world = world_of(register(records), records)
    first = ask(before, ())
    second = ask(after, first.releases)
    assert second.releases
    found = attack(world, (*first.releases, *second.releases), 5)
    assert (found.broken, found.differences) == ([], [])
    alone = ask(after, ())
    assert attack(world, (*first.releases, *alone.releases), 5).differences
    assert SUBTRACTION.search(second.internal), second.internal


def hierarchies():
    """Nord is Kysten and Fyrby, and in Fyrby there are three."""
    return [row for row in rows() if row["kommune"] != "Fyrby"] + [{**MANY, "kommune": "Fyrby"} for _ in range(3)]


def test_filters_on_two_columns_that_lie_within_each_other_are_protected(register):
    """All, and then women of 18 and over: few are outside, and neither women nor those of 18 and over were asked for."""
    records = [*rows(koen="Mand"), {**MANY, **BIRKEBY, "alder": "0-11 år"}]
    world = world_of(register(records), records)
    first = ask(everything(), ())
    second = ask(everything(koen=["Kvinde"], alder=ADULTS), first.releases)
    found = attack(world, (*first.releases, *second.releases), 5)
    assert (found.broken, found.differences) == ([], [])
    assert "(Birkeby) minus 40 i den nye tabel (Birkeby, Kvinde, 18 år og derover) giver 4." in second.internal


def test_a_list_of_municipalities_that_changed_is_protected(register):
    """Nord was three municipalities when it was given, and is two now: the third is what is left between them."""
    records = hierarchies()
    world = world_of(register(records), records)
    first = ask(everything("landsdel"), ())
    register(records, YAML.replace("{code: Fyrby, landsdel: Nord", "{code: Fyrby, landsdel: Syd"))
    second = ask(everything("landsdel"), first.releases)
    found = attack(world, (*first.releases, *second.releases), 5)
    assert (found.broken, found.differences) == ([], [])
    assert SUBTRACTION.search(second.internal), second.internal


def test_a_code_that_the_register_no_longer_has_stops_the_answer_and_is_named(register):
    """Fyrby was merged into Granby: what was given of it cannot be laid beside the new table, and the jurist decides."""
    register(rows())
    first = ask(everything(), ())
    gone = [row | ({"kommune": "Granby"} if row["kommune"] == "Fyrby" else {}) for row in rows()]
    register(gone, re.sub(r" *- \{code: Fyrby.*\n", "", YAML))
    second = ask(everything(), first.releases)
    assert (second.releases, second.documents) == ((), ())
    assert "»Henvendelser fordelt på kommune« bruger koden «Fyrby»" in second.internal


def test_figures_that_were_corrected_are_not_given_again(register):
    """Two more were found in Birkeby: the new figure less the old is 2."""
    register(rows())
    first = ask(everything(), ())
    records = rows() + [{**MANY, **BIRKEBY}] * 2
    register(records)
    second = ask(everything(), first.releases)
    assert second.releases == ()
    assert "Registret er rettet, siden svaret af 6. februar 2025" in second.internal
    assert "Birkeby" in second.internal


def test_a_correction_of_many_is_given_again(register):
    """Ten more in Birkeby are no small count, and the new figure stands beside the old."""
    register(rows())
    first = ask(everything(), ())
    register(rows() + [{**MANY, **BIRKEBY}] * 10)
    second = ask(everything(), first.releases)
    assert second.releases[0].cells[("Birkeby",)] == 53


def test_a_higher_threshold_that_was_promised_holds_for_what_is_given_later(register):
    """An answer was promised 9: the eight of Hasselby are small beside it, though the plan's own threshold is 5."""
    records = [row for row in rows() if row["kommune"] != "Hasselby"] + [{**MANY, "kommune": "Hasselby"}] * 8
    world = world_of(register(records), records)
    first = ask(Table({}, {"koen": "koen"}), ())
    strict = (replace(first.releases[0], threshold=9),)
    assert ask(everything(), ()).releases[0].cells[("Hasselby",)] == 8
    second = ask(everything(), strict)
    assert second.releases[0].cells[("Hasselby",)] is None
    assert second.releases[0].threshold == 9
    assert attack(world, (*strict, *second.releases), 9).broken == []
