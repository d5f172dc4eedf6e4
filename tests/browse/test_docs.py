"""What docs/browse.md tells to type exists, and the messages it explains are the program's."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from extractor.cli.app import app
from extractor.writers.explain import explanations

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "browse.md").read_text(encoding="utf-8")
PROGRAM = " ".join(
    path.read_text(encoding="utf-8")
    for name in ("browse/database.py", "browse/server.py", "writers/layout.py")
    for path in [ROOT / "extractor" / name]
)


def test_commands_and_options_exist():
    commands = get_command(app).commands  # type: ignore[attr-defined]
    told = re.findall(r"extractor (\w+)([^`\n]*)", DOCS)
    assert {name for name, _ in told} >= {"extract", "browse", "report"}
    for name, rest in told:
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z]+", rest)) <= known, (name, rest)


def test_messages_are_the_programs():
    messages = re.findall(r"^\| (`[^|]+`) \|", DOCS, flags=re.MULTILINE)
    assert len(messages) == 4
    for message in re.findall(r"`([^`]+)`", " ".join(messages)):
        assert message.replace("8001", "{port}") in PROGRAM, message


def test_columns_are_columns():
    assert {"repeat_of", "status", "approx", "value", "value_max"} <= set(explanations())
    assert all(f"`{name}`" in DOCS for name in ("repeat_of", "status", "approx", "value", "value_max"))
