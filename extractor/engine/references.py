"""Do the rules name only indicators, objects, units and actions that the vocabulary has?

A name that is not in `vocabulary.toml` would surface as an invalid record far away from the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractor.engine.schema import Actions, Cues, Heads, IndicatorRules, Relations, RuleFile, Vocabulary


@dataclass(frozen=True, slots=True)
class UnknownName:
    """``name`` is not in the vocabulary; ``owner`` is the rule (or file) that uses it."""

    owner: str
    name: str
    message: str


def unknown_name(files: Mapping[type[RuleFile], RuleFile]) -> UnknownName | None:
    """The first name that the vocabulary does not have, None if all are known."""
    return next(unknown_names(files), None)


def unknown_names(files: Mapping[type[RuleFile], RuleFile]) -> Iterator[UnknownName]:
    """All such names, in the order of the files."""
    vocabulary = files[Vocabulary]
    assert isinstance(vocabulary, Vocabulary)
    for owner, kind, name, allowed in _names(files, vocabulary):
        if name not in allowed:
            choices = ", ".join(sorted(allowed))
            yield UnknownName(owner, name, f'unknown {kind} "{name}"; the vocabulary has {choices}')


_Use = tuple[str, str, str, Iterable[str]]


def _names(files: Mapping[type[RuleFile], RuleFile], vocabulary: Vocabulary) -> Iterator[_Use]:
    """``(owner, kind, name, allowed)`` of every use of a vocabulary name."""
    indicators = vocabulary.indicators
    for file in files.values():
        if isinstance(file, IndicatorRules):
            yield from _in_indicators(file, vocabulary)
        elif isinstance(file, Actions):
            for action in file.rule:
                yield action.id, "action", action.action, vocabulary.actions
                yield from ((action.id, "indicator", name, indicators) for name in action.indicators)
        elif isinstance(file, Cues):
            yield from ((cue.id, "status", cue.status, vocabulary.status) for cue in file.rule)
        elif isinstance(file, Relations):
            for relation in file.rule:
                yield relation.id, "relation", relation.type, vocabulary.rel
                for name in (*relation.source, *relation.target):
                    yield relation.id, "indicator", name, indicators
        elif isinstance(file, Heads):
            for unit in (*file.classifiers.values(), *file.nouns, *file.turns, *file.turns.values()):
                if unit:
                    yield file.files, "unit", unit, vocabulary.units


def _in_indicators(file: IndicatorRules, vocabulary: Vocabulary) -> Iterator[_Use]:
    indicators = vocabulary.indicators
    for rule in file.rule:
        yield rule.id, "indicator", rule.indicator, indicators
        if rule.indicator in indicators:
            for name in (rule.object, *rule.of):
                yield rule.id, f"object of {rule.indicator}", name, indicators[rule.indicator].objects
        yield from ((rule.id, "indicator", name, indicators) for name in (*rule.previous, *rule.adopts))
        yield from ((rule.id, "unit", name, vocabulary.units) for name in (*rule.measure, rule.unit) if name)
        if rule.action is not None:
            yield rule.id, "action", rule.action, vocabulary.actions
        yield from (
            (rule.id, "value kind", name, vocabulary.value_kind) for name in (*rule.kinds, rule.kind) if name
        )
    for owner, entry in file.defaults.items():
        where = f"{file.files} [defaults.{owner}]"
        yield where, "indicator", owner, indicators
        yield from ((where, "action", name, vocabulary.actions) for name in (entry.action, *entry.actions))
        yield from ((where, "indicator", name, indicators) for name in entry.objects_from)
        yield from ((where, "action", name, vocabulary.actions) for name in entry.object_actions.values())
        if owner in indicators:
            for name in (*entry.object_actions, *filter(None, (entry.named_object,))):
                yield where, f"object of {owner}", name, indicators[owner].objects
