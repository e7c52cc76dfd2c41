"""An exported ledger, checked alone: the chain of the log, and that every release is the one the log tells of.

Standard library only (and chain.py); knows neither the database nor the rest of the program.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from data.chain import Link, first_broken

FORMAT = "ledger/1"
ADDED = "table_released"
"""The log's action for a release; its payload has number, register and hash."""
COVERED = ("at", "actor", "action", "case_id", "payload")


def check_ledger(text: str) -> list[str]:
    """What does not hold in an exported ledger, one Danish sentence each; an empty list means that all of it does."""
    try:
        whole: dict[str, Any] = json.loads(text)
        return _problems(whole)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["Filen er ikke et udtræk af registeret over svar (ledger/1), eller den er beskadiget."]


def _problems(whole: dict[str, Any]) -> list[str]:
    if whole["format"] != FORMAT:
        return [f"Filens format er ikke {FORMAT}."]
    links = [
        Link(one["sequence"], [one[name] for name in COVERED], one["previous_hash"], one["hash"])
        for one in whole["events"]
    ]
    broken = first_broken(links)
    if broken is not None:
        return [f"Kæden er brudt ved hændelse nr. {broken}: en hændelse er ændret, fjernet eller sat ind."]
    told = [json.loads(one["payload"]) for one in whole["events"] if one["action"] == ADDED]
    problems = []
    if len(told) != len(whole["releases"]):
        problems.append(f"Loggen fortæller om {len(told)} tabeller, men der er {len(whole['releases'])}.")
    for number, (entry, release) in enumerate(zip(told, whole["releases"], strict=False), start=1):
        found = hashlib.sha256(release.encode("utf-8")).hexdigest()
        if (
            entry["number"] != number
            or entry["sha256"] != found
            or json.loads(release)["register_id"] != entry["register"]
        ):
            problems.append(f"Tabel nr. {number} er ikke den, som loggen fortæller om.")
    return problems
