"""Comparing an assessment with what a case expects, by FACTS.md section 4. Only stated fields are compared."""

from __future__ import annotations

from typing import Any

EQUAL = ("outcome", "complaint", "meroffentlighed")
AS_SETS = ("invalid_grounds",)
CONTAINED = ("missing", "must_say", "open_before_letter")


def differences(given: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    found = [_unequal(name, given, expected) for name in ("overall", "complaint", "fee_max_kr") if name in expected]
    if "open" in expected and set(given["open"]) != set(expected["open"]):
        found.append(f"open: {given['open']} != {expected['open']}")
    found.append(_lacking("open_before_letter", given, expected))
    found += _deadlines(given["deadline"], expected.get("deadline", {}))
    return [entry for entry in (*found, *_parts(given["parts"], expected["parts"])) if entry]


def _deadlines(given: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    named = {name: day for name, day in expected.items() if name != "lenient"}
    found = [f"deadline.{name}: {given.get(name)} != {day}" for name, day in named.items() if given.get(name) != day]
    return found + (_deadlines(given.get("lenient", {}), expected["lenient"]) if "lenient" in expected else [])


def _parts(given: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[str]:
    by_id = {part["id"]: part for part in given}
    if set(by_id) != {part["id"] for part in expected}:
        return [f"parts: {sorted(by_id)} != {sorted(part['id'] for part in expected)}"]
    return [f"{part['id']}: {entry}" for part in expected for entry in _part(by_id[part["id"]], part)]


def _part(given: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    found = [*_common(given, expected)]
    groups = {group["id"]: group for group in given["cell_groups"]}
    for group in expected.get("cell_groups", ()):
        if group["id"] not in groups:
            found.append(f"group {group['id']} was not looked at")
            continue
        found += [f"{group['id']}: {entry}" for entry in _common(groups[group["id"]], group)]
    return found


def _common(given: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    found = [_unequal(name, given, expected) for name in EQUAL if name in expected]
    found += [
        f"{name}: {given[name]} != {expected[name]}"
        for name in AS_SETS
        if name in expected and set(given[name]) != set(expected[name])
    ]
    found += [_lacking(name, given, expected) for name in CONTAINED]
    found += [
        f"sections: {wanted} is not among {given['sections']}"
        for wanted in expected.get("sections", ())
        if not any(matches(section, wanted) for section in given["sections"])
    ]
    found += [
        f"sections_not: {unwanted} is among {given['sections']}"
        for unwanted in expected.get("sections_not", ())
        if any(matches(section, unwanted) for section in given["sections"])
    ]
    found += [f"must_not_say: {code}" for code in expected.get("must_not_say", ()) if code in given["must_say"]]
    return [entry for entry in found if entry]


def matches(given: str, expected: str) -> bool:
    """Equal, or more specific; an act named without § is matched by any provision of it."""
    if given == expected or given.startswith(expected + ", "):
        return True
    return "§" not in expected and "art." not in expected and given.startswith((expected + " §", expected + " art."))


def _unequal(name: str, given: dict[str, Any], expected: dict[str, Any]) -> str:
    return "" if given[name] == expected[name] else f"{name}: {given[name]} != {expected[name]}"


def _lacking(name: str, given: dict[str, Any], expected: dict[str, Any]) -> str:
    absent = [entry for entry in expected.get(name, ()) if entry not in given[name]]
    return f"{name}: {absent} not in {given[name]}" if absent else ""
