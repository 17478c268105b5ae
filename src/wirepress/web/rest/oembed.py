"""oembed/1.0: how other sites embed our stories."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.index import namespace_route


def routes(release: str) -> list[Route]:
    """The namespace's routes."""
    return [namespace_route("oembed/1.0")]
