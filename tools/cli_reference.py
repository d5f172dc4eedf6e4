"""Write the reference of the command line: docs/reference/cli.md, from the commands themselves.

python tools/cli_reference.py            # writes the page
python tools/cli_reference.py --check    # exit 1 if the one in place differs
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from pages import REFERENCE, cell, code, write_or_check
from typer.main import get_command

from extractor.cli.app import app

INTRODUCTION = """\
# Command line

Every command explains itself with `--help`. Data goes to standard output, everything else to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | below the bar, or nothing could be done (a full disk) |
| 2 | usage, or input that is not valid: the message says what to do |
| 3 | done, but some articles failed: they are in `failures.jsonl`, with the reason |
| 130 | stopped with Ctrl-C; `--resume` goes on |

This page is written by `tools/cli_reference.py`.
"""


def files() -> Iterator[tuple[Path, str]]:
    """The page with its content."""
    yield REFERENCE / "cli.md", "\n".join(page()) + "\n"


def page() -> Iterator[str]:
    """The lines of cli.md."""
    yield INTRODUCTION
    for name, command in sorted(_commands("extractor", get_command(app))):
        yield f"## {name}\n"
        yield f"{' '.join((command.help or '').replace(chr(8), '').split())}\n"
        arguments = [_shown(one) for one in command.params if one.param_type_name == "argument"]
        yield f"```text\n{' '.join([name, '[OPTIONS]', *arguments])}\n```\n"
        yield "| | default | |"
        yield "|---|---|---|"
        for parameter in command.params:
            if not getattr(parameter, "hidden", False):
                yield _row(parameter)
        yield ""


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield name, command
        return
    for child, below in children.items():
        yield from _commands(f"{name} {child}", below)


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"| {code(_shown(parameter))} | | {cell(parameter.help or '')} |"
    names = ", ".join(code(name) for name in (*parameter.opts, *parameter.secondary_opts))
    annotation = parameter.type_descriptor.annotation
    listed = list(annotation) if isinstance(annotation, type) and issubclass(annotation, Enum) else ()
    of = f" One of {', '.join(code(choice.value) for choice in listed)}." if listed else ""
    many = getattr(annotation, "__origin__", None) is list and "again" not in (parameter.help or "")
    repeated = " May be given again." if many else ""
    return f"| {names} | {_default(parameter)} | {cell(parameter.help or '')}{of}{repeated} |"


def _shown(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name).strip("[]").upper()
    shown = f"{name}..." if parameter.nargs == -1 and not name.endswith("...") else name
    return shown if parameter.required else f"[{shown}]"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    value = parameter.default
    if value is None or callable(value) or value in ((), []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return code(str(getattr(value, "value", value)))


if __name__ == "__main__":
    sys.exit(write_or_check(files(), __doc__))
