"""Pages of the newsroom beside those of features: apps below the web name theirs when they are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wirepress.core.hooks import AdminPage

_sources: list[Callable[[], Iterable[AdminPage]]] = []


def add(source: Callable[[], Iterable[AdminPage]]) -> None:
    """From now on the pages that `source` answers are there."""
    if source not in _sources:
        _sources.append(source)


def every() -> list[AdminPage]:
    """Return the pages, in the order in which they were named."""
    return [page for source in _sources for page in source()]
