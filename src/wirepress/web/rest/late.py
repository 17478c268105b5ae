"""Routes that WordPress registers after all others: places of menus, the editor's fallback menu, collections of fonts."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.v2.fonts.collections import collection_routes
from wirepress.web.rest.v2.menus.locations import location_routes
from wirepress.web.rest.v2.navigation.fallback import fallback_routes


def routes(release: str) -> list[Route]:
    """In WordPress's order."""
    return [*location_routes(), *fallback_routes(), *collection_routes()]
