"""One document after the other through the pipeline; what goes wrong stays with its document."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from extractor.config import Config
from extractor.engine.load import Rules
from extractor.engine.schema import Vocabulary
from extractor.engines.shard import Unit
from extractor.model import Document
from extractor.pipeline import Pipeline
from extractor.readers import Limits, failure_of, resolve
from extractor.schema import FailureRecord, Recorder, Records
from extractor.writers import Entry


class _TimeUp(BaseException):
    """Raised inside a document that takes too long; no handler for `Exception` may swallow it."""


class Processor:
    """Documents in, entries out.

    Args:
        config: of the pipeline, which is built once.
        limits: what still is an article.
        pipeline: one that is there already.
    """

    def __init__(
        self, config: Config, limits: Limits | None = None, pipeline: Pipeline | None = None
    ) -> None:
        self._pipeline = pipeline or Pipeline(config)
        self._recorder = Recorder(self._pipeline.kit.rules.get(Vocabulary))
        self._limits = limits or Limits()
        self._limit = config.time_limit

    @property
    def rules(self) -> Rules:
        """The rules in use."""
        return self._pipeline.kit.rules

    def entries(
        self, documents: Sequence[Unit], keys: Sequence[str], started: Callable[[int], None] | None = None
    ) -> Iterator[Entry]:
        """One entry for each document.

        Args:
            documents: to process.
            keys: for the journal, one per document.
            started: is told the position of each document before work on it begins.
        """
        for position, (document, key) in enumerate(zip(documents, keys, strict=True)):
            if started is not None:
                started(position)
            yield self.entry(document, key)

    def records(self, documents: Iterable[Document]) -> Iterator[Records]:
        """The records of each document; errors are raised."""
        return map(self._recorder.records, self._pipeline.stream(documents))

    def entry(self, document: Unit, key: str = "") -> Entry:
        """The entry of one document: its records, or the failure that prevented them."""
        try:
            with _time_limit(self._limit):
                resolved = resolve(document, self._limits)
                if isinstance(resolved, FailureRecord):
                    return Entry.failed(resolved)
                (records,) = self.records([resolved])
                return Entry.of(records, key)
        except _TimeUp:
            return too_slow(document, self._limit)
        except MemoryError:
            return Entry.failed(failure_of(document, "not enough memory for this document", "split it"))
        except Exception as error:  # noqa: BLE001 - a document must not take the others with it
            reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
            return Entry.failed(failure_of(document, reason, "please report it, with the article"))


def too_slow(document: Unit, limit: float) -> Entry:
    """The entry of a document that was given up."""
    advice = "split it, or raise --time-limit"
    return Entry.failed(failure_of(document, f"took more than {limit:g} seconds", advice))


def _time_limit(seconds: float) -> AbstractContextManager[None]:
    """Interrupt the block after so many seconds."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _by_signal(seconds)
    return _by_thread(seconds)


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """Where signals do not arrive: cluster engines run their tasks in threads."""
    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def stop() -> None:
        with lock:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_TimeUp))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
