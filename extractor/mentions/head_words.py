"""What single phrases are for a counted noun, and the units they give it (guideline 1.3, 2.13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.engine.schema import Heads
from extractor.mentions.head_rules import CompiledRule, Ranking
from extractor.mentions.phrases import PhraseIndex


class HeadWord:
    """One phrase as a counted noun may hold it: a noun of the lexicon, a classifier, the head of rules.

    ``rules`` are asked when it stands behind the numeral, ``behind`` when the numeral stands behind it;
    ``weighed`` and ``weighed_behind`` are those of them that also count weights. ``base`` is what all of
    them score for the phrase alone. ``noun`` is its unit as a noun of the lexicon, ``unit`` as a classifier;
    ``step`` says that it may stand between numeral and head, ``turns`` that it opens with a word for turns.
    """

    __slots__ = (
        "base", "behind", "classifier", "noun", "rules", "step", "turns", "unit", "weighed", "weighed_behind",
    )  # fmt: skip

    def __init__(
        self, phrase: str, rules: Sequence[CompiledRule], heads: Heads, nouns: Mapping[str, str]
    ) -> None:
        behind = [one for one in rules if one.postposed and not one.rule.elliptic]
        self.rules, self.behind = Ranking(rules), Ranking(behind)
        self.weighed = Ranking(one for one in rules if one.measured)
        self.weighed_behind = Ranking(one for one in behind if one.measured)
        self.base = 10 * (phrase.count(" ") + 1)
        self.noun = nouns.get(phrase)
        self.unit = heads.classifiers.get(phrase)
        self.classifier = self.unit is not None
        self.step = self.classifier or phrase in heads.determiners
        self.turns = heads.classifiers.get(phrase.split(" ", 1)[0]) == "turn"


Words = Sequence[tuple[int, HeadWord]]
"""Words that begin at one place, with their ends, longest first."""


class HeadWords:
    """The words by phrase; ``nouns`` maps the nouns of the lexicon to their units."""

    def __init__(
        self, by_head: Mapping[str, Sequence[CompiledRule]], heads: Heads, nouns: Mapping[str, str]
    ) -> None:
        phrases = dict.fromkeys((*by_head, *nouns, *heads.classifiers, *heads.determiners))
        self._words = {phrase: HeadWord(phrase, by_head.get(phrase, ()), heads, nouns) for phrase in phrases}
        self.counted = {phrase: self._words[phrase] for phrase in (*by_head, *nouns)}
        self.turns = heads.turns

    def at(self, at: int, index: PhraseIndex) -> Words:
        """The words that begin at ``at``."""
        here = index.starting.get(at)
        if here is None:
            return ()
        known = self._words
        return [(end, known[phrase]) for end, phrase in here if phrase in known]

    def unit(self, unit: str | None, classifier: str | None) -> str | None:
        """The unit of a head under a classifier; turns of a head have a unit of their own."""
        if classifier == "turn":
            return self.turns.get(unit or "", "turn")
        return classifier or unit


def whole_noun(words: Words) -> int:
    """Where the longest noun among words of one place ends, or -1: "nhà máy" is no "nhà"."""
    for end, word in words:
        if word.noun is not None:
            return end
    return -1


def container(words: Words) -> str | None:
    """Unit of the classifier or container that opens the phrase ("thùng sữa": box).

    A noun of its own that only begins like a classifier is none ("thanh niên", "con dấu").
    """
    for end, word in words:
        if word.unit and word.unit != "turn":
            return word.unit if end >= whole_noun(words) else None
    return None


def step_from(words: Words, limit: int) -> tuple[int, HeadWord] | None:
    """The longest classifier or determiner that ends before ``limit``."""
    for end, word in words:
        if word.step and end <= limit:
            return end, word
    return None
