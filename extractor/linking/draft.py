"""A figure in the making: the record so far and what the later steps need to see of it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.mentions.head_rules import Head
from extractor.mentions.noun_phrases import NounPhrase
from extractor.mentions.zones import Zones
from extractor.model import Figure, Quantity


@dataclass(frozen=True, slots=True)
class Draft:
    """One candidate: ``paragraph`` is where it stands.

    ``predicate`` says that the verb behind it gave the action.
    """

    figure: Figure
    quantity: Quantity
    np: NounPhrase
    zones: Zones
    head: Head | None
    paragraph: int
    sign: int = 0
    negated: bool = False
    elided: bool = False
    predicate: bool = False
    in_brackets: bool = False
