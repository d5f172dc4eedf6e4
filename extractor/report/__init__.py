"""The evidence view: a run as one HTML file in which every figure can be checked in its sentence.

    run folder -> run.Run -> payload (plain JSON) -> page.render -> one .html file

Python decides what is in the page; how it looks and behaves is in ``html/``. The page needs no
network, runs no code but its own, and shows article text only as text.
"""

from __future__ import annotations

from extractor.report.write import Summary, write_report

__all__ = ["Summary", "write_report"]
