"""The rulebook's cases: short YAML as a jurist writes it, made into facts/1 and what is expected of it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PART = "del"
REASON = "Vurderet konkret i sagen, se notatet."
BY = "sagsbehandlende jurist"
DATE = "2026-01-14"


@dataclass(frozen=True)
class Case:
    id: str
    title: str
    rows: tuple[str, ...]
    document: dict[str, Any]
    expected: dict[str, Any]
    on: Any
    why: str
    source: str
    file: str


@cache
def cases() -> tuple[Case, ...]:
    files = sorted(path for path in HERE.glob("*.yaml") if path.name != "bases.yaml")
    return tuple(_case(entry, path.name) for path in files for entry in _read(path))


def _read(path: Path) -> Any:
    # Dates stay text, as in a facts file.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)


class _TextDates(yaml.SafeLoader):
    pass


_TextDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def _bases() -> dict[str, Any]:
    return _read(HERE / "bases.yaml")


def _case(entry: dict[str, Any], file: str) -> Case:
    unknown = set(entry) - {"id", "title", "rows", "like", "given", "expect", "decided", "why", "source"}
    assert not unknown, f"{entry['id']}: {unknown}"
    return Case(
        id=entry["id"],
        title=entry["title"],
        rows=tuple(map(str, entry["rows"])),
        document=expanded(entry.get("like"), entry.get("given", {})),
        expected=_expected(entry["expect"]),
        on=entry.get("decided"),
        why=entry["why"],
        source=entry["source"],
        file=file,
    )


def expanded(like: str | None, given: dict[str, Any]) -> dict[str, Any]:
    base = _merged(deepcopy(_bases()[like]) if like else {}, given)
    request = {"text": base.get("text", "Jeg beder om aktindsigt."), "received": base.get("received")}
    optional = {"format_wanted": "wants", "requester_type": "requester", "wording_covered": "covered"}
    request |= {name: base[short] for name, short in optional.items() if base.get(short) is not None}
    parts = base.get("parts") or {PART: base}
    return {
        "format": "facts/1",
        "request": {"wording_covered": True, **request},
        "authority": {"kind": base["body"]} if base.get("body") else {},
        "parts": [_part(name, part) for name, part in parts.items()],
    }


def _part(name: str, given: dict[str, Any]) -> dict[str, Any]:
    base = _merged(deepcopy(_bases()[given["like"]]), given) if "like" in given else given
    part = {"id": name, "label": base.get("label", "Det, der er bedt om"), "kind": base["kind"]}
    part |= {"facts": base.get("facts", {}), "judgements": _judged(base.get("judged", {}))}
    if "groups" in base:
        part["cell_groups"] = [_group(group, content or {}) for group, content in base["groups"].items()]
    return part


def _group(name: str, content: dict[str, Any]) -> dict[str, Any]:
    group = {"id": name, "label": name, "facts": content.get("facts", {})}
    if "variant_of" in content:
        group["variant_of"] = content["variant_of"]
    return {**group, "judgements": _judged(content.get("judged", {}))}


def _judged(entries: dict[str, Any]) -> dict[str, Any]:
    return {name: judgement(value) for name, value in entries.items()}


def judgement(value: Any) -> dict[str, Any]:
    """A bare value is signed with a reason; a mapping says what is different."""
    signed = {"reason": REASON, "by": BY, "date": DATE}
    return {**signed, **value} if isinstance(value, dict) else {"value": value, **signed}


def _merged(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    for name, value in given.items():
        if value is None:
            base.pop(name, None)
        elif name in {"facts", "judged"} and isinstance(base.get(name), dict):
            base[name] = _merged(base[name], value)
        else:
            base[name] = value
    return base


def _expected(expect: dict[str, Any]) -> dict[str, Any]:
    whole = {"overall", "open", "deadline", "fee_max_kr", "complaint_overall", "open_overall", "parts"}
    top = {name: value for name, value in expect.items() if name in whole}
    if "complaint_overall" in top:
        top["complaint"] = top.pop("complaint_overall")
    if "open_overall" in top:
        top["open_before_letter"] = top.pop("open_overall")
    if "parts" in top:
        return {**top, "parts": [_expected_part(name, part) for name, part in top["parts"].items()]}
    part = {name: value for name, value in expect.items() if name not in whole}
    return {"overall": part["outcome"], **top, "parts": [_expected_part(PART, part)]}


def _expected_part(name: str, part: dict[str, Any] | str) -> dict[str, Any]:
    content = {"outcome": part} if isinstance(part, str) else dict(part)
    groups = content.pop("groups", None)
    if groups:
        content["cell_groups"] = [
            {"id": group, **({"outcome": entry} if isinstance(entry, str) else entry)}
            for group, entry in groups.items()
        ]
    return {"id": name, **content}
