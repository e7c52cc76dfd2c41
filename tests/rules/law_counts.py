"""What the law consists of, counted: `python -m tests.rules.law_counts` prints the tables of docs/law.md."""

from __future__ import annotations

from collections import Counter

from rules.acts import all_acts
from rules.binding import all_rules, is_principle, not_encoded
from rules.rulebook import contents
from rules.statute import BLOCKING_MARKS, all_versions
from tests.rulebook import mistakes_of_judgement  # noqa: F401 -- adds its mistakes to the list
from tests.rulebook.casebook import cases
from tests.rulebook.mistakes import MISTAKES
from tests.rulebook.test_removals import CASES, removals
from tests.rulebook.test_wrong_rules import ASKED_BY_ONE_RULE
from tests.rules.letters import letter_cases


def rows() -> tuple[tuple[str, int], ...]:
    """Return each thing counted and how many there are."""
    versions = all_versions()
    rules = all_rules()
    return (
        ("acts", len(all_acts())),
        ("paragraffer", sum(len(paragraffer) for paragraffer in contents().values())),
        ("provisions (the smallest pieces that are cited)", len({version.provision for version in versions})),
        ("versions of provisions", len(versions)),
        ("versions without a text", sum(version.text is None for version in versions)),
        ("versions whose mark blocks issue", sum(version.mark in BLOCKING_MARKS for version in versions)),
        ("versions checked by a jurist", sum(version.is_checked for version in versions)),
        ("rules", len(rules)),
        ("rules that rest on a principle of practice", sum(is_principle(rule) for rule in rules)),
        ("versions without a rule, with the reason", sum(_has_reason(version) for version in versions)),
        ("cases of the rulebook", len(cases())),
        ("letters kept as text", len(letter_cases()) + 1),
    )


def marks() -> dict[str, int]:
    """Return how many versions bear each mark."""
    return dict(sorted(Counter(version.mark for version in all_versions()).items()))


def mutations() -> tuple[tuple[str, int], ...]:
    """Return each kind of mistake and how many are made; the tests fail unless every one is noticed."""
    judgements = asked = 0
    for _, document, _ in CASES:
        for removal in removals(document):
            judgements += removal.path[-1] == "judgements"
            asked += removal.path[-1] != "judgements"
    return (
        ("judgements taken out, one at a time", judgements),
        ("facts taken out, one at a time", asked),
        ("rules made to answer yes whatever is stated", len(all_rules())),
        ("rules made to answer no whatever is stated", len(all_rules())),
        ("rules that take silence for yes, and for no", 2 * len(ASKED_BY_ONE_RULE)),
        ("mistakes that are really made", len(MISTAKES)),
    )


def tables() -> str:
    """Return the tables as docs/law.md holds them."""
    counted = "\n".join(f"| {name} | {number} |" for name, number in (*rows(), *mutations()))
    return counted + "\n" + ", ".join(f"`{mark}` {number}" for mark, number in marks().items())


def _has_reason(version: object) -> bool:
    return any(entry.covers(version) for entry in not_encoded())  # type: ignore[arg-type]


if __name__ == "__main__":
    print(tables())  # noqa: T201 -- the tables are the answer
