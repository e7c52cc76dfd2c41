"""Rules and texts, one to one: every rule has its sentence, every sentence its rule or a reason why not.

Checked when the service starts and in the tests. A rule is bound to the version of its sentence that
began on the rule's `valid_from`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from typing import TYPE_CHECKING

import yaml

from rules.acts import all_acts
from rules.errors import UnboundRuleError
from rules.provision import PRINCIPLE, parse
from rules.rule import bound_rules
from rules.statute import Version, all_versions

if TYPE_CHECKING:
    from datetime import date

    from rules.provision import Provision
    from rules.rule import Rule


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A sentence without a rule, and why. `before`: only the versions that began before that day."""

    provision: Provision
    why: str
    before: date | None = None

    def covers(self, version: Version) -> bool:
        """Whether `version` is meant."""
        early = self.before is None or version.valid_from < self.before
        return early and self.provision.contains(version.provision)


@cache
def all_rules() -> tuple[Rule[object], ...]:
    """Return every rule of every act, after reading all files paragraf_*.py."""
    for act in all_acts():
        folder = resources.files("rules").joinpath(act.folder)
        for name in sorted(entry.name for entry in folder.iterdir()):
            if name.startswith("paragraf_") and name.endswith(".py"):
                import_module(f"rules.{act.folder}.{name.removesuffix('.py')}")
    return bound_rules()


@cache
def not_encoded() -> tuple[NotEncoded, ...]:
    """Return the sentences that have no rule, with reasons."""
    text = resources.files("rules").joinpath("not_encoded.yaml").read_text(encoding="utf-8")
    return tuple(
        NotEncoded(parse(provision), entry["why"], entry.get("before"))
        for entry in yaml.safe_load(text)
        for provision in entry["provisions"]
    )


def check_bindings() -> None:
    """Check that rules and texts fit together.

    Raises
    ------
    UnboundRuleError : a rule without its text, a sentence with neither rule nor reason, or with both.
    """
    for rule in all_rules():
        if not is_principle(rule) and not any(is_bound(rule, version) for version in all_versions()):
            raise UnboundRuleError(f"Reglen {rule.name} har ingen tekst til {rule.provision} fra {rule.valid_from}.")
    for version in all_versions():
        rules = [rule for rule in all_rules() if not is_principle(rule) and is_bound(rule, version)]
        reasons = [entry for entry in not_encoded() if entry.covers(version)]
        heading = not rules and has_pieces(version)
        if bool(rules) == bool(reasons) and not heading:
            found = "både en regel og en grund til ingen" if rules else "hverken en regel eller en grund"
            raise UnboundRuleError(
                f"{version.provision.in_full} ({version.valid_from}) har {found}; se not_encoded.yaml."
            )


def is_principle(rule: Rule[object]) -> bool:
    """Whether the rule rests on a principle of practice, which no text file holds."""
    return rule.provision.startswith(f"{PRINCIPLE} ")


def is_bound(rule: Rule[object], version: Version) -> bool:
    """Whether the rule answers this version of its sentence."""
    return parse(rule.provision) == version.provision and rule.valid_from == version.valid_from


def has_pieces(version: Version) -> bool:
    """Whether the version is the beginning of a sentence whose numbers are entered one by one."""
    whole = version.provision
    return any(whole.contains(other.provision) and other.provision != whole for other in all_versions())
