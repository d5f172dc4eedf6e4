"""A shard: a stretch of the input, some of it to be processed, some of it already known."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from extractor.model import Document
from extractor.readers import Page
from extractor.schema import FailureRecord, dumps
from extractor.writers import Entry

MAX_DOCUMENTS = 64
MAX_CHARS = 400_000


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that an earlier run has already made: its folder in the store, its line of the journal."""

    dataset: int
    position: int


Unit = Document | Page
"""What is processed: a document, or a page that holds one."""

Slot = Unit | FailureRecord | Known


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive items of the input; ``documents`` are those that have to be processed."""

    name: str
    slots: tuple[Slot, ...]
    keys: tuple[str, ...]

    @property
    def documents(self) -> tuple[Unit, ...]:
        """What has to be processed, one for each key."""
        return tuple(slot for slot in self.slots if isinstance(slot, Unit))


class Engine(Protocol):
    """Processes shards and yields each with the entries of its documents, in the order given."""

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Iterable[Entry]]]:
        """Process everything; errors of single documents become entries with a failure."""


def key_of(document: Unit, stamp: str) -> str:
    """What the entry of a document depends on, as a digest.

    Args:
        document: all of it counts, its metadata too.
        stamp: version, rules and settings.
    """
    if isinstance(document, Page):
        parts = f"{stamp}\0{document.doc_id}\0{document.source_path}\0{document.url}\0"
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass") + document.data).hexdigest()[:32]
    sections = [[section.kind, section.start, section.end] for section in document.sections]
    fields = (
        document.doc_id,
        document.title,
        document.published,
        document.url,
        document.outlet,
        document.source_path,
        sections,
        dumps(document.extra),
    )
    digest = hashlib.sha256(f"{stamp}\0{dumps(fields)}\0".encode())
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def make_shards(items: Iterable[tuple[Slot, str]]) -> Iterator[Shard]:
    """Cut the input into shards, whose names are unique and sort in the order of the input.

    Args:
        items: each with its key, which only documents need.
    """
    run = f"{time.time_ns():020d}-{os.getpid()}"
    names = (f"{run}-{number:08d}" for number in count())
    slots: list[Slot] = []
    keys: list[str] = []
    chars = 0
    for slot, key in items:
        slots.append(slot)
        if isinstance(slot, Unit):
            keys.append(key)
            chars += len(slot.data if isinstance(slot, Page) else slot.text)
        if len(keys) >= MAX_DOCUMENTS or chars >= MAX_CHARS or len(slots) >= 8 * MAX_DOCUMENTS:
            yield Shard(next(names), tuple(slots), tuple(keys))
            slots, keys, chars = [], [], 0
    if slots:
        yield Shard(next(names), tuple(slots), tuple(keys))
