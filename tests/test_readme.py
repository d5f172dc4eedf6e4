"""The README's example and commands are executed: documentation that lies fails."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from typer.main import get_command

from extractor.cli.app import app

README = Path(__file__).parents[1] / "README.md"


def test_the_example_gives_what_it_shows() -> None:
    text = README.read_text(encoding="utf-8")
    parser = doctest.DocTestParser()
    test = parser.get_doctest(text, {}, "README.md", str(README), 0)
    assert len(test.examples) == 4
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert result.failed == 0


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"^    extractor (\w+)", README.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named
    assert named <= set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_file_it_points_to_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / target).exists(), target
