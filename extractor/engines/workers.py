"""Worker processes on this machine, each with its own pipeline.

A worker that dies is replaced and its shard done again; a document that was being worked on at two
deaths is taken out and becomes a failure. Results are files, so that nothing large is sent.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from extractor.config import Config
from extractor.engines.process import Processor, too_slow
from extractor.engines.shard import Shard, Unit
from extractor.engines.store import write_shard
from extractor.errors import OutputError, RunError
from extractor.readers import Limits, failure_of
from extractor.writers import Entry
from extractor.writers.dataset import DatasetReader

_AHEAD = 3
_TOO_MANY_DEATHS = 3
_GRACE = 5.0
_IDLE = -1.0


_Job = tuple[Callable[[Config, Limits], Processor], Config, Limits, Path]


@dataclass(slots=True)
class _Task:
    """A shard on its way; ``given_up`` are entries of documents that are not to be tried again."""

    shard: Shard
    given_up: dict[int, Entry] = field(default_factory=dict)
    deaths: Counter[int] = field(default_factory=Counter)
    path: Path | None = None


class WorkersEngine:
    """Processes shards in parallel.

    Args:
        config: of the pipeline that each worker builds.
        limits: what still is an article.
        folder: where finished shards are kept.
        workers: how many processes.
        processor: what each worker builds; has to be importable there.
    """

    def __init__(
        self,
        config: Config,
        limits: Limits,
        folder: Path,
        workers: int,
        processor: Callable[[Config, Limits], Processor] = Processor,
    ) -> None:
        self._config = config
        self._job = (processor, config, limits, folder)
        self._context = mp.get_context("spawn")
        self._workers: list[_Worker] = []
        self._count = workers
        self._deaths_at_start = 0

    def run(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Iterable[Entry]]]:
        """See `Engine`."""
        order: deque[_Task] = deque()
        waiting: deque[_Task] = deque()
        more = True
        try:
            while more or order:
                while more and len(order) < _AHEAD * self._count + 1:
                    shard = next(shards, None)
                    more = shard is not None
                    if shard is not None:
                        order.append(task := _Task(shard))
                        if shard.documents:
                            waiting.append(task)
                    self._give(waiting)
                while order and (order[0].path or not order[0].shard.documents):
                    task = order.popleft()
                    yield task.shard, _entries(task)
                self._give(waiting)
                if any(worker.task for worker in self._workers):
                    self._listen(waiting)
        finally:
            self._stop()

    def _give(self, waiting: deque[_Task]) -> None:
        """Hand waiting shards to idle workers, of which there are as many as there is work for."""
        while waiting:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) < self._count:
                idle = _Worker(self._context, self._job)
                self._workers.append(idle)
            if idle is None:
                return
            idle.give(waiting.popleft())

    def _listen(self, waiting: deque[_Task]) -> None:
        """Take in what workers report; replace those that are dead or stuck."""
        ready = set(wait([worker.connection for worker in self._workers if worker.task], timeout=0.5))
        for worker in list(self._workers):
            if worker.task is None:
                continue
            if worker.connection in ready:
                message = worker.receive()
                if isinstance(message, str):
                    raise OutputError(message)
                if message is not None:
                    self._deaths_at_start = 0
                    worker.task.path, worker.task = message, None
                    continue
                self._bury(worker, waiting, killed=False)
            elif worker.is_stuck(2 * self._config.time_limit + _GRACE):
                self._bury(worker, waiting, killed=True)

    def _bury(self, worker: _Worker, waiting: deque[_Task], *, killed: bool) -> None:
        """Put the shard of a dead worker back, without the document that is to blame."""
        task, position = worker.task, int(worker.beat[0])
        worker.kill()
        self._workers.remove(worker)
        assert task is not None
        waiting.appendleft(task)
        if position < 0:
            self._deaths_at_start += 1
            if self._deaths_at_start >= _TOO_MANY_DEATHS:
                code = worker.exit_code
                raise RunError(f"workers end before they begin (exit code {code}); --engine inline has none")
            return
        document = task.shard.documents[position]
        task.deaths[position] += 1
        if killed:
            task.given_up[position] = too_slow(document, self._config.time_limit)
        elif task.deaths[position] > 1:
            task.given_up[position] = _deadly(document, worker.exit_code)

    def _stop(self) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()


class _Worker:
    """A process, the line to it, and what it is doing.

    ``beat`` is shared memory: position of the document in work (-1 before the first), since when.
    """

    def __init__(self, context: Any, job: _Job) -> None:
        self.task: _Task | None = None
        self.beat = context.RawArray("d", [_IDLE, 0.0])
        self.connection: Connection[Any, Any]
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.beat, job), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def exit_code(self) -> int | None:
        """How the process ended."""
        code: int | None = self._process.exitcode
        return code

    def give(self, task: _Task) -> None:
        """Send a shard; if the process is dead already, `receive` will find out."""
        self.task = task
        self.beat[0] = _IDLE
        documents = [
            (position, document, key)
            for position, (document, key) in enumerate(
                zip(task.shard.documents, task.shard.keys, strict=True)
            )
            if position not in task.given_up
        ]
        try:
            self.connection.send((task.shard.name, documents))
        except OSError:
            return

    def receive(self) -> Path | str | None:
        """The path of a finished shard, an error that ends the run, None if the process is dead."""
        try:
            message: Path | str = self.connection.recv()
        except (EOFError, OSError):
            return None
        return message

    def is_stuck(self, seconds: float) -> bool:
        """True if one document has kept the process busy for longer than this."""
        return bool(self.beat[0] >= 0 and time.monotonic() - self.beat[1] > seconds)

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection[Any, Any], beat: Any, job: _Job) -> None:
    """The life of a worker: build the pipeline, then shard after shard until the line is cut."""
    make, config, limits, folder = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    processor = make(config, limits)
    while True:
        try:
            name, tasks = connection.recv()
        except (EOFError, OSError):
            return
        positions = [position for position, _, _ in tasks]

        def started(at: int, positions: list[int] = positions) -> None:
            beat[1] = time.monotonic()
            beat[0] = positions[at]

        entries = processor.entries([item[1] for item in tasks], [item[2] for item in tasks], started)
        try:
            connection.send(write_shard(folder, name, entries))
        except OSError as error:
            connection.send(f"results cannot be written: {os.strerror(error.errno or 0)} ({folder})")


def _entries(task: _Task) -> Iterator[Entry]:
    """The entries of a finished shard, with those of documents that were given up in their places."""
    if task.path is None:
        return
    with DatasetReader(task.path) as reader:
        rest = reader.entries()
        for position in range(len(task.shard.documents)):
            yield task.given_up[position] if position in task.given_up else next(rest)


def _deadly(document: Unit, exit_code: int | None) -> Entry:
    reason = f"ends the process that works on it (exit code {exit_code})"
    return Entry.failed(failure_of(document, reason, "left out; please report it, with the article"))
