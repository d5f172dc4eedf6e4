"""Everything that is written about one document, as lines of the dataset's files.

Workers hand over entries; dataset writers copy their bytes, table writers parse their rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.schema import FailureRecord, Record, Records, dumps, loads

FILES = ("documents", "figures", "mentions", "rejects", "failures")
"""The files of a dataset folder, without suffix."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of one document, file by file.

    Attributes:
        key: what the lines depend on (document, rules, version); empty if nothing may reuse them.
        doc_id: of the document, or the path of what could not be read.
        lines: UTF-8 lines with their line ends for each file of `FILES`.
        found: number of figures per indicator.
    """

    key: str
    doc_id: str
    lines: Mapping[str, bytes]
    found: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Records, key: str = "") -> Entry:
        """The entry of a document that was processed."""
        lines = {
            "documents": _lines([records.document]),
            "figures": _lines(records.figures),
            "mentions": _lines(records.mentions),
            "rejects": _lines(records.rejects),
            "failures": b"",
        }
        found = Counter(figure.indicator for figure in records.figures)
        return cls(key, records.document.doc_id, lines, dict(sorted(found.items())))

    @classmethod
    def failed(cls, failure: FailureRecord) -> Entry:
        """The entry of something that could not be used."""
        lines = dict.fromkeys(FILES, b"") | {"failures": _lines([failure])}
        return cls("", failure.doc_id or failure.path, lines)

    @classmethod
    def again(cls, doc_id: str, lines: Mapping[str, bytes]) -> Entry:
        """An entry whose lines have been elsewhere in the meantime."""
        found = Counter(loads(line)["indicator"] for line in lines["figures"].splitlines())
        return cls("", doc_id, lines, dict(sorted(found.items())))

    def rows(self, file: str) -> Iterator[dict[str, Any]]:
        """The records of one file as dictionaries; numbers with a point are `Decimal`."""
        for line in self.lines[file].splitlines():
            yield loads(line)


def _lines(records: Iterable[Record]) -> bytes:
    return "".join(dumps(record) + "\n" for record in records).encode()
