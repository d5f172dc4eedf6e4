"""Administrative units of Vietnam through time: look-up, resolution, conversion, roll-up."""

from __future__ import annotations

from extractor.gazetteer.gazetteer import Gazetteer
from extractor.gazetteer.resolve import Resolution, resolve_address
from extractor.gazetteer.store import Alias, Change

__all__ = ["Alias", "Change", "Gazetteer", "Resolution", "resolve_address"]
