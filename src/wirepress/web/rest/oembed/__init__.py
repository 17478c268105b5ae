"""oembed/1.0: how other sites embed our stories, and how the editor embeds what others have."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.oembed.routes import oembed_routes


def routes(release: str) -> list[Route]:
    """Return the routes of the namespace in the release whose answers are asked for."""
    return oembed_routes()
