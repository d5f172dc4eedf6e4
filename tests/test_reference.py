"""The generated reference is the one in docs/."""

from __future__ import annotations

import runpy
from pathlib import Path

TOOL = Path(__file__).parents[1] / "tools" / "record_reference.py"


def test_reference_is_fresh():
    for path, text in runpy.run_path(str(TOOL))["files"]():
        assert path.read_text("utf-8") == text, f"{path.name}: run python tools/record_reference.py"
