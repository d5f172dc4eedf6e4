"""This machine: worker processes, which a document may end without ending the run.

A single document has no others to take along: it is processed here, and nothing has to be started.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from extractor.engines.shard import Engine, Shard
from extractor.writers import Entry


class LocalEngine:
    """Chooses between two engines when it sees how much there is to do.

    Args:
        alone: for a single document.
        many: for more.
    """

    def __init__(self, alone: Engine, many: Engine) -> None:
        self._alone, self._many = alone, many

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Iterable[Entry]]]:
        """See `Engine`."""
        seen = list(islice(shards, 1))
        if seen and len(seen[0].documents) < 2:
            seen += islice(shards, 1)
        single = sum(len(shard.documents) for shard in seen) < 2 and len(seen) < 2
        yield from (self._alone if single else self._many).run(chain(seen, shards))
