"""Do the rules hold? Names, ids, and every example and counter-example, executed.

>>> for finding in check_rules():                                             # doctest: +SKIP
...     print(finding)
indicators/crime.toml:118: crime.theft: example "Bắt 5 đối tượng trộm cắp.": no figure in "5 đối tượng" ...
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.errors import RuleError
from extractor.rulecheck.examples import failing_examples
from extractor.rulecheck.findings import Finding, render
from extractor.rulecheck.inventory import ListedRule, list_rules
from extractor.rulecheck.scaffold import new_indicator
from extractor.rulecheck.shape import repeated_ids, unreachable_rules
from extractor.rulecheck.usage import rule_usage

__all__ = ["Finding", "ListedRule", "check_rules", "list_rules", "new_indicator", "render", "rule_usage"]


def check_rules(overlay: Path | None = None) -> list[Finding]:
    """Everything that is wrong with the built-in rules under an analyst's own directory.

    Args:
        overlay: a rule directory as for `Config.rules`; None checks the built-in rules alone.

    Returns:
        Findings in the order of the files; empty when all rules hold. A file that cannot be loaded is
        the only finding, for nothing else can be said before it is mended.
    """
    try:
        found: Iterable[Finding] = (
            *repeated_ids(overlay),
            *unreachable_rules(overlay),
            *failing_examples(overlay),
        )
    except RuleError as error:
        return [Finding("error", error.where or "", "", error.what)]
    return sorted(found, key=lambda finding: (finding.level, finding.where.rpartition(":")[0], finding.line))
