"""A database of figures in the browser: search, facets, evidence, saved queries (Datasette).

`database` says whether a file can be browsed, `site` describes its pages, `plugin` draws the cells,
`server` answers on the loopback address. Datasette comes with the extra ``browse``.
"""

from __future__ import annotations

from extractor.browse.database import check_database
from extractor.browse.server import serve
from extractor.browse.site import site_of

__all__ = ["check_database", "serve", "site_of"]
