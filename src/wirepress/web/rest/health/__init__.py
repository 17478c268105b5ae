"""wp-site-health/v1."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.health.routes import health_routes


def routes(release: str) -> list[Route]:
    """The namespace's routes."""
    return health_routes()
