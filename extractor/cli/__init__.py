"""The command line: thin commands over functions that do the work.

Data goes to standard output, everything else to standard error. Exit codes: 0 done; 1 below the bar,
or nothing could be done; 2 usage or invalid input; 3 done, but some documents failed; 130 stopped.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

from extractor.cli.app import app
from extractor.errors import ExtractorError

STOPPED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except ExtractorError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # Not KeyboardInterrupt: the code should be 130, and no handler of errors may swallow it.
    sys.stderr.write("\nstopped\n")
    raise SystemExit(STOPPED)
