"""Compares scores with the baseline and says what was lost: the bar that CI holds.

A gate fails when a score drops below its floor by more than the allowed drop, when gold, articles
or rules are not those the floors were pinned on, on any hit in a hard negative category, and below
an absolute minimum where one is asked for. `update` pins anew and never lowers a floor unasked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractor.evaluation.baseline import FigureState, PinnedSet, figure_states, gated_scores, pin
from extractor.evaluation.mistakes import rule_ids
from extractor.evaluation.scores import Scores


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the gate does not pass; ``where`` is a ``file:line`` if there is one."""

    message: str
    where: str = ""
    doc_id: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A gold figure that was better at the baseline: what is wrong now and which rules are gone.

    ``gone`` are the rules it had then and has not now; ``dead`` those of them that made no figure of
    the whole set any more, which are the first to look at; ``fresh`` the rules it has only now.
    """

    doc_id: str
    gold_id: str
    quote: str
    wrong: tuple[str, ...]
    gone: tuple[str, ...]
    dead: tuple[str, ...]
    fresh: tuple[str, ...]
    where: str

    def __str__(self) -> str:
        state = f"{', '.join(self.wrong)} wrong now" if self.wrong else "not found any more"
        rules = ""
        if self.dead:
            rules = f"; rules that no longer fire: {', '.join(self.dead)}"
        elif self.gone:
            rules = f"; rules that made it before: {', '.join(self.gone)}"
        if self.fresh:
            rules += f"; rules that make it now: {', '.join(self.fresh)}"
        return f"{self.gold_id} «{self.quote}» in {self.doc_id}: {state}{rules}"


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gold set at the gate. ``floors`` maps each gated score to its floor, None if new."""

    scores: Scores
    current: Mapping[str, float]
    floors: Mapping[str, float | None]
    failures: tuple[Failure, ...]
    losses: tuple[Loss, ...]

    @property
    def passed(self) -> bool:
        """True when nothing failed."""
        return not self.failures


def check(
    scores: Scores,
    pinned: PinnedSet | None,
    *,
    rules: str,
    max_drop: float = 0.005,
    min_f1: float | None = None,
    repinning: bool = False,
) -> GateResult:
    """Hold one gold set against its baseline.

    Args:
        scores: what was measured now.
        pinned: its baseline, None if it was never pinned.
        rules: fingerprint of the rules that were used.
        max_drop: how far below its floor a score may be.
        min_f1: a minimum for strict F1, whatever the baseline.
        repinning: True for ``--update``: changed hashes are about to be pinned, so they are no failure.
    """
    now = pin(scores, rules)
    current = gated_scores(scores)
    failures = [*_hard_hits(scores)]
    losses: tuple[Loss, ...] = ()
    if pinned is not None:
        failures += _below(current, pinned, max_drop)
        losses = tuple(_losses(scores, pinned))
    if not repinning:
        failures += _unpinned(scores.gold.name, now, pinned)
    strict = current.get("strict.f1")
    if min_f1 is not None and strict is not None and strict < min_f1:
        failures.append(Failure(f"strict F1 is {strict:.4f}, the minimum is {min_f1:.4f}"))
    return GateResult(
        scores,
        current,
        {name: pinned.floors.get(name) if pinned else None for name in current},
        tuple(failures),
        losses,
    )


def update(
    results: Mapping[str, GateResult],
    baseline: Mapping[str, PinnedSet],
    *,
    rules: str,
    allow_regression: bool = False,
) -> dict[str, PinnedSet]:
    """The baseline pinned on these results; sets that were not measured stay as they are.

    Floors rise to the new scores. One that would fall stays, unless ``allow_regression``.
    """
    pinned = dict(baseline)
    for name, result in results.items():
        fresh, old = pin(result.scores, rules), baseline.get(name)
        if old is not None and not allow_regression:
            kept = {score: max(floor, old.floors.get(score, 0.0)) for score, floor in fresh.floors.items()}
            if old.gold == fresh.gold:
                kept = {**old.floors, **kept}
            fresh = replace(fresh, floors=dict(sorted(kept.items())))
        pinned[name] = fresh
    return pinned


def _below(current: Mapping[str, float], pinned: PinnedSet, max_drop: float) -> Iterator[Failure]:
    for name, floor in pinned.floors.items():
        score = current.get(name)
        if score is None:
            yield Failure(f"{name} is no longer measured, its floor is {floor:.4f}")
        elif score < floor - max_drop - 1e-9:
            yield Failure(f"{name} is {score:.4f}, its floor is {floor:.4f} (allowed drop {max_drop:g})")


def _unpinned(name: str, now: PinnedSet, pinned: PinnedSet | None) -> Iterator[Failure]:
    if pinned is None:
        yield Failure(f'the gold set "{name}" is not in the baseline; pin it with --update')
        return
    parts = {"gold": "gold", "corpus": "articles", "rules": "rules"}
    changed = [word for part, word in parts.items() if getattr(now, part) != getattr(pinned, part)]
    if changed:
        yield Failure(f"the floors were pinned on other {' and '.join(changed)}; re-pin with --update")


def _hard_hits(scores: Scores) -> Iterator[Failure]:
    for hit in scores.hard_hits:
        category, figure = hit.negative["category"], hit.predicted
        rules = ", ".join(rule_ids(figure)) or "no rule named"
        yield Failure(
            f"{category}: «{hit.negative['quote']}» was taken for {figure.get('indicator')} "
            f"«{figure['quote']}» by {rules}",
            hit.negative.where,
            str(hit.negative["doc"]),
        )


def _losses(scores: Scores, pinned: PinnedSet) -> Iterator[Loss]:
    states = figure_states(scores)
    firing = {rule for state in states.values() for rule in state.rules}
    for document in scores.documents:
        firing.update(rule for figure in document.spurious for rule in rule_ids(figure))
    for document in scores.documents:
        rows = [pair.gold for pair in document.pairs] + list(document.missed)
        for row in sorted(rows, key=lambda row: row["value_start"]):
            before, after = pinned.figures.get(row["id"]), states.get(row["id"])
            if before is None or (after is not None and set(after.wrong) <= set(before.wrong)):
                continue
            now = after or FigureState((), ())
            wrong = tuple(name for name in now.wrong if name not in before.wrong)
            gone = tuple(rule for rule in before.rules if rule not in now.rules)
            dead = tuple(rule for rule in gone if rule not in firing)
            fresh = tuple(rule for rule in now.rules if rule not in before.rules)
            yield Loss(document.doc_id, row["id"], row["quote"], wrong, gone, dead, fresh, row.where)
