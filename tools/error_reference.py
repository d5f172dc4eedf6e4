"""Write the reference of errors: docs/reference/errors.md, from the places that raise them.

python tools/error_reference.py            # writes the page
python tools/error_reference.py --check    # exit 1 if the one in place differs
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from pages import REFERENCE, ROOT, cell, code, write_or_check

from extractor import errors

PACKAGE = ROOT / "extractor"
INTRODUCTION = """\
# Errors

On the command line an error is one line on standard error, `error: WHERE: what, and what to do about it`,
and the exit code below; in Python it is an exception with `what`, `where` and `exit_code`, below
`extractor.errors.ExtractorError`. One bad article never ends a run: it becomes a line of `failures.jsonl`
(exit code 3) that says the same and adds advice; see [Run over many articles](../batch.md).

Words in braces stand for what is filled in: `{path}`, `{error}`.

This page is written by `tools/error_reference.py`.
"""


def files() -> Iterator[tuple[Path, str]]:
    """The page with its content."""
    yield REFERENCE / "errors.md", "\n".join(page()) + "\n"


def page() -> Iterator[str]:
    """The lines of errors.md."""
    yield INTRODUCTION
    found: dict[str, dict[str, set[str]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for name, message in _raised(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(name, {}).setdefault(message, set()).add(room)
    for name, kind in vars(errors).items():
        if inspect.isclass(kind) and issubclass(kind, errors.ExtractorError):
            yield f"## {name}\n"
            yield f"{(inspect.getdoc(kind) or '').partition(chr(10))[0]} Exit code {kind.exit_code}.\n"
            if name in found:
                yield "| message | from |"
                yield "|---|---|"
                for message, rooms in sorted(found[name].items()):
                    yield f"| {cell(message)} | {', '.join(map(code, sorted(rooms)))} |"
                yield ""


def _raised(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names of errors with their messages, wherever one is made with a message that can be read."""
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        kind = getattr(errors, node.func.id, None)
        message = _text(node.args[0], constants)
        if inspect.isclass(kind) and message:
            yield node.func.id, message


def _text(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    """The message as a reader sees it, with what is filled in between braces; empty if it is not literal."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_part(part, constants) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left, constants) + _text(right, constants)
        case _:
            return ""


def _part(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    if not isinstance(node, ast.FormattedValue):
        return _text(node, constants)
    inner = node.value
    if isinstance(inner, ast.Name) and inner.id in constants:
        return _text(constants[inner.id], constants) or f"{{{inner.id.strip('_').lower()}}}"
    while isinstance(inner, ast.Call):
        inner = inner.args[0] if inner.args else inner.func
    names = [part.id for part in ast.walk(inner) if isinstance(part, ast.Name)]
    last = inner.attr if isinstance(inner, ast.Attribute) else (names[0] if names else "...")
    return f"{{{last.strip('_').lower()}}}"


if __name__ == "__main__":
    sys.exit(write_or_check(files(), __doc__))
