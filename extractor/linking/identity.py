"""Which indicator and object a quantity belongs to: its own head, an antecedent's, or an open noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.linking.antecedents import find_antecedent
from extractor.linking.draft import Draft
from extractor.linking.shared_objects import SharedObjects, same_sentence
from extractor.linking.situation import Identity, Situation
from extractor.mentions.head_rules import Head, OpenHead
from extractor.mentions.heads import HeadFinder
from extractor.mentions.zones import Zones
from extractor.model import Figure, changed
from extractor.text.edges import visible_end

_GOODS = frozenset({"piece", "item", "box", "pack", "bottle", "container", "barrel", "round", "set", "brick"})
"""Units of things that can be weighed together."""
MEASURES = frozenset({"VND", "USD", "kg", "g", "t", "L", "m", "km", "km2", "m2", "m3", "ha", "percent"})
"""Units that measure rather than count: the head stands behind them, or they are the head."""

OPEN = "heads.open"
"""The rule of a noun that no indicator claims."""
_CASE_LIKE = ("case", "incident", "traffic_sanction")
_WORD = 80
"""Length of the longest word."""
_OWN_PERCENT = 6
"""From this priority on an indicator rule for percentages beats the figure in front."""


class IdentityFinder:
    """Decides identities with the head rules; stateless."""

    def __init__(self, heads: HeadFinder, objects: Mapping[str, frozenset[str]]) -> None:
        self._heads = heads
        self._shared = SharedObjects(heads, objects)
        self._targets = frozenset(heads.heads.targets)
        self._distributors = frozenset(heads.heads.distributors)
        self._quantifiers = frozenset(heads.heads.quantifiers)
        self._wholes = frozenset(heads.heads.wholes)

    def find(self, it: Situation, drafts: Sequence[Draft]) -> Identity | None:
        """The identity, or None when nothing is counted."""
        found = self._own(it, drafts)
        return None if found is None else self._shared.object_of(found, it, drafts)

    def _own(self, it: Situation, drafts: Sequence[Draft]) -> Identity | None:
        head = it.head
        if it.kind == "multiple":
            same = [d for d in same_sentence(drafts, it.sentence) if d.figure.unit != "percent"]
            return _of(same[-1].figure, same[-1].figure.unit) if same else None
        if it.quantity.unit == "percent":
            return self._percent(it, drafts)
        noun = self._heads.open_head(it.np, it.phrases, it.text) if head is None else None
        if head is None or head.rule.elliptic:
            adopted = self._adopt(it, noun, drafts)
            if adopted is not None:
                return adopted
        if head is not None:
            unit = it.quantity.unit if it.quantity.unit in MEASURES else head.unit or head.rule.unit
            obj, ids = self._object(head.rule.indicator, head.rule.object, it.zones)
            return Identity(
                head.rule.indicator, obj, unit or "item", (head.rule.id, *ids), (head.start, head.end)
            )
        if noun is not None and not noun.known and (self._in_a_name(it) or self._whole_set(it)):
            return None
        if noun is not None:
            unit = it.quantity.unit if it.quantity.unit in MEASURES else noun.unit
            return Identity("other_count", "other", unit or "item", (OPEN,), (noun.start, noun.end))
        if it.quantity.unit in MEASURES:
            span = (it.quantity.unit_start, it.quantity.unit_end)
            return Identity("other_count", "other", it.quantity.unit or "item", ("heads.measure",), span)
        return None

    def _adopt(self, it: Situation, noun: OpenHead | None, drafts: Sequence[Draft]) -> Identity | None:
        """Identity taken over from an antecedent, when the head is elided."""
        head = it.head
        if head is None:
            if noun is None:
                return self._bare(it, drafts)
            if noun.end < it.np.end or not it.sign:
                return None
            unit: str | None = noun.unit
        else:
            if self._heads.refine(head.rule.indicator, head.rule.object, it.zones, far=False) is not None:
                return None
            unit = head.unit or head.rule.unit
        adopts = head.rule.adopts if head is not None else ()
        case_like = unit == "case"
        antecedent = find_antecedent(
            drafts,
            unit,
            it.sentence.index,
            it.sentence.paragraph,
            adopts=adopts or (_CASE_LIKE if case_like else ()),
            objects=head.rule.adopts_objects if head is not None else (),
            same_sentence=unit == "person" and not adopts,
            beyond=("incident",) if case_like and head is not None and head.end >= it.np.end else (),
        )
        if antecedent is None:
            return None
        elsewhere = antecedent.figure.sentence != it.sentence.index
        if (
            head is not None
            and elsewhere
            and self._heads.refine(head.rule.indicator, head.rule.object, it.zones, far=True)
        ):
            return None
        found = _of(antecedent.figure, antecedent.figure.unit)
        return changed(found, head=(head.start, head.end)) if head is not None else found

    def _bare(self, it: Situation, drafts: Sequence[Draft]) -> Identity | None:
        """A number without any noun: a change, a copula's value, or one of a list of places.

        "TP HCM 28 ca, Bình Dương 13, Đồng Nai và Tiền Giang đều 3" (guideline 2.7).
        """
        stop = visible_end(it.text, it.quantity.outer_start)
        listed = stop > 0 and self._capitalised(it.cased, stop)
        even = it.phrases.closes(stop, self._distributors)
        copula = it.phrases.closes(stop, self._heads.copulas)
        if not (it.sign or listed or even or copula):
            return None
        measure = it.quantity.unit if it.quantity.unit in MEASURES else None
        if measure is not None:
            # "..., tổng trọng lượng lên đến 50 kg": its own subject first, then the goods weighed.
            found = self._subject(it, it.zones.span("clause")[0], it.zones.span("pre")[1], "level", measure)
            goods = [d for d in same_sentence(drafts, it.sentence) if d.figure.unit in _GOODS]
            return found or (_of(goods[-1].figure, measure) if goods else None)
        same = [draft for draft in same_sentence(drafts, it.sentence) if draft.figure.unit not in MEASURES]
        if same:
            return _of(same[-1].figure, same[-1].figure.unit)
        if copula or it.sign:
            low, high = it.zones.span("sentence")[0], it.zones.span("pre")[1]
            return self._subject(it, low, high, "level", None)
        return None

    def _in_a_name(self, it: Situation) -> bool:
        """True for "iPhone 13 mini": a number between a capitalised word and no noun is a name."""
        stop = visible_end(it.cased, it.quantity.outer_start, it.sentence.start)
        blank = it.cased.rfind(" ", max(it.sentence.start, stop - _WORD), stop)
        word = it.cased[blank + 1 : stop].lstrip("(“\"'")
        return (
            blank >= 0
            and any(char.isupper() for char in word)
            and it.quantity.start == it.quantity.outer_start
        )

    def _whole_set(self, it: Situation) -> bool:
        """True for "Cả 2 chạy đến nghĩa trang": all of those named before, followed by their verb."""
        before = visible_end(it.text, it.quantity.outer_start, it.sentence.start)
        return it.phrases.closes(before, self._wholes)

    @staticmethod
    def _capitalised(cased: str, stop: int) -> bool:
        start = cased.rfind(" ", max(0, stop - _WORD), stop) + 1
        return cased[start : start + 1].isupper()

    def _object(self, indicator: str, obj: str, zones: Zones) -> tuple[str, tuple[str, ...]]:
        for far in (False, True):
            rule = self._heads.refine(indicator, obj, zones, far=far)
            if rule is not None and (rule.of or obj in ("all", "other")):
                return rule.object, (rule.id,)
        return obj, ()

    def _percent(self, it: Situation, drafts: Sequence[Draft]) -> Identity:
        """What a percentage is of, nearest first (guideline 2.6).

        The figure it qualifies; the subject that opens its segment; a rule for percentages with strong
        cues; the noun to its right; the change before it; a rule with weak cues; a farther subject.
        """
        reading, same, pre = it.reading, same_sentence(drafts, it.sentence), it.zones.span("pre")
        strong = it.head is not None and it.head.rule.priority >= _OWN_PERCENT
        if reading is not None and reading.of is not None and not strong:
            return _of(reading.of.figure, "percent")
        if same and not self._targets.isdisjoint(it.zones["np"]):
            return _of(same[-1].figure, "percent")
        found = self._changed_number(it, drafts) if it.sign else None
        if found is None and it.sign:
            found = self._elided_subject(it, drafts) or self._subject(it, *pre, "share", "percent")
        if found is None and it.head is not None and strong:
            found = self._from_rule(it, it.head)
        if found is None:
            head = self._heads.find(None, it.np, it.zones, it.phrases, it.text)
            found = (
                self._from_rule(it, head) if head is not None else self._subject(it, *pre, "share", "percent")
            )
        if found is None and same and same[-1].figure.value_kind == "change_pct" and it.sign:
            found = _of(same[-1].figure, "percent")
        if found is None and it.head is not None:
            found = self._from_rule(it, it.head)
        for zone in ("clause", "sentence"):
            found = found or self._subject(it, it.zones.span(zone)[0], pre[1], "share", "percent")
        if found is None and same:
            found = _of(same[-1].figure, "percent")
        span = (it.np.start, it.np.end) if it.np.start < it.np.end else (-1, -1)
        return found or Identity("other_count", "other", "percent", (OPEN,), span)

    def _changed_number(self, it: Situation, drafts: Sequence[Draft]) -> Identity | None:
        """What a change names right behind itself: "kéo giảm 5 - 10% số vụ"."""
        if not it.phrases.begins(it.np.start, self._quantifiers):
            return None
        head = self._heads.find(None, it.np, it.zones, it.phrases, it.text)
        if head is None or not head.rule.elliptic:
            return self._from_rule(it, head) if head is not None else None
        return self._taken_up(it, head, drafts) or self._from_rule(it, head)

    def _elided_subject(self, it: Situation, drafts: Sequence[Draft]) -> Identity | None:
        """What a subject takes up that says too little alone: "số vụ giảm 29,4%"."""
        head = self._heads.subject(it.zones, it.phrases, it.text)
        if head is None or not head.rule.elliptic:
            return None
        if self._heads.refine(head.rule.indicator, head.rule.object, it.zones, far=False) is not None:
            return None
        return self._taken_up(it, head, drafts)

    @staticmethod
    def _taken_up(it: Situation, head: Head, drafts: Sequence[Draft]) -> Identity | None:
        antecedent = find_antecedent(
            drafts, head.unit, it.sentence.index, it.sentence.paragraph,
            adopts=_CASE_LIKE if head.rule.unit == "case" else (), beyond=("incident",),
        )  # fmt: skip
        return _of(antecedent.figure, "percent") if antecedent is not None else None

    def _from_rule(self, it: Situation, head: Head) -> Identity:
        obj, ids = self._object(head.rule.indicator, head.rule.object, it.zones)
        return Identity(head.rule.indicator, obj, "percent", (head.rule.id, *ids), (head.start, head.end))

    def _subject(self, it: Situation, low: int, high: int, kind: str, unit: str | None) -> Identity | None:
        """The head that the words in ``[low, high)`` are about."""
        zones = it.zones.with_pre(low, high, kind)
        head = self._heads.subject(zones, it.phrases, it.text)
        if head is None:
            return None
        obj, ids = self._object(head.rule.indicator, head.rule.object, zones)
        return Identity(
            head.rule.indicator,
            obj,
            unit or head.unit or "item",
            (head.rule.id, *ids),
            (head.start, head.end),
        )


def _of(figure: Figure, unit: str) -> Identity:
    rule = "linking.percent_of" if unit == "percent" else "linking.elided_head"
    return Identity(figure.indicator, figure.object, unit, (rule,), (figure.head_start, figure.head_end))
