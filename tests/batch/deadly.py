"""A pipeline that some documents kill, hang or break; workers import it."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from extractor.config import Config
from extractor.engines.process import Processor
from extractor.pipeline import Pipeline
from extractor.readers import Limits


class DeadlyPipeline(Pipeline):
    """Does to its process what the text says."""

    def stream(self, documents):
        for document in documents:
            match document.text.split():
                case ["kill"]:
                    os.kill(os.getpid(), 9)
                case ["exit"]:
                    os._exit(3)
                case ["crash"]:
                    ctypes.string_at(0)
                case ["kill-once", flag] if not Path(flag).exists():
                    Path(flag).touch()
                    os.kill(os.getpid(), 9)
                case ["sleep"]:
                    time.sleep(60)
                case ["spin"]:
                    while True:
                        pass
                case ["loop"]:  # C code that no signal interrupts looks like this from outside
                    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
                    time.sleep(60)
                case ["raise"]:
                    raise ValueError("two\nlines")
                case ["memory"]:
                    raise MemoryError
            yield from super().stream([document])


def processor(config: Config, limits: Limits) -> Processor:
    return Processor(config, replace(limits, any_language=True), DeadlyPipeline(config))


def stillborn(config: Config, limits: Limits) -> Processor:
    os._exit(7)
