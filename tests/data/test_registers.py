"""A register's declaration is read strictly: nothing is guessed, and every refusal says what to mend."""

from __future__ import annotations

import pytest
import yaml

from data.errors import BadDeclaration, UnknownColumn, UnknownRegister
from data.registers import BUILT_IN, open_register


def demo():
    return yaml.safe_load((BUILT_IN / "cmm-2021.yaml").read_text(encoding="utf-8"))


def opened(folder, declaration):
    (folder / "proeve.yaml").write_text(yaml.safe_dump(declaration, allow_unicode=True), encoding="utf-8")
    return open_register("proeve", folder)


def first(declaration):
    return declaration["columns"][0]


def grouped(levels, codes, chain):
    """A column with these levels and codes and one hierarchy."""
    column = {"name": "by", "title": "By", "role": "identifying", "responses": "single", "description": "By."}
    return {
        **demo(),
        "columns": [{**column, "levels": levels, "codes": codes, "hierarchies": [{"name": "h", "levels": chain}]}],
    }


def test_an_unknown_register_is_named_with_those_there_are():
    """Asking for «cpr» answers which registers can be asked for."""
    with pytest.raises(UnknownRegister) as raised:
        open_register("cpr")
    assert str(raised.value) == "Registret «cpr» findes ikke; kendte registre er cmm-2021, sikkerhedskonsulenter."


@pytest.mark.parametrize("register_id", ["../registers/cmm-2021", "cmm-2021.yaml", "", "CMM-2021"])
def test_an_id_is_never_a_path(register_id):
    """Only the listed ids open anything."""
    with pytest.raises(UnknownRegister):
        open_register(register_id)


def test_what_a_register_does_not_have_is_said():
    """An unknown column, level or hierarchy is answered with those there are."""
    register = open_register("cmm-2021")
    with pytest.raises(UnknownColumn, match="det har nationalitet, koen, alder, udnyttelse"):
        register.column("by")
    with pytest.raises(UnknownColumn, match="den har nationalitet, verdensdel"):
        register.column("nationalitet").level("landsdel")
    with pytest.raises(UnknownColumn, match="den har ingen"):
        register.column("koen").hierarchy("verdensdel")


def test_a_column_becomes_a_dimension_with_the_hierarchies_asked_for():
    """Nationality carries its role, its codes and, when asked for, the continents; not asked for, it has none."""
    column = open_register("cmm-2021").column("nationalitet")
    plain, with_continents = column.dimension(), column.dimension(["verdensdel"])
    assert (plain.role, plain.responses, plain.hierarchies, len(plain.codes)) == ("identifying", "single", (), 26)
    assert with_continents.hierarchies[0].parents["Surinam"] == "Sydamerika"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.pop("source"), "feltet «source» mangler"),
        (lambda d: d.update(kilde="x"), "feltet «kilde» kendes ikke"),
        (lambda d: d.update(unit="sager"), "«unit» skal være henvendelser eller personer"),
        (lambda d: d.update(synthetic="nej"), "«synthetic» skal være true eller false"),
        (lambda d: d.update(synthetic=True), "«mark» skal stå der"),
        (lambda d: d.update(mark="Syntetiske data."), "«mark» skal stå der"),
        (lambda d: d.update(data_date="2021-31-12"), "«data_date» skal være en dato"),
        (lambda d: d.update(file="../cmm-2021.csv"), "«file» skal være navnet på en fil i samme mappe"),
        (lambda d: d.update(period=2021), "«period» skal være en tekst"),
        (lambda d: d.update(period_column="aar"), "«period_column» skal være nationalitet eller koen"),
        (lambda d: d.update(columns={}), "«columns» skal være en liste"),
        (lambda d: d["databeskrivelse"].pop("formats"), "feltet «formats» mangler"),
        (lambda d: d["columns"].append(d["columns"][1]), "«columns»: «koen» står to gange"),
        (lambda d: first(d).pop("role"), "feltet «role» mangler"),
        (lambda d: first(d).update(role="secret"), "«nationalitet.role» skal være identifying eller sensitive"),
        (lambda d: first(d).update(responses="many"), "«nationalitet.responses» skal være single eller multiple"),
        (lambda d: first(d).update(name="nationalité"), "må kun have bogstaverne a-z"),
        (lambda d: first(d).update(codes=[], levels=[], hierarchies=[]), "har ingen koder"),
        (lambda d: first(d)["codes"].append({"verdensdel": "Asien"}), "en kode: feltet «code» mangler"),
        (lambda d: first(d)["codes"].append("Irak"), "«Irak» står to gange"),
        (lambda d: first(d)["codes"].append("Asien"), "«Asien» er både en kode og en gruppe"),
        (lambda d: first(d)["codes"].append("I alt"), "«I alt» kan ikke være en kode"),
        (lambda d: first(d)["codes"].append("a|b"), "«a|b» kan ikke være en kode"),
        (lambda d: first(d)["codes"].append({"code": "Peru", "verdnsdel": "Sydamerika"}), "«verdnsdel» kendes ikke"),
        (lambda d: first(d)["levels"].append({"name": "oe", "title": "Ø"}), "ingen kode er placeret på niveauet «oe»"),
        (lambda d: first(d)["levels"].append({"name": "verdensdel", "title": "V"}), "«verdensdel» står to gange"),
        (lambda d: first(d)["hierarchies"][0].update(levels=["klode"]), "nævner ukendt niveau «klode»"),
        (lambda d: first(d).update(codelist="findes_ikke"), "kan ikke læses som YAML"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_refused(tmp_path, change, words):
    """One wrong thing in an otherwise good declaration is named, with the file it stands in."""
    declaration = demo()
    change(declaration)
    with pytest.raises(BadDeclaration) as raised:
        opened(tmp_path, declaration)
    assert words in str(raised.value)
    assert ".yaml: " in str(raised.value)


@pytest.mark.parametrize("content", [b"title: \xe6\xf8\xe5", b"title: [", b"- 1", b"", b"title: a\ntitle: b"])
def test_a_file_that_is_no_declaration_is_refused(tmp_path, content):
    """Danish letters in the wrong encoding, broken YAML, a list, an empty file and a field given twice are refused."""
    (tmp_path / "proeve.yaml").write_bytes(content)
    with pytest.raises(BadDeclaration, match=r"^proeve\.yaml: "):
        open_register("proeve", tmp_path)


def test_groups_of_a_hierarchy_lie_inside_the_next(tmp_path):
    """A group whose codes lie in two groups of the next level is refused; so is one that lies only half inside."""
    levels = [{"name": "fin", "title": "Fin"}, {"name": "grov", "title": "Grov"}]
    for other in ({"grov": "G2"}, {}):
        codes = [{"code": "a", "fin": "F", "grov": "G1"}, {"code": "b", "fin": "F", **other}]
        with pytest.raises(BadDeclaration, match="gruppen «F» ligger ikke inden for én gruppe"):
            opened(tmp_path, grouped(levels, codes, ["fin", "grov"]))


def test_a_code_without_a_group_may_join_at_a_coarser_level(tmp_path):
    """b has no fine group and goes straight to the coarse one; c is in no group and belongs under the total."""
    levels = [{"name": "fin", "title": "Fin"}, {"name": "grov", "title": "Grov"}]
    codes = [{"code": "a", "fin": "F", "grov": "G"}, {"code": "b", "grov": "G"}, "c"]
    column = opened(tmp_path, grouped(levels, codes, ["fin", "grov"])).column("by")
    assert column.hierarchy("h").parents == {"a": "F", "F": "G", "b": "G"}
    assert column.level("by").label_of("a") == "a"
