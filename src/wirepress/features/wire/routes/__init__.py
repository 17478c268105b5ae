"""/wirepress/v1/wire: sources, items and decisions about them, health, and the endpoints for pushed stories."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.features.wire.routes import blocks, changes, health_and_runs, items, opml, push_and_websub, sources


def routes() -> list[Route]:
    """Return the feature's routes."""
    return [
        *sources.routes(),
        *items.routes(),
        *blocks.routes(),
        *changes.routes(),
        *health_and_runs.routes(),
        *opml.routes(),
        *push_and_websub.routes(),
    ]
