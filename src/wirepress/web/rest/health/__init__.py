"""wp-site-health/v1."""

from __future__ import annotations

from wirepress.core.rest.routes import Route


def routes(release: str) -> list[Route]:
    """The namespace's routes."""
    from wirepress.web.rest.health.routes import health_routes

    return health_routes()
