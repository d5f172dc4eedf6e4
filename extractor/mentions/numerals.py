"""Numerals in digits and words, found anywhere in a text (guideline 2.1, 2.2).

A numeral is found whether or not it states a figure: telling "5 khẩu súng" from "5 năm" is the work
of `extractor.mentions.non_figures` and of linking. Number words are reported only where they count
("thứ ba", "tháng Tư", "là một mô hình" are no numerals); `rules/numerals.toml` says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from extractor.engine.load import Rules, load_rules
from extractor.engine.match import Hits, PhraseMatcher
from extractor.engine.schema.numerals import Numerals
from extractor.mentions.literals import LITERAL, literal_value
from extractor.mentions.number_word_contexts import NumberWordContexts
from extractor.mentions.number_words import NumberGrammar, Reading
from extractor.model import Number
from extractor.text.view import MatchView


class NumeralFinder:
    """Finds numerals; built once from the rules, without state, thread-safe."""

    def __init__(self, rules: Rules) -> None:
        numerals = rules.get(Numerals)
        self._grammar = NumberGrammar(numerals)
        self._runs = _run_pattern(numerals)
        self.openers = PhraseMatcher((word, None) for word in _opening_words(numerals))
        self._digits = _digits_pattern(numerals)
        self._words = re.compile(rf"{LITERAL}|[^\W\d_]+")
        self._alone = {word: self._grammar.read([word], 0) for word in _opening_words(numerals)}
        self._contexts = NumberWordContexts(numerals)
        symbols = "|".join(numerals.exponents)
        self._exponent = re.compile(rf"(?<![^\W\d_])(?:{symbols})[23]$")
        self._exponent_edges = frozenset(symbol[-1] for symbol in numerals.exponents)

    def find(
        self, folded: str, start: int = 0, end: int | None = None, hits: Hits | None = None
    ) -> list[Number]:
        """All numerals of ``folded[start:end]`` in order, without overlaps; never raises.

        Args:
            folded: lower-case text of a match view.
            start: where to begin; what stands before is still read as context.
            end: where to stop, the end of the text if left out.
            hits: what a shared pass has found in the whole text.

        >>> finder.find("thu 1,2 tấn và hai khẩu súng")   # doctest: +SKIP
        [Number(start=4, end=7, text='1,2', value=Decimal('1.2'), ...), Number(start=15, ...)]
        """
        found: list[Number] = []
        border, end = start, len(folded) if end is None else end
        beginnings = self._beginnings(folded, start, end, hits)
        for at in sorted(beginnings):
            if at < border:
                continue
            if (last := beginnings[at]) > 0:
                border = last
                if not self._is_exponent(folded, at, last):
                    found.append(_in_digits(folded, at, last, Decimal(folded[at:last]), "numeral.plain"))
                continue
            match = self._runs.match(folded, at, end)
            if match is None:
                continue
            border, kind = match.end(), match.lastgroup
            if kind == "literal":
                if not self._is_exponent(folded, at, border):
                    value, rule = literal_value(match.group())
                    found.append(_in_digits(folded, at, border, value, rule))
            elif kind == "listed":
                found.extend(self._listed(folded, at, border))
            elif (word := match.group()) in self._alone:
                if (number := self._single(folded, at, word)) is not None:
                    found.append(number)
            else:
                found.extend(self._run(folded, at, border))
        return found

    def _beginnings(self, folded: str, start: int, end: int, hits: Hits | None) -> dict[int, int]:
        """Where a numeral may begin: at digits, and at the words that can open one.

        Cheaper than to let the pattern of all numerals look for its own beginning. Digits that stand
        alone are whole numerals already: their end is given, 0 for all others.
        """
        places = {
            match.start(): 0 if match.lastindex else match.end()
            for match in self._digits.finditer(folded, start, end)
        }
        if hits is not None and start == 0 and end == len(folded):
            words = self.openers.triples(folded, hits)
        else:
            words = [(start + first, 0, None) for first, _, _ in self.openers.triples(folded[start:end])]
        for first, _, _ in words:
            places[first] = 0
        return places

    def _is_exponent(self, folded: str, start: int, end: int) -> bool:
        """The 2 of "m2" belongs to the unit (guideline 2.1)."""
        if end - start > 1 or start == 0 or folded[start - 1] not in self._exponent_edges:
            return False
        return self._exponent.search(folded[max(0, start - 4) : end]) is not None

    def _single(self, folded: str, start: int, word: str) -> Number | None:
        """A number word without others beside it: whether it counts is up to the words around."""
        reading = self._alone[word]
        if reading is None:
            return None
        rule = self._contexts.verdict(folded, start, [word])
        if rule is None:
            return None
        return _number(folded, start, start + len(word), reading, mixed=False, rule=rule)

    def _listed(self, folded: str, start: int, end: int) -> Iterator[Number]:
        """One or two of them: "một, hai vụ"."""
        first, second = self._words.findall(folded, start, end)
        if self._contexts.general(folded, start) is None:
            units = self._grammar.positive
            low, high = Decimal(units[first]), Decimal(units[second])
            yield Number(start, end, folded[start:end], low, high, "range", "words", "numeral.listed_pair")

    def _run(self, folded: str, start: int, end: int) -> Iterator[Number]:
        spans = [match.span() for match in self._words.finditer(folded, start, end)]
        words = [folded[first:last] for first, last in spans]
        literals = {at: literal_value(word)[0] for at, word in enumerate(words) if word[0].isdigit()}
        values = {at: value for at, value in literals.items() if value is not None}
        at = 0
        while at < len(words):
            reading = None
            stray = at > 0 and words[at] in self._grammar.multipliers
            if at in values or not (at in literals or stray):
                reading = self._grammar.read(words, at, values)
            first = spans[at][0]
            if at in literals and (reading is None or reading.end == at + 1):
                value, rule_id = literal_value(words[at])
                yield _in_digits(folded, *spans[at], value, rule_id)
                at += 1
            elif reading is None:
                at += 1
            else:
                last = spans[reading.end - 1][1]
                rule = self._contexts.verdict(folded, first, words[at : reading.end])
                if rule is not None:
                    yield _number(folded, first, last, reading, mixed=at in values, rule=rule)
                at = reading.end


def _number(folded: str, start: int, end: int, reading: Reading, *, mixed: bool, rule: str) -> Number:
    form = "mixed" if mixed else "words"
    if reading.approx in ("magnitude", "few"):
        form = "vague"
    text = folded[start:end]
    return Number(start, end, text, reading.value, reading.value_max, reading.approx, form, rule)


def _in_digits(folded: str, start: int, end: int, value: Decimal | None, rule: str) -> Number:
    if value is not None and start and folded[start - 1] == "-" and _is_negative(folded, start, end):
        return Number(start - 1, end, folded[start - 1 : end], -value, rule_id="numeral.printed_minus")
    return Number(start, end, folded[start:end], value, rule_id=rule)


def _is_negative(folded: str, start: int, end: int) -> bool:
    """A minus glued to the digits, in brackets or before a percentage; elsewhere it is a dash."""
    before = folded[max(0, start - 3) : start - 1]
    if before.endswith(("(", "[")):
        return True
    alone = before[-1:] in ("", " ") and not before[:1].isdigit()
    return alone and folded[end : end + 2].lstrip().startswith("%")


def _run_pattern(rules: Numerals) -> re.Pattern[str]:
    """One alternation for everything that can begin a numeral, digits first."""
    inner = {
        **rules.units, **rules.after_ten, **rules.ten, **rules.tens, **rules.hundred, **rules.round,
        **rules.magnitudes, **dict.fromkeys((*rules.links, *rules.half)),
        **dict.fromkeys(word for phrase in rules.vague for word in phrase.split()),
    }  # fmt: skip
    starting = _starting_words(rules)
    bare = _alternatives((*rules.round, *rules.hundred, *rules.magnitudes), rules)
    tens = "|".join(rules.tens)
    digits = {value: word for word, value in reversed(rules.units.items()) if value}
    pairs = "|".join(f"{digits[n]}, {digits[n + 1]}\\b" for n in range(1, 9))
    licence = "|".join(f"(?<={word} )" for word in rules.round_after)
    glued = _alternatives(rules.glued, rules)
    tail = rf"(?: (?:{_alternatives(inner, rules)}|{LITERAL}))*"
    return re.compile(
        rf"(?:(?P<literal>{LITERAL})(?P<magnitude> ?(?:{bare}|{glued}){tail})?"
        rf"|(?<!\w)(?:(?P<listed>(?:{pairs})(?= [^\W\d_])(?! (?:{bare}|{tens})))"
        rf"|(?P<words>(?:{_alternatives(starting, rules)}|(?:{licence})(?:{bare})){tail})))"
    )


def _digits_pattern(rules: Numerals) -> re.Pattern[str]:
    """Digits; the group tells that what follows may be a part of the numeral too."""
    words = (*rules.round, *rules.hundred, *rules.magnitudes, *rules.glued)
    initials = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"[0-9]+((?=[.,][0-9]| [0-9]| ?[{re.escape(initials)}]))?")


def _starting_words(rules: Numerals) -> list[str]:
    """Words that open a numeral anywhere."""
    return [
        *(word for word, value in rules.units.items() if value),
        *rules.ten,
        *rules.vague_prefix,
        *rules.half_of,
        *(phrase.split()[0] for phrase in rules.vague),
    ]


def _opening_words(rules: Numerals) -> list[str]:
    """... and those that do so behind certain words."""
    return [*_starting_words(rules), *rules.round, *rules.hundred, *rules.magnitudes]


def _alternatives(words: Iterable[str], rules: Numerals) -> str:
    """Whole words, longest first, except where the next word makes them another word."""
    parts = []
    for word in sorted(dict.fromkeys(words), key=len, reverse=True):
        others = "|".join(re.escape(other) for other in rules.compounds.get(word, ()))
        guard = rf"(?! (?:{others})\b)" if others else ""
        parts.append(rf"{re.escape(word)}\b{guard}")
    return "|".join(parts)


def parse_numbers(text: str, rules: Rules | None = None) -> list[Number]:
    """Numerals of any text, in digits and words, with offsets of ``text`` itself.

    Args:
        text: a number, a sentence, an article.
        rules: rule files to use; the built-in ones if left out.

    Returns:
        Numbers in order of appearance; ``value`` is a Decimal, None for a malformed numeral. Whether
        a number states a figure is not asked: years and house numbers are numbers too.

    >>> [(n.text, int(n.value)) for n in parse_numbers("Thu 1.200 viên, hai mươi mốt khẩu")]
    [('1.200', 1200), ('hai mươi mốt', 21)]
    """
    finder = _default_finder() if rules is None else NumeralFinder(rules)
    view = MatchView.of(text)
    return [view.to_source(number) for number in finder.find(view.folded)]


@cache
def _default_finder() -> NumeralFinder:
    return NumeralFinder(load_rules())
