"""REST routes of the post types and taxonomies that plugins bring, and their place among WordPress's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.rest.routes import Route
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.v2.posts.routes import post_routes
from wirepress.web.rest.v2.revisions.routes import autosave_routes, revision_routes
from wirepress.web.rest.v2.terms.routes import term_routes

OWN: Final = "wp/v2"
# WordPress registers further types behind its own ones, before the route that lists types; taxonomies likewise.
BEHIND_POST_TYPES: Final = "/wp/v2/types"
BEHIND_TAXONOMIES: Final = "/wp/v2/users"


def insert_plugin_routes(
    routes: Sequence[Route], types: Iterable[PostType], taxonomies: Iterable[Taxonomy]
) -> list[Route]:
    """Return the routes with those of plugins' post types and taxonomies in WordPress's places."""
    kinds, terms = [kind for kind in types if kind.rest_base], [one for one in taxonomies if one.rest_base]
    namespaces = {kind.rest_namespace for kind in kinds} | {taxonomy.rest_namespace for taxonomy in terms}
    found: list[Route] = [namespace_route(name) for name in sorted(namespaces - {OWN})]
    placed: set[str] = set()
    for route in routes:
        if route.pattern not in placed:
            placed.add(route.pattern)
            if route.pattern == BEHIND_POST_TYPES:
                found += [one for kind in kinds for one in _type_routes(kind)]
            elif route.pattern == BEHIND_TAXONOMIES:
                found += [one for taxonomy in terms for one in term_routes(taxonomy)]
        found.append(route)
    return found


def _type_routes(kind: PostType) -> list[Route]:
    revisions = revision_routes(kind) if kind.can("revisions") else []
    return [*post_routes(kind), *revisions, *(autosave_routes(kind) if kind.can("editor") else [])]
