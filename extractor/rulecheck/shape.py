"""What can be told without a text: ids that stand twice, heads and rules that can never win."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.engine.load import load_rules
from extractor.engine.schema import IndicatorRules
from extractor.engine.schema.indicators import ZONES, IndicatorRule
from extractor.mentions.head_rules import expand
from extractor.mentions.zones import WEIGHT
from extractor.rulecheck.findings import Finding
from extractor.rulecheck.inventory import Inventory


def repeated_ids(overlay: Path | None = None) -> Iterator[Finding]:
    """Ids that rules of two kinds share: records name rules by id alone."""
    seen: dict[str, str] = {}
    for listed in Inventory(load_rules(overlay), overlay):
        if listed.id in seen:
            yield Finding("error", listed.where, listed.id, f"this id stands at {seen[listed.id]}, too")
        seen.setdefault(listed.id, listed.where)


def unreachable_rules(overlay: Path | None = None) -> Iterator[Finding]:
    """Head rules that lose to another one wherever they apply, with every head or with some."""
    rules = load_rules(overlay)
    inventory = Inventory(rules, overlay)
    file = rules.get(IndicatorRules)
    claims: dict[str, list[tuple[int, _Claim]]] = {}
    for order, rule in enumerate(file.rule):
        claim = _Claim(rule, file.groups)
        for head in claim.heads:
            claims.setdefault(head, []).append((order, claim))
    for order, rule in enumerate(file.rule):
        claim = _Claim(rule, file.groups)
        where = inventory.where(IndicatorRules, rule.id)
        if len(set(rule.head)) < len(rule.head):
            twice = sorted({head for head in rule.head if rule.head.count(head) > 1})
            yield Finding("warning", where, rule.id, f"names a head twice: {', '.join(twice)}")
        lost = {
            head: next(
                (o.rule.id for at, o in claims[head] if o.rule is not rule and o.beats(claim, at < order)), ""
            )
            for head in claim.heads
        }
        losing = [f'"{head}" to {winner}' for head, winner in lost.items() if winner]
        if losing:
            what = (
                "never wins"
                if len(losing) == len(lost) and not rule.measure
                else "never wins with some heads"
            )
            yield Finding("warning", where, rule.id, f"{what}: loses {', '.join(losing)}")


class _Claim:
    """When a head rule holds and how strongly."""

    def __init__(self, rule: IndicatorRule, groups: dict[str, tuple[str, ...]]) -> None:
        self.rule = rule
        self.heads = tuple(dict.fromkeys(expand(rule.head, groups)))
        self.needed = {
            zone: frozenset(expand(getattr(rule, zone), groups)) for zone in ZONES if getattr(rule, zone)
        }
        self.barred = {
            zone: frozenset(expand(getattr(rule, f"not_{zone}"), groups)) for zone in ("np", "pre", "clause")
        }
        self.kinds = frozenset(rule.kinds)
        self.strength = rule.priority + sum(WEIGHT[zone] for zone in self.needed)

    def beats(self, other: _Claim, earlier: bool) -> bool:
        """True when this rule holds wherever ``other`` does and is chosen over it."""
        stronger = self.strength > other.strength or (self.strength == other.strength and earlier)
        return (
            stronger
            and all(other.needed.get(zone, frozenset({""})) <= words for zone, words in self.needed.items())
            and all(words <= other.barred[zone] for zone, words in self.barred.items())
            and (not self.kinds or (bool(other.kinds) and other.kinds <= self.kinds))
        )
