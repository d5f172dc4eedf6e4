"""`ner.toml`: what a recogniser must not see, and when it is asked at all."""

from __future__ import annotations

from typing import ClassVar

from extractor.engine.schema.base import RuleFile


class NerRules(RuleFile):
    """Acronyms that models mistake for names, and the signs of an open question.

    ``acronyms`` maps an acronym as written to the words it stands for, which the model reads instead.
    ``person_titles`` stand before persons, ``locatives`` before places (folded words); a capitalised
    run after a locative that begins with one of ``not_places`` is no open question; neither is a place
    name after a capital that only opens the sentence (``sentence_openers``).
    """

    files: ClassVar[str] = "ner.toml"

    acronyms: dict[str, str]
    person_titles: tuple[str, ...]
    locatives: tuple[str, ...]
    sentence_openers: tuple[str, ...]
    not_places: tuple[str, ...]
