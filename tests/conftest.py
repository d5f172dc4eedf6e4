"""Settings for all tests."""

from __future__ import annotations

from hypothesis import settings

# How fast a machine is says nothing about whether a property holds.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
