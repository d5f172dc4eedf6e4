"""The shape of the code base: short modules, words in rules, imports downwards, everything packaged."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import regex

import extractor
from extractor.engine.schema import RULE_FILES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LONGEST = 300
WORD = regex.compile(r"\p{L}*[À-ỹ]\p{L}+|\p{L}+[À-ỹ]")
CLASSES = regex.compile(r"\[[^\[\]]*\]")
"""Ranges of letters in patterns are no words."""
LETTERS = ("extractor/text/", "extractor/readers/legacy.py")
"""Where the letters themselves are the subject: their Unicode forms and their old encodings."""
MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|work|Users|mnt)/\w|[A-Z]:\\\\")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def docstrings(tree: ast.AST) -> set[int]:
    """Lines of docstrings and of the strings that document attributes."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                lines |= set(range(statement.lineno, (statement.end_lineno or 0) + 1))
    return lines


@pytest.mark.parametrize("path", [m for m in MODULES if not name(m).startswith(LETTERS)], ids=name)
def test_vietnamese_words_live_in_rules(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = docstrings(tree)
    words = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.lineno not in told
        and WORD.search(CLASSES.sub("", node.value))
    ]
    assert words == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_imports_keep_the_layers():
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_layers_name_every_room():
    (layers, *_) = PROJECT["tool"]["importlinter"]["contracts"]
    named = {part.strip().partition(".")[2] for layer in layers["layers"] for part in layer.split("|")}
    rooms = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
    rooms |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms - named == set()


def test_every_data_file_is_packaged():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["extractor"]
    data = [
        path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc", ".md")
    ]
    assert [name(path) for path in data if not packaged(path, patterns)] == []


def packaged(path: Path, patterns: list[str]) -> bool:
    inside = path.relative_to(PACKAGE).as_posix()
    return any(
        fnmatch(inside, pattern) or fnmatch(inside, pattern.replace("**/", "")) for pattern in patterns
    )


def test_every_rule_file_has_a_kind():
    rules = PACKAGE / "rules"
    known = {path for kind in RULE_FILES for path in rules.glob(kind.files)}
    assert set(rules.rglob("*.toml")) == known


def test_nothing_names_a_machine():
    kinds = (".py", ".toml", ".md", ".cfg", ".yml", ".txt", ".json", ".jsonl", ".csv", "")
    ours = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    files = [ROOT / line for line in ours] or MODULES
    found = [
        f"{name(path)}: {match.group()}"
        for path in files
        if path.is_file() and path.suffix in kinds and path.name != "test_architecture.py"
        for match in [MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))]
        if match
    ]
    assert found == []


@pytest.mark.parametrize("public", extractor.__all__)
def test_the_public_names_exist_and_are_documented(public):
    value = getattr(extractor, public)
    assert public == "__version__" or value.__doc__
    assert public in dir(extractor)


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        extractor.nothing  # noqa: B018


def test_importing_the_package_loads_nothing_else():
    code = "import sys, extractor; print(sorted(m for m in sys.modules if m.split('.')[0] in %r))"
    heavy = ("pandas", "pydantic", "underthesea", "regex", "typer", "ahocorasick_rs")
    result = subprocess.run(
        [sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
