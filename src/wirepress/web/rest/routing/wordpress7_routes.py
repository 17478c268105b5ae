"""Routes that came with WordPress 7: icons, and how lists of the back office are shown."""

from __future__ import annotations

from wirepress.core.rest.routes import Route


def routes(release: str) -> list[Route]:
    """In WordPress's order; 6.8 has none of them."""
    from wirepress.web.rest.v2.icons.routes import icon_routes
    from wirepress.web.rest.v2.view_config.routes import view_config_routes

    return [] if release == "6.8" else [*icon_routes(), *view_config_routes()]
