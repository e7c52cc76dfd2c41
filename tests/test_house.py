"""The house: what must be true of the repository as a whole."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [path for folder in ("api", "disclosure", "rules", "data") for path in (ROOT / folder).rglob("*.py")]
WRITTEN = [
    path
    for pattern in ("*.py", "*.md", "*.yaml", "*.toml", "*.in", "*.txt", "*.sh", "*.json")
    for path in ROOT.rglob(pattern)
    if not {".venv", "node_modules", "demo-out", "out"} & set(path.relative_to(ROOT).parts)
    and not any(part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts)
]


def requirements(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))]


def package_name(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement).group().lower()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact_and_carries_a_hash(name):
    """Every package is pinned to one version, and the line after it is a sha256."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[A-Za-z0-9][^\n]*", text, re.MULTILINE)
    assert pins
    for pin in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][^ ]* \\", pin), pin
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text)) == len(pins)


def test_both_lists_pin_the_same_version():
    """The tests run against the packages that are installed for use."""
    pins = {
        name: dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    shared = pins["requirements.txt"].keys() & pins["requirements-dev.txt"].keys()
    assert {name: pins["requirements.txt"][name] for name in shared} == {
        name: pins["requirements-dev.txt"][name] for name in shared
    }


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_direct_dependency_has_its_reason(name):
    """docs/dependencies.md has a row for each package that is asked for by name."""
    documented = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for requirement in requirements(name):
        assert f"| `{package_name(requirement)}` |" in documented, requirement


def test_no_dependency_is_documented_that_is_not_asked_for():
    """A row of docs/dependencies.md whose package has gone is removed with it."""
    documented = re.findall(
        r"^\| `([^`]+)` \|", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    asked = {package_name(line) for name in ("requirements.in", "requirements-dev.in") for line in requirements(name)}
    assert set(documented) <= asked


def test_no_source_file_is_longer_than_400_lines():
    """A file has one subject; only the checker is one file however long, because it must be carried alone."""
    one_file = ROOT / "disclosure" / "checker.py"
    long = [path.name for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 400]
    assert [name for name in long if name != one_file.name] == []


def functions():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length_without_docstring(node):
    body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
    return node.end_lineno - body[0].lineno + 1


def test_no_function_is_longer_than_40_lines():
    """A function is read in one look."""
    long = [f"{path.name}:{node.name}" for path, node in functions() if length_without_docstring(node) > 40]
    assert long == []


def test_no_module_is_called_utils_helpers_or_manager():
    """A file is named after what it holds."""
    assert [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "helper", "manager"}] == []


def test_identifiers_are_ascii():
    """Danish letters stand in sentences, never in names."""
    names = {node.name for _, node in functions()}
    assert [name for name in names if not name.isascii()] == []
    assert [path.name for path in SOURCES if not path.name.isascii()] == []


@pytest.mark.parametrize("word", ["/w[o]rk/", "/r[o]ot/", "pypi[.]org", "registry[.]npmjs"])
def test_no_machine_and_no_package_host_is_named(word):
    """The repository runs anywhere, and takes its packages from wherever the reader has them."""
    found = [path for path in WRITTEN if re.search(word, path.read_text(encoding="utf-8", errors="replace"))]
    assert found == []


def test_the_cores_are_pure():
    """Neither core asks for the time, for chance, or for a file by its path."""
    forbidden = re.compile(r"\b(datetime\.now|date\.today|time\.time|perf_counter|import random|os\.environ|open\()")
    cores = [path for path in SOURCES if path.relative_to(ROOT).parts[0] in {"rules", "disclosure"}]
    checker = ROOT / "disclosure" / "checker.py"  # stands alone and reads the files it is given
    assert [path for path in cores if path != checker and forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_general_is_caught():
    """`except Exception` would turn a defect into an answer."""
    general = re.compile(r"except\s*(BaseException|Exception|)\s*(as \w+)?:")
    assert [path.name for path in SOURCES if general.search(path.read_text(encoding="utf-8"))] == []


def test_all_lint_rules_are_on_and_each_exception_has_its_comment():
    """ruff runs with every rule; a rule that is left out says why on its own line."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    for rule in lint["ignore"]:
        assert re.search(rf'^\s*"{rule}",\s+# \S', text, re.MULTILINE), rule


def test_every_make_target_promised_is_there():
    """The targets the README names exist."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "serve", "check", "bench"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_protect_starts_without_the_web_framework():
    """Asking a command for its help imports neither the web framework nor the table library."""
    program = (
        "import sys, main\n"
        "from api.commands.entry import run\n"
        "try:\n    run(main.COMMANDS, ['deadline', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'fastapi', 'pandas', 'sqlmodel', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
