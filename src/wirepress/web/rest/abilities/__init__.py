"""wp-abilities/v1: what programs may have the site do for them."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.abilities.routes import ability_routes


def routes(release: str) -> list[Route]:
    """Return the namespace's routes; WordPress 6.8 has none."""
    return [] if release == "6.8" else ability_routes()
