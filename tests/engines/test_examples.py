"""The page shows the jobs as they are tested, and names the versions that are allowed."""

from __future__ import annotations

import re
import tomllib

import pytest

from .conftest import EXAMPLES, ROOT

PAGE = (ROOT / "docs" / "how-to" / "spark-and-ray.md").read_text("utf-8")
SHOWN = dict(re.findall(r'^```py title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_the_page_shows_the_file(path):
    assert SHOWN[path.name] == path.read_text("utf-8")


@pytest.mark.parametrize("extra", ["spark", "ray"])
def test_what_was_tried_is_allowed(extra):
    packaging = pytest.importorskip("packaging.requirements")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    tried = dict(re.findall(rf"^\| {extra} \| `([a-z]+)` \| ([0-9.]+) \|", PAGE, re.MULTILINE))
    for requirement in map(packaging.Requirement, extras[extra]):
        assert tried[requirement.name] in requirement.specifier
