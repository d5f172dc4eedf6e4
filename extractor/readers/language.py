"""Is this Vietnamese? Letters that hardly any other language has tell it."""

from __future__ import annotations

import regex

_SAMPLE = 20_000
_ENOUGH_LETTERS = 60
_LEAST_SHARE = 0.02

# d with stroke, o and u with horn, and the block of letters made for Vietnamese; or, decomposed, the
# hook, the horn and the dot below. Breve and circumflex are left out: Romanian and French have them.
_OWN_LETTERS = regex.compile("[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0309\u031b\u0323]")
_LETTERS = regex.compile(r"\p{L}")


def is_vietnamese(text: str) -> bool:
    """False for a text that is long enough to tell and has next to none of these letters.

    >>> is_vietnamese("The quick brown fox jumps over the lazy dog. " * 5)
    False
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    return letters < _ENOUGH_LETTERS or len(_OWN_LETTERS.findall(sample)) >= _LEAST_SHARE * letters
