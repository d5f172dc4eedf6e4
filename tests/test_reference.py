"""The generated reference is the one in docs/."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "record_reference.py"


@pytest.mark.parametrize(
    "path, text", runpy.run_path(str(TOOL))["files"](), ids=lambda item: getattr(item, "name", "")
)
def test_reference_is_fresh(path, text):
    assert path.read_text("utf-8") == text, "run python tools/record_reference.py"
