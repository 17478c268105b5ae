"""wp-site-health/v1."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.health.routes import health_routes


def routes(release: str) -> list[Route]:
    """Return the routes of the namespace in the release whose answers are asked for."""
    return health_routes()
