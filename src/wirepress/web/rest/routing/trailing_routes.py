"""Routes that WordPress registers after all others: places of menus, the theme's export, the editor's fallback menu, collections of fonts."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.block_editor.export import export_routes
from wirepress.web.rest.v2.fonts.collections import collection_routes
from wirepress.web.rest.v2.menus.locations import location_routes
from wirepress.web.rest.v2.navigation.fallback import fallback_routes


def routes(release: str) -> list[Route]:
    """Return the routes that stand last in the index, in WordPress's order."""
    return [*location_routes(), *export_routes(), *fallback_routes(), *collection_routes()]
