"""Write the reference of the records: docs/records.md, and JSON Schemas in docs/schema.

    python tools/record_reference.py            # writes the files
    python tools/record_reference.py --check    # exit 1 if those in place differ

Both are made from `extractor.schema` and the vocabulary of the built-in rules.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from extractor.engine.load import load_rules
from extractor.engine.schema import Vocabulary
from extractor.schema import Record, json_schema
from extractor.schema.export import RECORDS

DOCS = Path(__file__).parents[1] / "docs"
INTRODUCTION = """\
# Records

A dataset folder has five files with one JSON object per line, `journal.jsonl` (what each article
contributed, for `--resume`) and `run.json` (version, rules, settings, counts). Offsets are half-open
and count characters of the article's text, which is in `documents.jsonl`: `text[start:end]` is the
quote. Numbers are JSON numbers with all their digits; read them as decimals where that matters.

The JSON Schemas are in [schema](schema). This page is written by `tools/record_reference.py`.
"""


def main() -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    stale = [path for path, text in files() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in files():
        if not check and path in stale:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print("differs:" if check else "written:", path.relative_to(DOCS.parent))
    return int(check and bool(stale))


def files() -> Iterator[tuple[Path, str]]:
    """Each file with its content."""
    vocabulary = load_rules().get(Vocabulary)
    schemas = {name: json_schema(vocabulary, name) for name in RECORDS}
    yield DOCS / "records.md", "\n".join(page(schemas)) + "\n"
    for name, schema in schemas.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        yield DOCS / "schema" / f"{name}.schema.json", text


def page(schemas: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The lines of records.md."""
    yield INTRODUCTION
    nested: dict[str, type[Record]] = {}
    for name, kind in RECORDS.items():
        yield f"## {name}.jsonl\n"
        for record in get_args(kind) or (kind,):
            yield from _table(record, schemas[name])
            nested |= _nested(record)
    yield "## Parts of records\n"
    for record in nested.values():
        yield from _table(record, {})


def _table(record: type[Record], schema: dict[str, Any]) -> Iterator[str]:
    title = record.__name__.removesuffix("Record")
    yield f"**{title}.** {' '.join((inspect.getdoc(record) or '').split())}\n"
    yield "| field | type | |"
    yield "|---|---|---|"
    lists = schema.get("properties", {})
    for name, field in record.model_fields.items():
        allowed = _allowed(lists.get(name, {}))
        meaning = "; ".join(part for part in (field.description or "", allowed) if part)
        yield f"| `{name}` | {_type(field.annotation)} | {meaning} |"
    yield ""


def _allowed(schema: dict[str, Any]) -> str:
    values = schema.get("enum") or next((o["enum"] for o in schema.get("anyOf", ()) if "enum" in o), ())
    if not values:
        return ""
    if len(values) > 12:
        return f"one of {len(values)} in `rules/vocabulary.toml`"
    return ", ".join(f"`{value}`" for value in values)


def _type(annotation: Any) -> str:
    names = {"str": "text", "int": "whole number", "Decimal": "number", "float": "number", "NoneType": "null"}
    arguments = [item for item in get_args(annotation) if item is not ...]
    origin = getattr(annotation, "__origin__", None)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return "object"
    if arguments and all(isinstance(item, str) for item in arguments):
        return " or ".join(f"`{item}`" for item in arguments)
    if hasattr(annotation, "__metadata__"):
        return _type(arguments[0])
    if arguments:
        return " or ".join(dict.fromkeys(_type(item) for item in arguments))
    name = annotation.__name__
    return names.get(name, name.removesuffix("Record"))


def _nested(record: type[Record]) -> dict[str, type[Record]]:
    found: dict[str, type[Record]] = {}
    stack: list[Any] = [field.annotation for field in record.model_fields.values()]
    while stack:
        item = stack.pop(0)
        stack += get_args(item)
        if isinstance(item, type) and issubclass(item, Record):
            found[item.__name__] = item
    return found


if __name__ == "__main__":
    sys.exit(main())
