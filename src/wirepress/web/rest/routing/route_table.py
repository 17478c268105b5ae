"""The routes of a site, and the one that a path means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wirepress.core.rest.routes import Route
from wirepress.settings import limits


class RouteTable:
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
