"""Gates: what they hold back cannot match, whatever the pattern; what they know, they hold back."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.patterns import tree
from extractor.engine.patterns.place_gate import PlaceGate
from extractor.engine.patterns.weaker import weaker
from extractor.engine.schema.non_figures import NonFigures
from extractor.mentions.non_figure_rules import REACH, ContextRule

TABLE = load_rules().get(NonFigures)
CONTEXTS = [ContextRule(rule, TABLE) for rule in TABLE.rule]
EXAMPLES = [example.text for rule in TABLE.rule for example in (*rule.example, *rule.counter_example)]
BITS = {1 << n: rule for n, rule in enumerate(CONTEXTS)}
AHEAD = PlaceGate({bit: rule.right for bit, rule in BITS.items()}, reach=REACH)
BEHIND = PlaceGate({bit: rule.left for bit, rule in BITS.items()}, reach=REACH, ahead=False)
RIGHT = {bit: regex.compile(rule.right) for bit, rule in BITS.items()}
LEFT = {bit: regex.compile(f"(?<={rule.left})") for bit, rule in BITS.items()}

WORDS = sorted({word for text in EXAMPLES for word in text.split()})
TEXTS = st.lists(
    st.sampled_from([*WORDS, "12", "3/4", ",", ".", ":", "\n", "“", "”", "(", ")", "\u00b2"]), max_size=12
)


def held_back_but_matching(text: str) -> list[tuple[int, str]]:
    wrong = []
    for at in range(len(text) + 1):
        ahead, behind = AHEAD.passing(text, at), BEHIND.passing(text, at)
        low = max(0, at - REACH)
        for bit, rule in BITS.items():
            if not ahead & bit and RIGHT[bit].match(text, at, at + REACH):
                wrong.append((at, rule.right))
            if not behind & bit and LEFT[bit].match(text[low : at + 1], at - low):
                wrong.append((at, rule.left))
    return wrong


@pytest.mark.parametrize("text", EXAMPLES[::4])
def test_no_rule_is_held_back_where_it_matches(text: str) -> None:
    assert held_back_but_matching(text) == []
    assert held_back_but_matching(text.lower()) == []


@given(TEXTS)
def test_no_rule_is_held_back_in_any_text(words: list[str]) -> None:
    assert held_back_but_matching(" ".join(words)) == []


# A pattern, a text that begins with a match of it, one that does not though it is near.
KNOWN = [
    (r" \p{L}+ này\b", " vụ này", " 12 này"),
    (r"(?: ?-| đến) [0-9]{1,2}(?! vụ)", " đến 12", " đến nay"),
    (r"[ ]*(?:[,.;]|$|\n)", "", " người"),
    (r"\.(?=\p{Lu})", ".Tại", ".tại"),
    (r"[^.\n]{0,5}”", "gọn”", "rất gọn”"),
    (r"[\w-]+\x27", "ba-ba'", "ba ba'"),
    (r"a??b+?c", "bbc", "ac"),
]


@pytest.mark.parametrize("pattern,text,other", KNOWN)
def test_a_gate_tells_matches_from_others(pattern: str, text: str, other: str) -> None:
    gate = PlaceGate({1: pattern}, reach=50)
    assert regex.match(pattern, text)
    assert gate.passing(text, 0) == 1
    assert gate.passing(other, 0) == 0


@pytest.mark.parametrize(
    "pattern,text,other",
    [
        (r"\b(?:cấp|giật) (?:[0-9]{1,2} ?- ?)?", "gió cấp 8 - ", "gió cấp 8, "),
        (r"(?:^|\n)[ ]*[(]?", " (", "a ("),
        (r"(?<=[\p{L},] )từ ", "nay, từ ", "nay. từ "),
        (r"\b(?:phạt|nộp)[^.;\n]{0,9} ", "nộp tới ", "phạt. Sau "),
    ],
)
def test_a_gate_reads_back_from_the_place(pattern: str, text: str, other: str) -> None:
    gate = PlaceGate({4: pattern}, reach=50, ahead=False)
    assert regex.search(f"(?:{pattern})$", text)
    assert gate.passing(text + "5", len(text)) == 4
    assert gate.passing(other + "5", len(other)) == 0


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?>a|ab)c", r"a++b", r"(?i:A)", r"(a)\1", r"(?P<n>a)(?P=n)", r"a{e<=1}", r"[[:alpha:]]", r"\p{Lao}", r"\X",
        r"[a--b]", r"(?#note)a", r"\x{61}",
    ],
)  # fmt: skip
def test_what_a_gate_does_not_know_passes_always(pattern: str) -> None:
    gate = PlaceGate({1: "b", 2: pattern}, reach=50)
    assert gate.passing("?", 0) == 2


def test_an_empty_gate_is_shut() -> None:
    assert PlaceGate({}, reach=50).passing("5 vụ", 1) == 0


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:a+b?)*c", "[ab]*c"),
        (r"(?:x|yz)+q", "[xyz]*q"),
        (r"(?:ab)*c", "(?:ab){0,}c"),
        (r"(?:a+ ){0,2}c", "(?:(?:a){1,} ){0,2}c"),
    ],
    ids=["nested", "branches", "fixed part", "few times"],
)
def test_only_the_characters_are_left_of_what_varies_and_is_repeated(pattern, expected):
    assert weaker(tree.read(pattern)) == expected


def test_a_pattern_that_divides_a_row_in_many_ways_does_not_hang_the_gate():
    gate = PlaceGate({1: r"gọi(?:\d{2,4}\b[ .]?)*số"}, reach=200)
    assert gate.passing("gọi" + "12 34 " * 30 + "nhà", 0) == 0
