"""Do the rules name only indicators, objects, units and actions that the vocabulary has?

A name that is not in `vocabulary.toml` would surface as an invalid record far away from the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractor.engine.schema import (
    Actions,
    Cues,
    Heads,
    IndicatorRules,
    Relations,
    RuleFile,
    Vocabulary,
)
from extractor.engine.schema.context import ActionRule, CueRule


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
    for file in files.values():
        if isinstance(file, IndicatorRules):
            yield from _in_indicators(file, vocabulary)
        elif isinstance(file, Actions | Cues | Relations):
            yield from _in_linking(file, vocabulary)
        elif isinstance(file, Heads):
            for unit in (*file.classifiers.values(), *file.nouns, *file.turns, *file.turns.values()):
                if unit:
                    yield file.files, "unit", unit, vocabulary.units


def _in_linking(file: Actions | Cues | Relations, vocabulary: Vocabulary) -> Iterator[_Use]:
    for rule in file.rule:
        if isinstance(rule, ActionRule):
            yield rule.id, "action", rule.action, vocabulary.actions
            named = rule.indicators
        elif isinstance(rule, CueRule):
            yield rule.id, "status", rule.status, vocabulary.status
            named = ()
        else:
            yield rule.id, "relation", rule.type, vocabulary.rel
            named = (*rule.source, *rule.target)
        yield from ((rule.id, "indicator", name, vocabulary.indicators) for name in named)


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
