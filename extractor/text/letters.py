"""Sets of letters for patterns of `re`, which runs over whole texts ten times as fast as `regex` does."""

from __future__ import annotations

_LATIN = tuple(map(chr, (*range(0x250), *range(0x1E00, 0x1F00))))

UPPER = "".join(filter(str.isupper, _LATIN))
"""Capital letters of the Latin script, all of Vietnamese among them."""

LOWER = "".join(filter(str.islower, _LATIN))
"""Small letters of the Latin script, all of Vietnamese among them."""
