"""/wirepress/v1/social: how accounts share, what will go out, what went out, and what people decide about it."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.features.social.rest import blocks, plan, queues, shares


def routes() -> list[Route]:
    """Return the routes of the queue."""
    return [*queues.routes(), *plan.routes(), *shares.routes(), *blocks.routes()]
