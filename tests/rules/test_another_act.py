"""Another act is a folder: nothing of the engine is changed for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "rules"
ACT = """
prefix: legeloven
name: legeloven
genitive: legelovens
unit: "art."
source: null
versions:
  - {valid_from: 2030-01-01, line: "lov nr. 1 af 1. januar 2030"}
"""
TEXT = """
- provision: legeloven art. 1, stk. 1
  versions:
    - {valid_from: 2030-01-01, amended_by: null, text: Enhver kan lege., source: opdigtet, mark: V, checked: {on: null, by: null}}
    - {valid_from: 2031-01-01, amended_by: lov nr. 2, text: Enhver kan lege ude., source: opdigtet, mark: V, checked: {on: null, by: null}}
"""
RULE = '''
"""Art. 1: everybody may play."""
from rules.finding import JA, NEJ, Statement
from rules.rule import rule

@rule("legeloven art. 1, stk. 1", valid_from="2030-01-01", valid_to="2031-01-01")
def enhver(seen):
    """Den, der spørger, er nogen."""
    return Statement(JA)

@rule("legeloven art. 1, stk. 1", valid_from="2031-01-01")
def enhver_ude(seen):
    """Den, der spørger, er ude."""
    return Statement(JA if seen == "ude" else NEJ)
'''
PROGRAM = """
from datetime import date
from rules.binding import check_bindings
from rules.provision import parse
from rules.rulebook import paragraf_named, paragraf_on
from rules.statute import wording
from rules.trace import Walk
check_bindings()
from rules.legeloven.paragraf_1 import enhver, enhver_ude
print(parse("legeloven art. 1, stk. 1").in_full.replace(chr(160), " "))
for day in (date(2030, 6, 1), date(2031, 6, 1)):
    walk = Walk("del", day, [])
    print(wording(parse("legelovens art. 1"), day).paragraphs[0], *(walk.answer(rule, "inde") for rule in (enhver, enhver_ude)))
    print([entry.rule for entry in walk.entries], [rule.name for one in paragraf_on(paragraf_named("legeloven-1"), day).sentences for rule in one.rules])
"""


@pytest.fixture
def house(tmp_path):
    """A copy of the package with one more folder in it; every file that was there is as it was."""
    shutil.copytree(RULES, tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    act = tmp_path / "rules" / "legeloven"
    (act / "text").mkdir(parents=True)
    (act / "__init__.py").write_text("", encoding="utf-8")
    (act / "paragraf_1.py").write_text(RULE, encoding="utf-8")
    (act / "text" / "act.yaml").write_text(ACT, encoding="utf-8")
    (act / "text" / "artikel_1.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def ran(house):
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(
        command, cwd=house, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(house)}
    )


def test_an_act_is_added_by_its_folder_alone(house):
    """Its articles are cited, dated, bound, tried and shown in the rulebook like every other act's."""
    done = ran(house)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "legelovens art. 1, stk. 1",
        "Enhver kan lege. JA NEJ",
        "['enhver'] ['enhver']",
        "Enhver kan lege ude. NEJ NEJ",
        "['enhver_ude'] ['enhver_ude']",
    ]


def test_an_act_whose_sentence_has_no_rule_is_refused(house):
    """The new act is held to the same rule: a sentence has a rule, or the reason why not."""
    (house / "rules" / "legeloven" / "paragraf_1.py").write_text(RULE.split("@rule", maxsplit=1)[0], encoding="utf-8")
    assert "hverken en regel eller en grund" in ran(house).stderr
