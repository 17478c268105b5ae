"""Settings of the running tests with other values for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from wirepress.settings.settings import Settings, get_settings, site_folder


@contextmanager
def override_settings_object(**values: Any) -> Iterator[Settings]:
    """Give fields of the one settings object other values inside the block; whoever holds the object sees them.

    Raises ValidationError for names and values that a settings file could not have either.
    """
    settings = get_settings()
    checked = Settings(site=site_folder(), **values)
    before = {name: getattr(settings, name) for name in values}
    _put(settings, {name: getattr(checked, name) for name in values})
    try:
        yield settings
    finally:
        _put(settings, before)


def _put(settings: Settings, values: dict[str, Any]) -> None:
    for name, value in values.items():
        object.__setattr__(settings, name, value)  # the object is frozen for everybody else


def patch_settings(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Give the settings object these values until the test ends, for helpers that are handed a monkeypatch."""
    for name, value in values.items():
        monkeypatch.setitem(get_settings().__dict__, name, value)
