"""What can be found at one place of an article: numbers, quantities, times, places, entities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral in digits or words (guideline 2.1, 2.2).

    ``value`` is None for a malformed numeral ("7.810.4"); ``value_max`` is set for vague numerals
    ("hàng trăm": 100 to 999) whose ``approx`` is ``magnitude`` or ``few``.
    ``form`` is ``digits``, ``words``, ``mixed`` (digits and magnitude word) or ``vague``.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    value_max: Decimal | None = None
    approx: str = "exact"
    form: str = "digits"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Per:
    """The denominator of a rate: "/tháng" is ``Per(1, "month")`` (guideline ruling 4)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value as stated: numeral(s), approximator, measure and rate.

    ``start, end`` is the value span (guideline 2.13); ``outer_start, outer_end`` also holds the
    approximator to the left and the unit, classifier and "/..." to the right.
    ``kind`` is ``level``, ``coverage``, ``rate`` or ``share`` as far as the form alone decides.
    ``unit`` is the unit of a measure (``VND``, ``kg``, ``percent``) or of a classifier (``piece``),
    None when only the head noun can tell; ``unit_start, unit_end`` locates its words.
    ``head_at`` is where the noun begins if another number stands in front of it ("5 trong số 7 vụ").
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    approx: str = "exact"
    kind: str = "level"
    unit: str | None = None
    unit_start: int = -1
    unit_end: int = -1
    per: Per | None = None
    outer_start: int = -1
    outer_end: int = -1
    numbers: tuple[Number, ...] = ()
    rule_ids: tuple[str, ...] = ()
    head_at: int = -1


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date, span, duration or set, TIMEX3 style (guideline 3.2).

    ``value`` is the TIMEX3 value (``2025-H1``, ``P1Y``, ``PRESENT_REF``); ``begin`` and ``finish``
    are ISO dates or partial dates, None when open or unknown. ``period`` is the period a figure
    takes from it (``2021``, ``2017/2018-07-11``), None when it cannot serve as one, and
    ``period_type`` says ``as_of`` or ``during``. ``role`` follows the guideline's timex roles;
    ``confidence`` is ``high`` or ``low``.
    """

    start: int
    end: int
    text: str
    timex_type: str
    value: str
    begin: str | None = None
    finish: str | None = None
    period: str | None = None
    period_type: str | None = None
    role: str = "narrative"
    anchor: str = "none"
    confidence: str = "high"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """An administrative unit during one stretch of validity.

    ``level`` is province, district or commune; ``type`` the official type word in lower case;
    ``valid_from`` / ``valid_to`` are ISO dates, both inclusive, None when open.
    """

    id: str
    code: str
    level: str
    type: str
    name: str
    parent: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit a place name may mean, with a score in 0..1 and the reasons for it."""

    unit: AdminUnit
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in the text and what it resolves to at the article's date (guideline 4).

    ``name`` is the bare name, ``type_word`` the word in front of it ("huyện"), both as written.
    ``unit`` is set when one unit is meant; otherwise ``candidates`` say why not. ``province``,
    ``district``, ``commune`` and ``hamlet`` are bare names of the resolved chain.
    ``group`` numbers enumerations: members of one list share it. ``source`` is ``gazetteer``,
    ``rule`` or ``ner``.
    """

    start: int
    end: int
    text: str
    level: str
    name: str
    type_word: str | None = None
    unit: AdminUnit | None = None
    candidates: tuple[Candidate, ...] = ()
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    hamlet: str | None = None
    role: str = "site"
    group: int | None = None
    source: str = "gazetteer"
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a recogniser proposed: label is PER, ORG, LOC or MISC."""

    start: int
    end: int
    text: str
    label: str
    recogniser: str
