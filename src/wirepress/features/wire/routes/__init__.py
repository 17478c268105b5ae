"""/wirepress/v1/wire: sources, items and what is decided about them, health, and the doors for what is pushed to us."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.features.wire.routes import blocks, health_and_runs, items, opml, push_and_websub, sources


def routes() -> list[Route]:
    """The feature's routes."""
    return [
        *sources.routes(),
        *items.routes(),
        *blocks.routes(),
        *health_and_runs.routes(),
        *opml.routes(),
        *push_and_websub.routes(),
    ]
