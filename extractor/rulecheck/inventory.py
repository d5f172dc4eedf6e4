"""Every rule with its kind and its place, for listings and for messages with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.engine.load import Rules, builtin_directory, load_rules
from extractor.engine.schema import RULE_FILES, CounterExample, Example, Rule, RuleFile


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule: the file that has the last word on it, its line, and what kind of file that is."""

    id: str
    kind: type[RuleFile]
    where: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    lines: tuple[str, ...]

    def line(self, text: str, start: int = 0) -> int:
        """Index of the first line from ``start`` on that holds ``text``, or -1."""
        return next((at for at in range(start, len(self.lines)) if text in self.lines[at]), -1)


class Inventory:
    """Where rules stand; built-in files are named relative to ``extractor/rules``."""

    def __init__(self, rules: Rules, overlay: Path | None = None) -> None:
        self.rules = rules
        self._files: dict[type[RuleFile], list[_File]] = {}
        for kind in RULE_FILES:
            for directory in (builtin_directory(), overlay):
                if directory is None:
                    continue
                for path in sorted(directory.glob(kind.files)):
                    name = str(path) if directory == overlay else path.relative_to(directory).as_posix()
                    lines = tuple(path.read_text(encoding="utf-8").splitlines())
                    self._files.setdefault(kind, []).append(_File(name, lines))

    def __iter__(self) -> Iterator[ListedRule]:
        for kind, file in self.rules.files.items():
            for name in type(file).model_fields:
                entries = getattr(file, name)
                for rule in entries if isinstance(entries, tuple) else ():
                    if isinstance(rule, Rule):
                        yield ListedRule(rule.id, kind, self.where(kind, rule.id), rule)

    def where(
        self, kind: type[RuleFile], rule_id: str, example: Example | CounterExample | None = None
    ) -> str:
        """``file:line`` of a rule, or of one of its examples; the last file that names it counts."""
        for file in reversed(self._files.get(kind, ())):
            at = file.line(f'"{rule_id}"') if rule_id else 0
            if at >= 0:
                inside = file.line(example.text, at) if example is not None else -1
                return f"{file.name}:{max(at, inside) + 1}"
        return kind.files


def list_rules(overlay: Path | None = None) -> list[ListedRule]:
    """All rules, in the order of the files.

    Raises:
        RuleError: for a rule file that cannot be used.
    """
    return list(Inventory(load_rules(overlay), overlay))
