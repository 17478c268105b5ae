"""Patterns of routes as people read them, and as addresses."""

from __future__ import annotations

import re
from collections.abc import Callable

from wirepress.web.rest.routing.registry import route_table

_CLASS = r"\[(?:\\.|[^\]])*\]"
_GROUP = rf"\((?!\?P)(?:[^()\[]|{_CLASS}|\((?!\?P)(?:[^()\[]|{_CLASS})*\))*\)"  # one group deep, without a name
_NAMED = re.compile(rf"\(\?P<(?P<name>\w+)>(?:[^()\[]|{_CLASS}|{_GROUP})*\)")


def filled(pattern: str, value: Callable[[str], str]) -> str:
    """The pattern with a value in the place of each named group."""
    before, text = "", pattern
    while text != before:  # groups may hold groups
        before, text = text, _NAMED.sub(lambda group: value(group["name"]), text)
    return text.replace("\\", "")


def shown(pattern: str) -> str:
    """The pattern with {name} in the place of each group."""
    return filled(pattern, lambda name: "{" + name + "}")


def every() -> dict[str, list[str]]:
    """Shown pattern -> the first method of each of its endpoints (GET; POST; POST for POST, PUT and PATCH; DELETE)."""
    found: dict[str, list[str]] = {}
    for pattern, routes in route_table().routes.items():
        for route in routes:
            for endpoint in route.endpoints:
                names = found.setdefault(shown(pattern), [])
                name = "EDIT" if "PUT" in endpoint.methods else endpoint.methods[0]
                if name not in names:
                    names.append(name)
    return found


def patterns() -> dict[str, str]:
    """Shown pattern -> pattern."""
    return {shown(pattern): pattern for pattern in route_table().routes}
