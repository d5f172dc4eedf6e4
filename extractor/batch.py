"""Many documents: from inputs to one output, in shards that survive any stop.

    inputs -> items -> shards -> engine -> entries -> writer

The order of the output is the order of the input, whatever the number of workers, so equal inputs
give equal files. Finished shards stay on disk until the output is complete; ``resume`` takes from
them, and from an earlier output folder, what was made from the same document by the same rules and
version, and processes the rest.
"""

from __future__ import annotations

import errno
import importlib.metadata
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.config import Config
from extractor.engine.load import Rules, load_rules
from extractor.engine.schema import Vocabulary
from extractor.engines.inline import InlineEngine
from extractor.engines.local import LocalEngine
from extractor.engines.order import Row, in_order
from extractor.engines.shard import Engine, Known, Shard, Slot, key_of, make_shards
from extractor.engines.store import Store, claim
from extractor.engines.workers import WorkersEngine
from extractor.errors import OutputError, UsageError
from extractor.model import Document
from extractor.readers import Item, Limits, Meter, Page, check_inputs, read_items, total_size
from extractor.schema import FailureRecord
from extractor.writers import FILES, STDOUT, Entry, Writer, check_output, is_folder, open_writer

WORK = ".work"


@dataclass(slots=True)
class Summary:
    """What a run has done so far; `found` counts figures per indicator.

    `examples` has the first quote of each indicator, `input` how much was read.
    """

    documents: int = 0
    reused: int = 0
    figures: int = 0
    rejects: int = 0
    failures: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    input: Meter = field(default_factory=Meter)

    def add(self, entry: Entry) -> None:
        """Count one entry."""
        self.documents += 1 if entry.lines["documents"] else 0
        self.failures += entry.lines["failures"].count(b"\n")
        self.rejects += entry.lines["rejects"].count(b"\n")
        self.figures += sum(entry.found.values())
        self.found.update(entry.found)
        if not self.examples.keys() >= entry.found.keys():
            for figure in entry.rows("figures"):
                self.examples.setdefault(figure["indicator"], figure["quote"])

    @property
    def exit_code(self) -> int:
        """0 all done, 1 there was nothing to do, 3 some documents failed."""
        return 3 if self.failures else 0 if self.documents else 1


@dataclass(frozen=True, slots=True)
class Job:
    """What to do: inputs, output and how.

    Attributes:
        inputs: files, folders, glob patterns, ``-`` for standard input.
        output: a folder, a file whose suffix says the format, ``-`` for JSONL on standard output.
        workers: processes.
        engine: ``local`` for worker processes, of which a document may end one without ending the run;
            ``inline`` for this process; ``dask``; None means ``inline`` for one worker, else ``local``.
        scheduler: address of a running Dask scheduler; None starts a local one.
        resume: use what an earlier run has left.
    """

    inputs: Sequence[str]
    output: str
    config: Config = field(default_factory=Config)
    limits: Limits = field(default_factory=Limits)
    workers: int = 1
    engine: str | None = None
    scheduler: str | None = None
    resume: bool = False

    @property
    def where(self) -> str:
        """The engine, also where none was named."""
        return self.engine or ("local" if self.workers > 1 else "inline")

    @property
    def work_folder(self) -> Path | None:
        """Where unfinished work is kept; None for standard output, which cannot be resumed."""
        if self.output == STDOUT:
            return None
        path = Path(self.output)
        return path / WORK if is_folder(self.output) else path.with_name(path.name + WORK)


def run(job: Job, watch: Callable[[Summary, Entry], None] = lambda _summary, _entry: None) -> Summary:
    """Do a job.

    Args:
        job: what to do.
        watch: is called after each document, with the running counts and what was written.

    Raises:
        UsageError: for inputs that do not exist and outputs of unknown format.
        RuleError: if the rules are wrong.
        OutputError: if results cannot be written; a later run can resume.
    """
    began = time.monotonic()
    summary = Summary()
    check_inputs(job.inputs)
    check_output(job.output)
    _check_apart(job)
    if job.where == "inline" and job.workers > 1:
        raise UsageError("--engine inline is one process; leave out --workers")
    summary.input.total = total_size(job.inputs)
    rules = load_rules(job.config.rules)
    with ExitStack() as stack:
        work = job.work_folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="extractor-")))
        try:
            work.mkdir(parents=True, exist_ok=True)
            stack.callback(claim(work, job.output))
            store = _open_store(job, work)
            stack.callback(store.close)
            writer = stack.enter_context(open_writer(job.output, work))
            items = _items(read_items(job.inputs, job.limits, summary.input), store, _stamp(job, rules))
            _write_all(_engine(job, work / "shards").run(make_shards(items)), store, writer, summary, watch)
            summary.seconds = time.monotonic() - began
            store.close()
            writer.finish(_description(job, rules, summary))
        except BrokenPipeError:
            raise  # whoever reads standard output has had enough
        except OSError as error:
            raise _cannot_write(error, job.output) from error
        shutil.rmtree(work, ignore_errors=True)
    return summary


def gather(
    rows: Iterable[Row], output: str, config: Config | None = None, ids: Iterable[Any] | None = None
) -> Summary:
    """Write what `extract_lines` gave on a cluster as a run on one machine would have written it.

    Args:
        rows: of its result, one per article.
        output: a folder, a file whose suffix says the format, ``-`` for JSONL on standard output.
        ids: of all articles in the order that the output shall have; None takes the rows as they come.
        config: what `extract_lines` was told; `run.json` says so.

    Raises:
        UsageError: for an output of unknown format, or one that another run is writing.
        RuleError: if the rules are wrong.
        InputError: if there is not exactly one row for each of `ids`.
        OutputError: if results cannot be written.
    """
    began = time.monotonic()
    job = Job((), output, config or Config(), engine="table")
    check_output(output)
    rules, summary = load_rules(job.config.rules), Summary()
    with ExitStack() as stack:
        try:
            work = job.work_folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            work.mkdir(parents=True, exist_ok=True)
            stack.callback(claim(work, output))
            writer = stack.enter_context(open_writer(output, work))
            for row in rows if ids is None else in_order(rows, ids, work):
                entry = Entry.again(row["doc_id"], {name: row[name].encode() for name in FILES})
                writer.write(entry)
                summary.add(entry)
            summary.seconds = time.monotonic() - began
            writer.finish(_description(job, rules, summary))
        except OSError as error:
            raise _cannot_write(error, output) from error
    shutil.rmtree(work, ignore_errors=True)
    return summary


def _check_apart(job: Job) -> None:
    """Results must not become inputs."""
    if job.output == STDOUT:
        return
    output = Path(job.output).resolve()
    for name in job.inputs:
        folder = Path(name).resolve()
        if folder.is_dir() and (output == folder or folder in output.parents):
            raise UsageError("the output lies inside an input folder; choose another place", job.output)


def _open_store(job: Job, work: Path) -> Store:
    store = Store(work / "shards", Path(job.output) if is_folder(job.output) else None)
    if job.resume:
        store.load()
    else:
        store.clear()
    return store


def _items(items: Iterable[Item], store: Store, stamp: str) -> Iterator[tuple[Slot, str]]:
    """Each item with its key; documents that are already done are replaced by where they are."""
    for item in items:
        if isinstance(item, FailureRecord):
            yield item, ""
        else:
            key = key_of(item, stamp)
            yield store.known(key) or item, key


def _engine(job: Job, shards: Path) -> Engine:
    if job.where == "dask":
        from extractor.engines.cluster import DaskEngine  # noqa: PLC0415 - needs an extra

        return DaskEngine(job.config, job.limits, shards, job.workers, job.scheduler)
    inline = InlineEngine(job.config, job.limits, shards if job.work_folder else None)
    if job.where == "inline":
        return inline
    return LocalEngine(inline, WorkersEngine(job.config, job.limits, shards, job.workers))


def _write_all(
    results: Iterable[tuple[Shard, Iterable[Entry]]],
    store: Store,
    writer: Writer,
    summary: Summary,
    watch: Callable[[Summary, Entry], None],
) -> None:
    for shard, processed in results:
        fresh = iter(processed)
        for slot in shard.slots:
            match slot:
                case Document() | Page():
                    entry = next(fresh)
                case Known():
                    entry = store.entry(slot)
                    summary.reused += 1
                case FailureRecord():
                    entry = Entry.failed(slot)
            writer.write(entry)
            summary.add(entry)
            watch(summary, entry)


def _stamp(job: Job, rules: Rules) -> str:
    recogniser = job.config.ner
    if recogniser == "underthesea":
        recogniser += importlib.metadata.version("underthesea")
    return f"{__version__} {rules.fingerprint} {recogniser} {job.config.published} {job.limits.legacy}"


def _description(job: Job, rules: Rules, summary: Summary) -> dict[str, Any]:
    """What run.json says."""
    return {
        "version": __version__,
        "schema_version": rules.get(Vocabulary).schema_version,
        "rules": rules.fingerprint,
        "settings": job.config.model_dump(mode="json"),
        "inputs": list(job.inputs),
        "counts": {
            "documents": summary.documents,
            "reused": summary.reused,
            "figures": summary.figures,
            "rejects": summary.rejects,
            "failures": summary.failures,
        },
        "figures_by_indicator": dict(summary.found.most_common()),
        "workers": job.workers,
        "engine": job.where,
        "seconds": round(summary.seconds, 3),
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _cannot_write(error: OSError, output: str) -> OutputError:
    if error.errno == errno.ENOSPC:
        return OutputError("the disk is full; free some space and go on with --resume", output)
    return OutputError(f"results cannot be written: {error.strerror or error}; check the path", output)
