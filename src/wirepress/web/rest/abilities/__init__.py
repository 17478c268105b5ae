"""wp-abilities/v1: what programs may have the site do for them."""

from __future__ import annotations

from wirepress.core.rest.routes import Route


def routes(release: str) -> list[Route]:
    """The namespace's routes; WordPress 6.8 has none."""
    from wirepress.web.rest.abilities.routes import ability_routes

    return [] if release == "6.8" else ability_routes()
