"""What a check of the rules has to say, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one rule: ``error`` breaks it, ``warning`` makes it useless.

    ``where`` is ``file:line``; ``rule_id`` is empty when a whole file is meant.
    """

    level: Literal["error", "warning"]
    where: str
    rule_id: str
    message: str

    @property
    def line(self) -> int:
        """The line number in ``where``, 0 without one."""
        number = self.where.rpartition(":")[2]
        return int(number) if number.isdecimal() else 0

    def __str__(self) -> str:
        rule = f" {self.rule_id}:" if self.rule_id else ""
        return f"{self.where}: {self.level}:{rule} {self.message}"


def render(findings: Sequence[Finding]) -> str:
    """One line per finding and a last line that counts them."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "all rules hold\n"
    lines = [str(finding) for finding in findings]
    return "\n".join([*lines, f"{errors} errors, {warnings} warnings"]) + "\n"
