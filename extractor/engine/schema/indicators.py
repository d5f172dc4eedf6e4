"""`indicators/*.toml`: what a numeral counts (guideline 1.1-1.3, section 8).

A rule with ``head`` (``*`` is any noun) or ``measure`` decides the indicator from the words at the numeral.
A rule with neither refines the object of an indicator that was found. Conditions name zones around the
numeral:

* ``np``: the noun phrase to the right, from the numeral to its border;
* ``post``: what follows the noun phrase, up to a comma;
* ``pre``: the words to the left, back to the last border or figure ("làm chết 12 người");
* ``clause``, ``sentence``, ``document``: the wider surroundings.

Every zone that is named must hold one of its phrases; ``not_`` zones must hold none. ``previous`` names
indicators, one of which the figure before it in the sentence must have ("8.230 phần quà trị giá ...").
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, model_validator

from extractor.engine.schema.base import Rule, RuleFile, RuleModel

Phrases = tuple[str, ...]

ZONES = ("np", "post", "pre", "previous", "clause", "sentence", "document")


class IndicatorRule(Rule):
    """One head or one refinement; see the module."""

    indicator: str
    object: str = "all"
    unit: str | None = None
    head: Phrases = ()
    measure: Phrases = ()
    kind: str | None = None
    """Value kind that the rule gives ("tăng trưởng GDP 6,8%" is a change without a change verb)."""
    kinds: Phrases = ()
    """Value kinds that the form of the quantity must have (level, coverage, rate, share)."""
    of: Phrases = ()
    elliptic: bool = False
    adopts: Phrases = ()
    adopts_objects: Phrases = ()
    action: str | None = None
    priority: int = 0
    np: Phrases = ()
    post: Phrases = ()
    pre: Phrases = ()
    previous: Phrases = ()
    clause: Phrases = ()
    sentence: Phrases = ()
    document: Phrases = ()
    not_np: Phrases = ()
    not_pre: Phrases = ()
    not_clause: Phrases = ()

    @model_validator(mode="after")
    def _has_a_condition(self) -> IndicatorRule:
        if not (self.head or self.measure or any(getattr(self, zone) for zone in ZONES)):
            raise ValueError("a rule needs head, measure or a zone condition")
        return self

    @property
    def is_head(self) -> bool:
        """True for a rule that finds, false for one that refines."""
        return bool(self.head or self.measure)


class IndicatorDefaults(RuleModel):
    """What holds for an indicator unless the text says otherwise.

    ``action`` is taken when no verb governs the figure; a governing verb counts only if its action
    is among ``actions`` (empty: any). ``objects_from`` names indicators whose object the figure shares
    when its own words name none ("39 Ban ANTT với 281 thành viên"). ``subject`` is True for what acts
    itself: then any verb right behind it says what was done ("39/39 phường thành lập ..."). ``postposed``
    False: its heads never stand before their numeral ("thành phố đạt 1.200 lượt" counts no cities).
    ``measured``: what it counts also comes by weight or volume ("5,4 kg đạn chì").
    ``undecided``: three objects or more named around a figure leave its object open.
    ``object_actions`` are actions that an object implies whatever verb stands near (fines are sanctioned).
    ``named_object`` is the object of what has a name of its own that says nothing known.
    """

    action: str
    actions: Phrases = ()
    objects_from: Phrases = ()
    subject: bool = False
    postposed: bool = True
    measured: bool = False
    undecided: bool = False
    named_object: str | None = None
    object_actions: dict[str, str] = Field(default_factory=dict)


class IndicatorRules(RuleFile):
    """All families together."""

    files: ClassVar[str] = "indicators/*.toml"

    defaults: dict[str, IndicatorDefaults] = Field(default_factory=dict)
    groups: dict[str, Phrases] = Field(default_factory=dict)
    rule: tuple[IndicatorRule, ...] = ()


class Heads(RuleFile):
    """`heads.toml`: the grammar of counted noun phrases.

    ``classifiers`` map a classifier or container to its unit ("" when the head decides);
    ``determiners`` may stand between numeral and head; ``borders`` are words at which the noun
    phrase ends; ``coordinators`` join heads under one numeral; ``nouns`` give the unit of heads that
    no indicator claims; ``turns`` the unit of a head that is counted in turns ("890 lượt đối tượng").
    """

    files: ClassVar[str] = "heads.toml"

    classifiers: dict[str, str]
    determiners: Phrases
    borders: Phrases
    coordinators: Phrases
    copulas: Phrases
    nouns: dict[str, Phrases]
    turns: dict[str, str]
    targets: Phrases
    """What a percentage "of target" names: it is a share of the figure before ("27% chỉ tiêu")."""
    openers: Phrases
    """May stand before the noun that opens a segment ("riêng số vụ trộm cắp giảm")."""
    distributors: Phrases
    """Between names and a bare number ("Đồng Nai và Tiền Giang đều 3")."""
    quantifiers: Phrases
    """They open the noun that a change names behind itself ("giảm 5% số vụ")."""
    partitives: Phrases
    """They open a sentence that takes a total apart ("Trong đó, nông nghiệp 18.447 tỷ đồng")."""
    wholes: Phrases
    """Before a bare number they take up a set named before ("cả hai chạy thoát")."""
    compounds: Phrases = ()
    """Words whose parts mean nothing alone: no phrase of any rule is read inside them."""
