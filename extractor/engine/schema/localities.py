"""`localities.toml`: which territory a figure is about (guideline 4.3, 4.4)."""

from __future__ import annotations

from typing import ClassVar, Literal

import regex
from pydantic import field_validator

from extractor.engine.schema.base import Rule, RuleFile, RuleModel

PlaceRole = Literal[
    "reporting_unit",
    "partner",
    "example",
    "inventory",
    "seat",
    "person_origin",
    "adjacent",
    "destination",
    "comparison",
    "org_name",
]


class PlaceRoleRule(Rule):
    """What a place does in its sentence, from the words beside it.

    ``left`` must end where the place (or the list it opens) begins, ``right`` begin where it ends.
    Both see the folded sentence, or the text as written when ``cased``.
    """

    role: PlaceRole
    left: str
    right: str | None = None
    cased: bool = False

    @field_validator("left")
    @classmethod
    def _no_groups(cls, left: str) -> str:
        if regex.compile(left).groups:
            raise ValueError("use (?:...) for groups: capturing ones are taken by the matcher")
        return left


class UnitTypes(RuleModel):
    """How unit types are written: city words, abbreviations, the type word of provinces."""

    city: tuple[str, ...]
    written: dict[str, str]
    province: str
    municipality: str
    complete: tuple[str, ...]


class CountryWords(RuleModel):
    """Words for the whole country and where they are an adjunct; national bodies; other countries."""

    name: str
    words: tuple[str, ...]
    narrow_words: tuple[str, ...]
    only_after: tuple[str, ...]
    not_after: tuple[str, ...]
    superlatives: tuple[str, ...]
    bodies: tuple[str, ...]
    body_after: tuple[str, ...]
    foreign: tuple[str, ...]
    foreign_after: tuple[str, ...]


class AnaphoraWords(RuleModel):
    """Words that point back at a territory spoken of before (guideline 4.3)."""

    territory_firm: tuple[str, ...]
    territory: tuple[str, ...]
    offices: tuple[str, ...]
    openers: tuple[str, ...]
    committees: dict[str, str]
    here: tuple[str, ...]
    unit: tuple[str, ...]
    office: tuple[str, ...]
    common_after: tuple[str, ...]
    common_before: tuple[str, ...]


class FlowWords(RuleModel):
    """Words that steer how a territory is carried from figure to figure."""

    respectively: tuple[str, ...]
    barriers: tuple[str, ...]
    venue: tuple[str, ...]
    clause_joins: tuple[str, ...]
    continues: tuple[str, ...]
    examples: tuple[str, ...]
    aside: tuple[str, ...]
    clause_openers: tuple[str, ...]
    speaking: tuple[str, ...]
    quoting: tuple[str, ...]
    locative: tuple[str, ...]
    belonging: tuple[str, ...]
    belonging_reach: int
    recipient: tuple[str, ...]
    resume: tuple[str, ...]


class FormerUnits(RuleModel):
    """Units before a reorganisation: the word that marks them, and since when districts are gone."""

    word: str
    pattern: str
    no_districts_from: str


class Landmarks(RuleModel):
    """Words for airports, ports and border gates, and the province of the named ones."""

    words: tuple[str, ...]
    provinces: dict[str, tuple[str, ...]]


class JoinPatterns(RuleModel):
    """What stands between the parts of one address and between the members of a list."""

    abroad: str
    foreign_word: str
    series: str
    chain: str
    list: str
    inventory: str
    counts: tuple[str, ...]


class LocalityRules(RuleFile):
    """Roles of places, anaphora and the flow of scope through an article."""

    files: ClassVar[str] = "localities.toml"

    window: int
    levels: dict[str, tuple[str, ...]]
    types: UnitTypes
    country: CountryWords
    anaphora: AnaphoraWords
    flow: FlowWords
    former: FormerUnits
    landmarks: Landmarks
    joins: JoinPatterns
    rule: tuple[PlaceRoleRule, ...]
