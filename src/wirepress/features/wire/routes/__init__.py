"""/wirepress/v1/wire: sources, items and what is decided about them, health, and the doors for what is pushed to us."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.features.wire.routes import blocks, exchange, items, push_and_websub, sources, state


def routes() -> list[Route]:
    """The feature's routes."""
    return [
        *sources.routes(),
        *items.routes(),
        *blocks.routes(),
        *state.routes(),
        *exchange.routes(),
        *push_and_websub.routes(),
    ]
