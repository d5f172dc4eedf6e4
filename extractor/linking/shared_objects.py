"""Objects that a figure shares with its group, its total or its list instead of naming them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.linking.draft import Draft
from extractor.linking.situation import Identity, Situation
from extractor.mentions.heads import HeadFinder
from extractor.model import Figure, Sentence, changed

_REACH = 40
"""How many figures of a sentence are looked back on."""


class SharedObjects:
    """Decides which object a figure takes over; stateless."""

    def __init__(self, heads: HeadFinder, objects: Mapping[str, frozenset[str]]) -> None:
        self._heads = heads
        self._objects = objects
        self._partitives = frozenset(heads.heads.partitives)

    def object_of(self, found: Identity, it: Situation, drafts: Sequence[Draft]) -> Identity:
        """The object of the group, list or total that the figure belongs to, if its own words name none."""
        whole = self._whole(found, it, drafts)
        if whole is not None:
            return changed(found, object=whole.object, rule_ids=(*found.rule_ids, "linking.part_of_whole"))
        entry = self._heads.defaults.get(found.indicator)
        sources = entry.objects_from if entry is not None else ()
        if not sources or self._names_its_object(found, it):
            return found
        for draft in reversed(same_sentence(drafts, it.sentence)):
            other = draft.figure
            if other.indicator in sources and other.object not in ("all", "other"):
                if other.object in self._objects.get(found.indicator, ()):
                    return changed(
                        found, object=other.object, rule_ids=(*found.rule_ids, "linking.shared_object")
                    )
                return found
        return found

    def _names_its_object(self, found: Identity, it: Situation) -> bool:
        """True if the figure's own words name its object; what stands farther off names the group's too."""
        if found.object in ("all", "other"):
            return False
        head = it.head
        if head is None or found.unit == "percent" or head.rule.object not in ("all", "other"):
            return True
        return self._heads.refine(found.indicator, head.rule.object, it.zones, far=False) is not None

    def _whole(self, found: Identity, it: Situation, drafts: Sequence[Draft]) -> Figure | None:
        """The total that a sentence takes apart.

        "Dư nợ đạt 104.000 tỷ đồng. Trong đó, nông nghiệp 18.447 tỷ". Words at the figure that name an
        object of its own come first.
        """
        if not it.phrases.begins(it.sentence.start, self._partitives):
            return None
        rule = it.head.rule if it.head is not None else None
        if found.object not in ("all", "other") and (
            rule is None or rule.head or rule.np or rule.pre or rule.post or rule.previous
        ):
            return None
        for draft in reversed(drafts[-_REACH:]):
            other = draft.figure
            if other.sentence == it.sentence.index:
                continue
            if other.sentence != it.sentence.index - 1 or draft.paragraph != it.sentence.paragraph:
                return None
            if other.indicator == found.indicator and other.unit == found.unit:
                return other if other.object not in ("all", "other") else None
        return None


def same_sentence(drafts: Sequence[Draft], sentence: Sentence) -> Sequence[Draft]:
    """The latest figures of the sentence, in order."""
    first = len(drafts)
    last = max(0, first - _REACH)
    while first > last and drafts[first - 1].figure.sentence == sentence.index:
        first -= 1
    return drafts[first:]
