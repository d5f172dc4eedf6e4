"""A pattern rewritten for the standard `re`, which tries it faster: it matches wherever the pattern does.

Left out are borders of words, negative assertions, and those about the other side. Where the two engines,
or the Unicode they know, have different ideas of a class of characters, the class gets wider. Of a part of
varying length that is repeated ("(?:[0-9]+[ .]?)*") only its characters are left: with wider classes it
could be divided in too many ways, and trying them all takes for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.engine.patterns import tree

_NOTHING = "(?:)"
_LINE_END = r"(?=\n|\Z)"
_ANY = r"\s\S"
_FEW = 8
"""Repeated so often at most, a part may vary: there are few ways to divide it."""
_WIDE = r"\x80-\U0010ffff"
_CLASSES = {
    r"\w": f"A-Za-z0-9_{_WIDE}", r"\d": f"0-9{_WIDE}", r"\s": r"\s",
    r"\p{L}": f"A-Za-z{_WIDE}", r"\p{Lu}": f"A-Z{_WIDE}", r"\p{Ll}": f"a-z{_WIDE}", r"\p{N}": f"0-9{_WIDE}",
}  # fmt: skip


class _NotToldError(ValueError):
    """Nothing weaker can be written that would still tell something, or be tried as fast."""


def weaker(node: tree.Node, *, ahead: bool = True) -> str | None:
    r"""Source of a pattern for `re`, to be matched from a place on; None if it would tell nothing.

    Args:
        node: the tree of a pattern.
        ahead: False for a pattern that must end at the place: for text that is read backwards.

    >>> weaker(tree.read(r"(?:sau|đến)\b [^,]"), ahead=False)
    '[^,] (?:)(?:uas|nếđ)'
    """
    try:
        found = _rewritten(node, ahead)
        re.compile(found)
    except (_NotToldError, re.error):
        return None
    return found


def _rewritten(node: tree.Node, ahead: bool) -> str:
    match node:
        case tree.Text(text):
            return "".join(map(_escaped, text if ahead else reversed(text)))
        case tree.OneOf(items, negated):
            return _set(items, negated)
        case tree.Border(written):
            return _LINE_END if written == ("$" if ahead else "^") else _NOTHING
        case tree.Look(part, forward, negated):
            return _NOTHING if negated or forward != ahead else f"(?={_rewritten(part, ahead)})"
        case tree.Sequence(parts):
            return "".join(_rewritten(part, ahead) for part in (parts if ahead else reversed(parts)))
        case tree.Choice(branches):
            return f"(?:{'|'.join(_rewritten(branch, ahead) for branch in branches)})"
        case tree.Repeat(part, _, most) if (most is None or most > _FEW) and _varies(part):
            return f"{_set(tuple(_characters(part)), negated=False)}*"
        case tree.Repeat(part, least, most):
            return f"(?:{_rewritten(part, ahead)}){{{least},{'' if most is None else most}}}"
        case tree.Atomic() | tree.Anything():
            # Without its atoms a pattern may take very long.
            raise _NotToldError


def _varies(node: tree.Node) -> bool:
    """True for what may be shorter or longer."""
    match node:
        case tree.Repeat(part, least, most):
            return least != most or _varies(part)
        case tree.Sequence(parts):
            return any(map(_varies, parts))
        case tree.Choice():
            return True
    return False


def _characters(node: tree.Node) -> Iterator[str]:
    """Items of a set of all characters that a match is made of."""
    match node:
        case tree.Text(text):
            yield from text
        case tree.OneOf(items, negated):
            yield from (r"\s", r"\S") if negated else items
        case tree.Repeat(part):
            yield from _characters(part)
        case tree.Sequence(parts) | tree.Choice(parts):
            for part in parts:
                yield from _characters(part)
        case tree.Atomic() | tree.Anything():
            raise _NotToldError


def _set(items: tuple[str, ...], negated: bool) -> str:
    """A set of characters; from a negated one classes are left out, which makes it wider."""
    kept = [_item(item) for item in items if not (negated and tree.is_class(item))]
    return f"[{'^' * negated}{''.join(kept)}]" if kept else f"[{_ANY}]"


def _item(item: str) -> str:
    if tree.is_class(item):
        return _CLASSES.get(item, _ANY)
    return _escaped(item) if len(item) == 1 else f"{_escaped(item[0])}-{_escaped(item[-1])}"


def _escaped(char: str) -> str:
    return char if char.isalnum() or char == " " else re.escape(char)
