"""How a place is attached to what stands before it: by a locative, as a belonging, as a recipient."""

from __future__ import annotations

import regex

from extractor.engine.schema.localities import FlowWords

_REACH = 60


class Introductions:
    """Reads the words in front of places; built once from the rules."""

    def __init__(self, flow: FlowWords) -> None:
        reach, near = r"[^.;:\n]{0,45}", r"[^,.;:\n]{0,45}"
        patterns = {
            "locative": rf"\b(?:{'|'.join(flow.locative)})\s(?:{reach}\s)?\(?\s*",
            "belonging": rf"\b(?:{'|'.join(flow.belonging)})\s(?:{reach}\s)?\(?\s*",
            "recipient": rf"\b(?:{'|'.join(flow.recipient)})\s(?:{near}\s)?",
        }
        self._patterns = [(intro, regex.compile(f"(?r){pattern}")) for intro, pattern in patterns.items()]

    def read(self, folded: str, start: int, floor: int) -> str:
        """``locative``, ``belonging``, ``recipient`` or "", for a place at ``start``.

        ``floor`` is where its sentence begins.
        """
        floor = max(floor, start - _REACH)
        for intro, pattern in self._patterns:
            if pattern.match(folded, floor, start) is not None:
                return intro
        return ""
