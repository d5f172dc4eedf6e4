"""Reads rule files, lays an analyst's own directory over the built-in ones, fingerprints the result.

Overlay: a ``[[rule]]`` (or any other entry with an ``id``) with a known id replaces that rule, a new id
is added, and ``disable = ["id", ...]`` at the top of any file removes rules. Tables are merged key by key;
lists of words are extended. Inside one directory ids are unique: nothing is replaced by accident.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from extractor.engine.references import unknown_name
from extractor.engine.schema import RULE_FILES, RuleFile
from extractor.errors import RuleError

F = TypeVar("F", bound=RuleFile)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rule files, validated. ``rules.get(Vocabulary)`` is the typed way to one of them."""

    files: Mapping[type[RuleFile], RuleFile]
    fingerprint: str

    def get(self, kind: type[F]) -> F:
        """The file(s) of one kind, merged."""
        found = self.files[kind]
        assert isinstance(found, kind)
        return found


def builtin_directory() -> Path:
    """Where the rules of this package are."""
    return Path(str(resources.files("extractor") / "rules"))


def load_rules(overlay: Path | None = None) -> Rules:
    """Load, merge and validate every rule file.

    Args:
        overlay: a directory laid out like ``extractor/rules``; any subset of its files.

    Raises:
        RuleError: naming file and line of the first mistake.
    """
    directories = [builtin_directory()]
    if overlay is not None:
        if not overlay.is_dir():
            raise RuleError("no such rule directory; give a folder with .toml files", str(overlay))
        directories.append(overlay)
    digest = hashlib.sha256()
    files: dict[type[RuleFile], RuleFile] = {}
    known: set[Path] = set()
    origins: dict[str, tuple[Path, str]] = {}
    for kind in RULE_FILES:
        merged: dict[str, Any] = {}
        origin: dict[str, tuple[Path, str]] = {}
        sources: list[tuple[Path, str]] = []
        for directory in directories:
            here: set[str] = set()
            for path in sorted(directory.glob(kind.files)):
                known.add(path)
                text = _read(path)
                sources.append((path, text))
                digest.update(f"{path.relative_to(directory)}\0{text}\0".encode())
                _merge(merged, _parse(path, text), (path, text), origin, here)
        files[kind] = _validate(kind, merged, origin, sources)
        origins |= origin
    if overlay is not None:
        for path in sorted(overlay.rglob("*.toml")):
            if path not in known:
                allowed = ", ".join(kind.files for kind in RULE_FILES)
                raise RuleError(f"not a rule file this version knows; allowed are {allowed}", str(path))
    if (mistake := unknown_name(files)) is not None:
        known_owner = origins.get(mistake.owner)
        where = _where(*known_owner, mistake.owner, mistake.name) if known_owner else mistake.owner
        raise RuleError(mistake.message, where)
    return Rules(files, digest.hexdigest()[:16])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"cannot be read as UTF-8 text: {error}", str(path)) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"not valid TOML: {error}", str(path)) from error


def _merge(
    merged: dict[str, Any],
    table: dict[str, Any],
    source: tuple[Path, str],
    origin: dict[str, tuple[Path, str]],
    here: set[str],
) -> None:
    """Add one file to what was read before it; ``here`` are the ids of its directory so far."""
    disabled = dict.fromkeys(table.pop("disable", ()))
    for key in [key for key, value in table.items() if _has_ids(value)]:
        entries: list[dict[str, Any]] = merged.setdefault(key, [])
        position = {entry["id"]: at for at, entry in enumerate(entries)}
        for entry in table.pop(key):
            name = str(entry.get("id"))
            if name in here:
                raise RuleError(f'rule id "{name}" stands twice; ids are unique', _where(*source, name))
            here.add(name)
            origin[name] = source
            if name in position:
                entries[position[name]] = entry
            else:
                entries.append(entry)
    lists = [value for value in merged.values() if _has_ids(value)]
    for name in disabled:
        holder = next((entries for entries in lists if any(entry["id"] == name for entry in entries)), None)
        if holder is None:
            raise RuleError(f'disable names "{name}", which is not a rule', _where(*source, name))
        holder[:] = [entry for entry in holder if entry["id"] != name]
    _deep_update(merged, table)


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) and "id" in entry for entry in value)


def _deep_update(into: dict[str, Any], table: dict[str, Any]) -> None:
    for key, value in table.items():
        present = into.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            _deep_update(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            present.extend(item for item in value if item not in present)
        else:
            into[key] = value


def _validate(
    kind: type[RuleFile],
    table: dict[str, Any],
    origin: Mapping[str, tuple[Path, str]],
    sources: Sequence[tuple[Path, str]],
) -> RuleFile:
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise RuleError(_explain(kind, error), _locate(kind, table, error, origin, sources)) from error


def _explain(kind: type[RuleFile], error: ValidationError) -> str:
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"])
    message = f"{path}: {first['msg']}"
    if first["type"] == "extra_forbidden":
        message = f'unknown key "{first["loc"][-1]}"; allowed are {", ".join(_allowed(kind, first["loc"]))}'
    return message


def _allowed(kind: type[RuleFile], location: tuple[int | str, ...]) -> Iterator[str]:
    model: Any = kind
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            annotation = model.model_fields[part].annotation
            inner = [a for a in getattr(annotation, "__args__", ()) if hasattr(a, "model_fields")]
            model = annotation if hasattr(annotation, "model_fields") else inner[0] if inner else model
    yield from sorted(model.model_fields)


def _locate(
    kind: type[RuleFile],
    table: dict[str, Any],
    error: ValidationError,
    origin: Mapping[str, tuple[Path, str]],
    sources: Sequence[tuple[Path, str]],
) -> str:
    """``file:line`` of the key that an error is about, as near as the file tells."""
    location = error.errors()[0]["loc"]
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    entries = table.get(str(location[0]))
    if len(location) > 1 and isinstance(location[1], int) and _has_ids(entries):
        assert isinstance(entries, list)
        name = str(entries[location[1]].get("id"))
        if name in origin:
            path, text = origin[name]
            start = int(_where(path, text, name).rpartition(":")[2])
            return f"{path}:{_line_of(key, text, start) or start}"
    for path, text in reversed(sources):
        line = _line_of(key, text, 0)
        if line:
            return f"{path}:{line}"
    return str(sources[-1][0]) if sources else kind.files


def _line_of(key: str, text: str, start: int) -> int:
    """Number of the first line from ``start`` on that sets ``key`` or opens its table, 0 if there is none."""
    for number, line in enumerate(text.splitlines(), start=1):
        if (
            number >= start
            and line.lstrip(" [\"'").startswith(key)
            and line.lstrip(" [\"'")[len(key) : len(key) + 1] in " =.]\"'"
        ):
            return number
    return 0


def _where(path: Path, text: str, *names: str) -> str:
    """``file:line`` of the quoted names, each looked for from the line of the one before."""
    lines = text.splitlines()
    at = 0
    for name in names:
        at = next((number for number in range(at, len(lines)) if f'"{name}"' in lines[number]), at)
    return f"{path}:{at + 1}"
