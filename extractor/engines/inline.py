"""Everything in this process: for a single document, and for who wants no other process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.engines.shard import Shard
from extractor.engines.store import write_shard
from extractor.readers import Limits
from extractor.writers import Entry


class InlineEngine:
    """Processes one shard after the other.

    Args:
        config: of the pipeline.
        limits: what still is an article.
        folder: where finished shards are kept; None keeps nothing.
    """

    def __init__(self, config: Config, limits: Limits, folder: Path | None) -> None:
        self._config, self._limits, self._folder = config, limits, folder

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Iterable[Entry]]]:
        """See `Engine`."""
        processor: Processor | None = None
        for shard in shards:
            documents = shard.documents
            if not documents:
                yield shard, ()
                continue
            processor = processor or Processor(self._config, self._limits)
            entries = list(processor.entries(documents, shard.keys))
            if self._folder is not None:
                write_shard(self._folder, shard.name, entries)
            yield shard, entries
