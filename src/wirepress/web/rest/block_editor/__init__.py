"""wp-block-editor/v1: what the editor asks besides the documents. Its later routes stand in `late.py`."""

from __future__ import annotations

from wirepress.core.rest.routes import Route
from wirepress.web.rest.block_editor.url_details import NAMESPACE, url_details_routes
from wirepress.web.rest.index import namespace_route


def routes(release: str) -> list[Route]:
    """Return the routes of the namespace in the release whose answers are asked for."""
    return [namespace_route(NAMESPACE), *url_details_routes()]
