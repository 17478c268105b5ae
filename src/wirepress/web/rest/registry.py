"""Collects every REST route (WordPress's own families, then the features') and finds the one a path means."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import import_module

from wirepress.content.options.features import extensions
from wirepress.content.options.site import compat
from wirepress.core.extensions import Extensions
from wirepress.core.rest.routes import Route
from wirepress.settings import limits

# The order is WordPress's; the index shows it. Each module has routes(compat) -> list[Route].
FIRST = ("index", "batch", "oembed")
FAMILIES = ("v2", "health", "block_editor", "late", "abilities", "last")


@functools.lru_cache(maxsize=8)
def _core_routes(release: str, families: tuple[str, ...]) -> tuple[Route, ...]:
    found: list[Route] = []
    for family in families:
        found += import_module(f"wirepress.web.rest.{family}").routes(release)
    return tuple(found)


def _feature_routes(active: Extensions) -> list[Route]:
    """Routes of features by namespace, each with its index; plugins register before WordPress's own v2 routes."""
    from wirepress.web.rest.index import namespace_route

    own: dict[str, list[Route]] = {name: [] for name in active.declared("namespaces")}
    for route in active.declared("routes"):
        own.setdefault(route.namespace, []).append(route)
    found: list[Route] = []
    for name in sorted(own):
        hidden = bool(own[name]) and all(route.hidden for route in own[name])
        found += own[name] if hidden else [namespace_route(name), *own[name]]
    return found


class Table:
    """All routes in order, with their compiled patterns."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes: dict[str, list[Route]] = {}
        for route in routes:
            self.routes.setdefault(route.pattern, []).append(route)
        self._compiled = [(re.compile(pattern + r"\Z", re.IGNORECASE | re.ASCII), pattern) for pattern in self.routes]
        self._plain = {pattern.lower(): pattern for pattern in self.routes if "(" not in pattern}
        self._others: dict[str, list[tuple[str, dict[str, str]]]] = {}  # plain path -> what else matches it
        self.namespaces = list(
            dict.fromkeys(route.namespace for route in routes if route.namespace and not route.hidden)
        )

    def find(self, path: str) -> list[tuple[str, dict[str, str]]]:
        """Patterns that match the path with the parameters in it, in order."""
        if len(path) > limits.ROUTE_LENGTH_MAX:
            return []
        plain = self._plain.get(path.lower())
        if plain is not None:
            if path != plain:  # letter case does not count in patterns, but in what they take out of a path
                return [(plain, {}), *self._matches(path, skip=plain)]
            if path not in self._others:
                self._others[path] = self._matches(path, skip=plain)
            return [(plain, {}), *self._others[path]]
        return self._matches(path)

    def _matches(self, path: str, skip: str = "") -> list[tuple[str, dict[str, str]]]:
        return [
            (pattern, {name: value for name, value in found.groupdict().items() if value is not None})
            for compiled, pattern in self._compiled
            if pattern != skip and (found := compiled.match(path))
        ]


_tables: dict[tuple[str, tuple[str, ...]], Table] = {}


def table() -> Table:
    """The routes of the features that are on, in the release whose answers are given."""
    active = extensions()
    key = (compat(), tuple(active.names))
    if key not in _tables:
        _tables[key] = Table([*_core_routes(key[0], FIRST), *_feature_routes(active), *_core_routes(key[0], FAMILIES)])
    return _tables[key]


def prepare(release: str, features: Extensions) -> None:
    """Have the routes of a release, and those of these features, loaded before anybody asks. Nothing of the site itself is read."""
    _core_routes(release, FIRST)
    _core_routes(release, FAMILIES)
    features.declared("routes")
