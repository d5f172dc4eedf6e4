"""CITATION.cff is what the format (1.2.0) asks for, and tells this version."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

import extractor

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def citation():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_what_the_format_needs(citation):
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["type"] == "software"
    assert all({"name"} == set(author) or {"family-names"} <= set(author) for author in citation["authors"])
    known = {
        "cff-version", "message", "type", "title", "abstract", "authors", "version", "license", "keywords",
        "date-released", "doi", "identifiers", "repository-code", "url", "references", "commit", "contact",
        "license-url", "preferred-citation", "repository", "repository-artifact",
    }  # fmt: skip
    assert set(citation) <= known
    assert all(isinstance(citation[name], str) for name in ("message", "title", "abstract", "license"))
    assert len(set(citation["keywords"])) == len(citation["keywords"])


def test_it_cites_this_version(citation):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(citation["version"]) == extractor.__version__
    assert citation["keywords"] == project["keywords"]
