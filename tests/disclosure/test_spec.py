"""SPEC.json: what it says is what is meant, and what it does not say is never guessed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from disclosure.errors import BadSpec, NotSupported
from disclosure.hierarchy import Hierarchy
from disclosure.request import Dimension, KnownFigure, NotUnsafe, Policy, Sums, TableShape
from disclosure.spec import parse_spec, request_from_spec, spec_of
from tests.strategies import KINDS, random_case

DESIGN = """
{"dimensions": [
   {"name": "kommune", "role": "identifying", "total": "I alt",
    "hierarchies": [{"name": "region", "parents": {"Albertslund": "Region Hovedstaden",
                                                   "Region Hovedstaden": "Danmark"}}]},
   {"name": "aarsag", "role": "sensitive", "total": "I alt", "responses": "multiple"}],
 "tables": [["kommune", "aarsag"]],
 "count": "antal",
 "policy": {"threshold": 5, "zeros": "publishable"}}
"""


def spec(**fields: Any) -> dict[str, Any]:
    """A small valid SPEC with some fields changed."""
    return {"dimensions": [{"name": "a"}, {"name": "b"}], **fields}


def test_the_example_of_the_design_is_read():
    """Two dimensions, a tree of two levels, several answers, the count column and the policy."""
    request = parse_spec(DESIGN)
    tree = Hierarchy("region", {"Albertslund": "Region Hovedstaden", "Region Hovedstaden": "Danmark"})
    assert request.dimensions == (
        Dimension("kommune", "identifying", "I alt", "single", None, (tree,)),
        Dimension("aarsag", "sensitive", "I alt", "multiple"),
    )
    assert request.tables == (TableShape(("kommune", "aarsag")),)
    assert (request.count, request.policy) == ("antal", Policy(5, "publishable"))


def test_what_is_not_said_has_the_defaults_of_the_design():
    """Sensitive, single, «I alt», count, one table of all dimensions, threshold 5, zeros publishable, clauses off."""
    request = request_from_spec(spec())
    assert request.dimensions == (Dimension("a", "sensitive", "I alt", "single", None, ()), Dimension("b"))
    assert request.tables == (TableShape(("a", "b")),)
    assert request.count == "count"
    assert request.policy == Policy(5, "publishable", group_disclosure=False, participants=False)
    assert request.known == ()


def test_every_field_of_the_policy_is_read():
    """Each of them ends where it is meant to."""
    policy = {
        "threshold": 3,
        "zeros": "protected",
        "group_disclosure": True,
        "participants": True,
        "min_margin": 4,
        "min_group": 6,
        "not_unsafe": [{"dimension": "a", "levels": ["a"]}],
        "force_published": [{"a": "x"}],
        "force_suppressed": [{"b": "y"}],
        "weights": [{"cell": {}, "weight": 2}],
        "differences": True,
    }
    request = request_from_spec(spec(policy=policy, known=[{"cell": {"a": "x"}, "count": 7}]))
    assert request.policy == Policy(
        3,
        "protected",
        True,
        True,
        4,
        6,
        (NotUnsafe("a", ("a",)),),
        ({"a": "x"},),
        ({"b": "y"},),
        (({}, 2.0),),
        differences=True,
    )
    assert request.known == (KnownFigure({"a": "x"}, 7),)


def test_a_table_may_show_some_labels_only():
    """Of b only y and the total."""
    table = {"dimensions": ["a", "b"], "only": {"b": ["y"]}}
    assert request_from_spec(spec(tables=[table])).tables == (TableShape(("a", "b"), {"b": ("y",)}),)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_written_is_read_back_the_same(kind):
    """For requests of every kind: to SPEC, to text, and back."""
    for seed in range(5):
        request = request_from_spec(random_case(seed, kind).spec)
        assert parse_spec(json.dumps(spec_of(request))) == request


def test_a_table_of_some_labels_is_written_back_too():
    """`only` survives, and a dimension without listed codes still has none."""
    request = request_from_spec(spec(tables=[{"dimensions": ["a"], "only": {"a": ["x"]}}, ["b"]]))
    written = spec_of(request)
    assert request_from_spec(written) == request
    assert "codes" not in written["dimensions"][0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"dimensions": [', r"ikke gyldig JSON: fejlen er i linje 1, tegn 17; ret den der"),
        ('{"count": "n", "count": "m"}', r"«count» står to gange"),
        ("[]", r"skal være et objekt"),
        ("{}", r"«dimensions» skal være en liste"),
        ('{"dimensions": []}', r"1 til 8 dimensioner, her er 0"),
        ('{"policy": {"threshold": ' + "9" * 5000 + "}}", r"et tal med flere tusind cifre"),
    ],
)
def test_text_that_is_no_specification_is_refused(text, message):
    """Not JSON, a name twice, no object, no dimensions, a number nobody can read."""
    with pytest.raises(BadSpec, match=message):
        parse_spec(text)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"policies": {}}, r"feltet «policies» kendes ikke; kendte felter er count, dimensions"),
        ({"policy": {"treshold": 5}}, r"«policy»: feltet «treshold» kendes ikke"),
        ({"policy": []}, r"«policy» skal være et objekt"),
        ({"policy": {"threshold": 2}}, r"«policy.threshold» er 2; den skal være mindst 3"),
        ({"policy": {"threshold": 4.5}}, r"«policy.threshold» skal være et helt tal"),
        ({"policy": {"threshold": True}}, r"«policy.threshold» skal være et helt tal"),
        ({"policy": {"zeros": "hidden"}}, r"«policy.zeros» skal være publishable eller protected, ikke «hidden»"),
        ({"policy": {"participants": 1}}, r"«policy.participants» skal være true eller false"),
        ({"policy": {"min_group": -1}}, r"«policy.min_group» skal være et helt tal, 0 eller større"),
        ({"policy": {"sums": {}}}, r"«policy.sums.amount» skal være en tekst"),
        ({"policy": {"sums": {"amount": "kr", "contributor": "kr"}}}, r"kolonnen «kr» er også en dimension eller en"),
        ({"policy": {"sums": {"amount": "a", "contributor": "f"}}}, r"kolonnen «a» er også en dimension"),
        ({"policy": {"sums": {"amount": "kr", "contributor": "f", "k": 100}}}, r"«policy.sums.k» er 100; .* 1 til 99"),
        ({"policy": {"sums": {"amount": "kr", "contributor": "f", "p": 0}}}, r"«policy.sums.p» er 0; .* 1 til 100"),
        ({"policy": {"sums": {"amount": "kr", "contributor": "f", "q": 5}}}, r"feltet «q» kendes ikke"),
        ({"policy": {"not_unsafe": [{"dimension": "x", "levels": []}]}}, r"dimensionen «x» findes ikke"),
        ({"policy": {"weights": [{"cell": {}, "weight": 0}]}}, r"«weight» skal være et tal over 0"),
        ({"policy": {"weights": [{"cell": {}, "weight": True}]}}, r"«weight» skal være et tal over 0"),
        ({"policy": {"weights": [{"cell": {}, "weight": "3"}]}}, r"«weight» skal være et tal over 0"),
        ({"policy": {"force_published": [{"x": "1"}]}}, r"«policy.force_published»: feltet «x» kendes ikke"),
        ({"known": [{"cell": {"a": 1}, "count": 1}]}, r"«known.cell.a» skal være en tekst"),
        ({"known": [{"cell": {"a": "x"}}]}, r"«known.count» skal være et helt tal"),
        ({"count": "a\x00b"}, r"«count» har et tegn, der ikke kan stå i en fil"),
        ({"count": "\ud800"}, r"«count» har et tegn, der ikke kan stå i en fil"),
        ({"count": ""}, r"«count» skal være en tekst, der ikke er tom"),
        ({"count": "a"}, r"En dimension må ikke hedde «a»"),
        ({"count": "status"}, r"Tællekolonnen må ikke hedde «status»"),
        ({"tables": []}, r"«tables» er tom"),
        ({"tables": [[]]}, r"mindst én dimension"),
        ({"tables": [["a", "x"]]}, r"dimensionen «x» findes ikke i «dimensions»"),
        ({"tables": [["a", "a"]]}, r"«a» står to gange"),
        ({"tables": [{"dimensions": ["a"], "only": {"b": ["y"]}}]}, r"feltet «b» kendes ikke"),
        ({"dimensions": [{"name": "a"}, {"name": "a"}]}, r"To dimensioner hedder «a»"),
        ({"dimensions": [{"name": "table"}]}, r"må ikke hedde «table»"),
        ({"dimensions": [{"name": f"d{n}"} for n in range(9)]}, r"her er 9"),
        ({"dimensions": [{"name": "a", "role": "secret"}]}, r"«a».role skal være identifying eller sensitive"),
        ({"dimensions": [{"name": "a", "codes": ["x", "x"]}]}, r"«x» står to gange"),
        ({"dimensions": [{"name": "a", "codes": "x"}]}, r"skal være en liste"),
        ({"dimensions": [{"name": "a", "codes": ["x", "I alt"]}]}, r"«I alt» er også en kode"),
        ({"dimensions": [{"name": "a", "hierarchies": [{"name": "h"}]}]}, r"«parents» skal være et objekt"),
    ],
)
def test_what_a_specification_may_not_say_is_refused_with_where_and_why(fields, message):
    """Every rule of the format, each with the place in the sentence."""
    with pytest.raises(BadSpec, match=message):
        request_from_spec(spec(**fields))


SUMS = {"amount": "kr", "contributor": "firma", "n": 1, "k": 60, "p": 15}


def test_amounts_are_read_with_their_rules_and_written_back():
    """The column that is published is then the amount's."""
    for sums in (SUMS, {**SUMS, "holding": "koncern"}):
        request = request_from_spec(spec(policy={"sums": sums}))
        assert request.policy.sums == Sums("kr", "firma", 1, 60, 15, sums.get("holding", ""))
        assert request.count == "kr"
        assert request_from_spec(spec_of(request)) == request


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"count": "antal", "policy": {"sums": SUMS}}, r"både antal \(«count»: «antal»\) og beløb"),
        ({"policy": {"sums": SUMS, "group_disclosure": True}}, r"«policy.group_disclosure» gælder antal"),
        ({"policy": {"sums": SUMS, "differences": True}}, r"«policy.differences» gælder antal"),
        ({"policy": {"sums": SUMS, "min_group": 4}}, r"«policy.min_group» gælder antal"),
        ({"policy": {"sums": SUMS, "zeros": "protected"}}, r"«policy.zeros» gælder antal"),
        ({"dimensions": [{"name": "m", "responses": "multiple"}], "policy": {"sums": SUMS}}, r"har flere svar, og"),
        ({"tables": [{"dimensions": ["a"], "only": {"a": ["x"]}}], "policy": {"sums": SUMS}}, r"kun noget af «a»"),
    ],
)
def test_what_is_said_of_counts_is_refused_for_amounts(fields, message):
    """It would be without effect, and nobody would notice."""
    with pytest.raises(NotSupported, match=message):
        request_from_spec(spec(**fields))


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({"x": ["R", "S"]}, r"«x» har to overordnede"),
        ({"x": 7}, r"«a».parents.x skal være en tekst"),
        ({"": "R"}, r"«a».parents skal være en tekst"),
        ({"x": "R", "R": "x"}, r"cyklus"),
        ({"z": "R"}, r"«z» står i et hierarki, men ikke i «codes»"),
    ],
)
def test_a_tree_that_is_none_is_refused(parents, message):
    """Two parents, a parent that is no text, an empty code, a circle, a code that is not listed."""
    dimension = {"name": "a", "codes": ["x", "y"], "hierarchies": [{"name": "h", "parents": parents}]}
    with pytest.raises(BadSpec, match=message):
        request_from_spec({"dimensions": [dimension]})


def test_a_child_named_twice_in_the_text_has_two_parents():
    """JSON would keep the last one silently."""
    text = '{"dimensions": [{"name": "a", "hierarchies": [{"name": "h", "parents": {"x": "R", "x": "S"}}]}]}'
    with pytest.raises(BadSpec, match="«x» står to gange"):
        parse_spec(text)
