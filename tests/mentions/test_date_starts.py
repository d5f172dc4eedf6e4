"""Date rules are tried at fewer places than their start words stand, and none that matches is missed."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from extractor.engine.load import load_rules
from extractor.engine.match import is_word
from extractor.engine.schema.dates import DateRules
from extractor.mentions.date_grammar import DateGrammar
from extractor.mentions.date_starts import DIGITS

FILE = load_rules().get(DateRules)
GRAMMAR = DateGrammar(FILE)
STARTS = [tuple(GRAMMAR._start_words(rule.start)) for rule in FILE.rule]
SENTENCES = [
    example.text.lower() for rule in FILE.rule for example in chain(rule.example, rule.counter_example)
]
PIECES = sorted({piece for text in SENTENCES for piece in text.split(" ")})
TEXTS = st.lists(
    st.tuples(
        st.sampled_from([*PIECES, *(word for words in STARTS for word in words)]),
        st.sampled_from([" ", " ", "", ", "]),
    ),
    max_size=12,
).map(lambda parts: "".join(chain.from_iterable(parts)))


def plainly(text):
    """Every rule at every one of its start words: the longest match, of equals the one tried first."""
    digits = {match.start(): f"#{match.lastgroup}" for match in GRAMMAR._digits.finditer(text)}
    found, border = [], 0
    for start in range(len(text)):
        if start < border:
            continue
        tried = sorted(
            (word in DIGITS, -len(word), number)
            for number, words in enumerate(STARTS)
            for word in words
            if digits.get(start) == word
            or (text.startswith(word, start) and is_word(text, start, start + len(word)))
        )
        matches = [(GRAMMAR._matches[number](text, start), number) for _, _, number in tried]
        best = max(
            ((m.end(), m, n) for m, n in matches if m and m.end() > start), key=lambda at: at[0], default=None
        )
        if best is not None:
            border, match, number = best
            parts = {name: part for name, part in match.groupdict().items() if part is not None}
            found.append((start, border, FILE.rule[number].id, parts))
    return found


def cleverly(text):
    return [(atom.start, atom.end, atom.rule.id, atom.groups) for atom in GRAMMAR.atoms(text)]


def test_nothing_is_missed_in_the_examples_of_the_rules():
    for text in SENTENCES:
        assert cleverly(text) == plainly(text), text


@given(TEXTS)
def test_nothing_is_missed_in_any_text(text):
    assert cleverly(text) == plainly(text)


def test_common_words_alone_are_no_place_to_look_at():
    for text in ("các hộ dân", "từ xã đến huyện", "hàng trăm người", "một tổ", "những mô hình"):
        assert not any(GRAMMAR._places(text, None).values()), text
