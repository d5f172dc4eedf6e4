"""The pages of a database: a Datasette with titles, facets, explained columns and saved queries."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.writers.explain import explanations

if TYPE_CHECKING:
    from datasette.app import Datasette

STATIC = "browse"
FRONT = "evidence"
"""The view that people should see first."""


def site_of(path: Path) -> Datasette:
    """A Datasette over a database of figures.

    Args:
        path: of a file that `check_database` has passed.

    Raises:
        UsageError: if the extra ``browse`` is not installed.
    """
    try:
        from datasette.app import Datasette  # noqa: PLC0415
        from datasette.plugins import pm  # noqa: PLC0415

        from extractor.browse import plugin  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(f"browse needs {error.name}; pip install 'vn-press-extractor[browse]'") from error
    site = _site()
    if not pm.is_registered(plugin):
        pm.register(plugin)
    return Datasette(
        [str(path)],
        metadata=metadata(site, path.stem),
        settings=site["settings"],
        static_mounts=[(STATIC, str(resources.files(__package__).joinpath("static")))],
    )


def metadata(site: dict[str, Any], database: str) -> dict[str, Any]:
    """What Datasette is told about the database of this name."""
    columns = {name: told.english for name, told in explanations().items()}
    tables = {name: dict(table) for name, table in site["tables"].items()}
    tables["figures"]["columns"] = columns
    queries = {
        name: {**query, "sql": _file(f"queries/{name}.sql"), "hide_sql": True}
        for name, query in site["queries"].items()
    }
    return {
        "title": site["title"],
        "description": site["description"],
        "extra_css_urls": [f"/{STATIC}/browse.css"],
        "databases": {
            database: {
                "title": site["title"],
                "description": site["description"],
                "tables": tables,
                "queries": queries,
            }
        },
    }


def _site() -> dict[str, Any]:
    return tomllib.loads(_file("site.toml"))


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
