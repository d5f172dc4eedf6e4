"""A site answers on the loopback address until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from extractor.browse.database import check_database
from extractor.browse.site import FRONT, site_of
from extractor.errors import UsageError

HOST = "127.0.0.1"


def serve(path: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve a database to this machine only; returns when it is stopped.

    Args:
        path: of a database of figures.
        port: to listen on; 0 takes a free one.
        ready: is called with the address of the first page, when it can be asked for.

    Raises:
        RunError: if the file cannot be browsed.
        UsageError: if the extra ``browse`` is missing or the port is taken.
    """
    check_database(path)
    site = site_of(path)
    import uvicorn  # noqa: PLC0415 - comes with the extra

    with _listen(port) as listening:
        config = uvicorn.Config(site.app(), log_level="warning", lifespan="on")
        ready(f"http://{HOST}:{listening.getsockname()[1]}{site.urls.table(path.stem, FRONT)}")
        uvicorn.Server(config).run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(
            f"port {port} cannot be used ({error}); give another with --port, 0 for any"
        ) from error
    listening.listen(64)
    return listening
