"""One quantity with everything read around it, and what it was found to count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractor.linking.percentages import PercentReading
from extractor.mentions.head_rules import Head
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.phrases import PhraseIndex
from extractor.mentions.zones import Zones
from extractor.model import Quantity, Sentence


@dataclass(frozen=True, slots=True)
class Identity:
    """What is counted, by which rules, and where the head stands."""

    indicator: str
    object: str
    unit: str
    rule_ids: tuple[str, ...]
    head: tuple[int, int]


class Situation(NamedTuple):
    """One quantity with all that was read around it."""

    quantity: Quantity
    np: NounPhrase
    zones: Zones
    head: Head | None
    kind: str
    sign: int
    reading: PercentReading | None
    sentence: Sentence
    text: str
    cased: str
    phrases: PhraseIndex
