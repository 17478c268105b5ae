"""The feature's REST routes."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.features.engagement import live
from wirepress.features.engagement.likes import routes as likes
from wirepress.features.engagement.lists import routes as lists
from wirepress.features.engagement.reactions import routes as reactions
from wirepress.features.engagement.sharing import routes as sharing
from wirepress.features.engagement.views import routes as views


def routes() -> list[Route]:
    """Return all routes."""
    return [*reactions.routes(), *likes.routes(), *sharing.routes(), *views.routes(), *live.routes(), *lists.routes()]
