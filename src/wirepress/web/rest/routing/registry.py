"""Collects every REST route (WordPress's own families, then the features') and finds the one a path means."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import import_module

from wirepress.content.options.features import extensions
from wirepress.content.options.site import compat
from wirepress.content.posts import types as post_types
from wirepress.content.terms import taxonomies as term_taxonomies
from wirepress.core.extensions import Extensions
from wirepress.core.rest.routes import Route
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.routing.route_table import RouteTable

# The order is WordPress's; the index shows it. Each module has routes(compat) -> list[Route].
FIRST = ("index", "batch", "oembed")
FAMILIES = (
    "v2",
    "health",
    "block_editor",
    "routing.trailing_routes",
    "abilities",
    "routing.wordpress7_routes",
    "editor_panels",
)


@functools.lru_cache(maxsize=8)
def _core_routes(release: str, families: tuple[str, ...]) -> tuple[Route, ...]:
    found: list[Route] = []
    for family in families:
        found += import_module(f"wirepress.web.rest.{family}").routes(release)
    return tuple(found)


def _feature_routes(active: Extensions) -> list[Route]:
    """Routes of features by namespace, each with its index; plugins register before WordPress's own v2 routes."""
    own: dict[str, list[Route]] = {name: [] for name in active.declared("namespaces")}
    for route in active.declared("routes"):
        own.setdefault(route.namespace, []).append(route)
    found: list[Route] = []
    for name in sorted(own):
        hidden = bool(own[name]) and all(route.hidden for route in own[name])
        found += own[name] if hidden else [namespace_route(name), *own[name]]
    return found


def _with_plugin_content(release: str) -> Sequence[Route]:
    """WordPress's own routes with those of the post types and taxonomies that features bring."""
    types, taxonomies = post_types.added(), term_taxonomies.added()
    routes = _core_routes(release, FAMILIES)
    if not types and not taxonomies:
        return routes
    from wirepress.web.rest.v2.plugin_content import insert_plugin_routes  # the families use the registry

    return insert_plugin_routes(routes, types.values(), taxonomies.values())


_tables: dict[tuple[str, tuple[str, ...]], RouteTable] = {}


def route_table() -> RouteTable:
    """Return the routes of the features that are on, in the release whose answers are given."""
    active = extensions()
    key = (compat(), tuple(active.names))
    if key not in _tables:
        _tables[key] = RouteTable(
            [*_core_routes(key[0], FIRST), *_feature_routes(active), *_with_plugin_content(key[0])]
        )
    return _tables[key]


def prepare_tables(release: str, features: Extensions) -> None:
    """Have the routes of a release, and those of these features, loaded before anybody asks. Nothing of the site itself is read."""
    _core_routes(release, FIRST)
    _core_routes(release, FAMILIES)
    features.declared("routes")
