"""Dask: the same shards on a cluster, local or far.

Dask replaces workers that die and gives their tasks to others; a shard that has cost several workers
is done again document by document, so that the one to blame is found and left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.engines.shard import Shard, Unit
from extractor.engines.store import write_shard
from extractor.errors import UsageError
from extractor.readers import Limits, failure_of
from extractor.writers import Entry

_AHEAD = 3
_PATIENCE = 20.0  # seconds to wait for a scheduler


class DaskEngine:
    """Processes shards with Dask.

    Args:
        config: of the pipeline that each worker builds.
        limits: what still is an article.
        folder: where finished shards are kept.
        workers: processes of the local cluster, if one is started.
        scheduler: address of a running scheduler, ``tcp://host:8786``; None starts a local cluster.

    Raises:
        UsageError: if Dask is not installed or the scheduler does not answer.
    """

    def __init__(
        self, config: Config, limits: Limits, folder: Path, workers: int, scheduler: str | None = None
    ) -> None:
        try:
            import distributed  # noqa: PLC0415 - needs an extra
        except ImportError as error:
            raise UsageError("--engine dask needs Dask; pip install 'vn-press-extractor[dask]'") from error
        self._config, self._limits, self._folder = config, limits, folder
        self._workers, self._scheduler = workers, scheduler
        self._distributed: Any = distributed

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Iterable[Entry]]]:
        """See `Engine`."""
        with self._client() as client:
            running: deque[tuple[Shard, Any]] = deque()
            for shard in shards:
                running.append((shard, self._submit(client, shard.documents, shard.keys)))
                while len(running) > _AHEAD * max(1, sum(client.nthreads().values())):
                    yield self._finished(client, *running.popleft())
            while running:
                yield self._finished(client, *running.popleft())

    def _client(self) -> Any:
        if self._scheduler is not None:
            try:
                return self._distributed.Client(self._scheduler, timeout=_PATIENCE)
            except OSError as error:
                raise UsageError("no Dask scheduler answers there", self._scheduler) from error
        cluster = self._distributed.LocalCluster(
            n_workers=self._workers, threads_per_worker=1, processes=True, dashboard_address=None
        )
        return _Owner(self._distributed.Client(cluster), cluster)

    def _submit(self, client: Any, documents: Sequence[Unit], keys: Sequence[str]) -> Any:
        return client.submit(process, self._config, self._limits, documents, keys, pure=False)

    def _finished(self, client: Any, shard: Shard, future: Any) -> tuple[Shard, list[Entry]]:
        try:
            entries: list[Entry] = future.result()
        except self._distributed.KilledWorker:
            entries = [self._alone(client, *one) for one in zip(shard.documents, shard.keys, strict=True)]
        if entries:
            write_shard(self._folder, shard.name, (entry for entry in entries if entry.key))
        return shard, entries

    def _alone(self, client: Any, document: Unit, key: str) -> Entry:
        try:
            (entry,) = self._submit(client, (document,), (key,)).result()
        except self._distributed.KilledWorker:
            reason = "ends every worker that works on it"
            return Entry.failed(failure_of(document, reason, "left out; please report it, with the article"))
        found: Entry = entry
        return found


class _Owner:
    """A client that takes its cluster with it when it goes."""

    def __init__(self, client: Any, cluster: Any) -> None:
        self._client, self._cluster = client, cluster

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._cluster.close()


def process(config: Config, limits: Limits, documents: Sequence[Unit], keys: Sequence[str]) -> list[Entry]:
    """What a Dask worker does with the documents of a shard."""
    return list(_processor(config, limits).entries(documents, keys)) if documents else []


@lru_cache(maxsize=2)
def _processor(config: Config, limits: Limits) -> Processor:
    return Processor(config, limits)
