"""`places.toml`: how places are written in running text (guideline 4.1 to 4.6)."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import RuleFile, RuleModel


class HamletWords(RuleModel):
    """Words for places below the commune and what may follow them."""

    words: tuple[str, ...]
    numbered_only: tuple[str, ...]
    needs_parent: tuple[str, ...]
    number_words: tuple[str, ...]
    not_names: tuple[str, ...]
    not_before: tuple[str, ...]
    heads: tuple[str, ...]
    counted: tuple[str, ...]
    not_inside: tuple[str, ...]


class AroundNames(RuleModel):
    """Words beside a name that widen the mention, date it, or decide whether it is a place at all."""

    modifiers: tuple[str, ...]
    compounds: tuple[str, ...]
    former: tuple[str, ...]
    former_left: tuple[str, ...]
    former_right: tuple[str, ...]
    former_but: tuple[str, ...]
    renamed: tuple[str, ...]
    locative: tuple[str, ...]
    not_after: tuple[str, ...]
    not_after_small: tuple[str, ...]
    not_after_but: tuple[str, ...]
    persons: tuple[str, ...]
    surnames: tuple[str, ...]
    openers: tuple[str, ...]
    lead_ins: tuple[str, ...]
    single: tuple[str, ...]
    typed_only: tuple[str, ...]
    numbered: tuple[str, ...]
    city: str
    longer: tuple[str, ...]
    name_openings: tuple[str, ...]
    counting: tuple[str, ...]
    plural_left: tuple[str, ...]
    distributive_left: tuple[str, ...]


class LinkWords(RuleModel):
    """What stands between a place and the one it lies in, between members of a list, and before lists."""

    within: tuple[str, ...]
    said: tuple[str, ...]
    also: tuple[str, ...]
    joined: tuple[str, ...]
    plural: tuple[str, ...]


class RoleWords(RuleModel):
    """Words left of a place that say what it does, as far as the place finder needs to know."""

    reporting_unit: tuple[str, ...]
    adjacent: tuple[str, ...]
    person_origin: tuple[str, ...]


class CountryNames(RuleModel):
    """Words for the whole country; names of its neighbours."""

    whole: tuple[str, ...]
    subject: tuple[str, ...]
    adjunct: tuple[str, ...]
    neighbours: tuple[str, ...]
    beside: tuple[str, ...]


class RegionNames(RuleModel):
    """Regions that are recognised in any case, and those that need a capital."""

    any_case: tuple[str, ...]
    capital: tuple[str, ...]
    directions: tuple[str, ...]


class PlaceRules(RuleFile):
    """Type words, hamlet words, what may surround a name, links, regions and countries."""

    files: ClassVar[str] = "places.toml"

    types: dict[str, tuple[str, ...]]
    abbreviations: dict[str, tuple[str, ...]]
    hamlets: HamletWords
    around: AroundNames
    links: LinkWords
    roles: RoleWords
    regions: RegionNames
    countries: CountryNames
