"""Every argument of every route gets the extremes of its own kind, alone, everything else being right."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

import pytest

from tests.access.asking import address as address_of
from tests.access.asking import body_of, states_of
from tests.attacks.rest.test_never_breaks import Desk, endpoints, families, judge, query_of
from tests.effort import every_nth
from tests.routes import shown
from wirepress.content.options import store
from wirepress.core.rest.routes import Endpoint, Schema
from wirepress.web.rest.request.args import args_of

pytestmark = pytest.mark.django_db
LONG: Final = "x" * 70_000
DATES: Final = ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00+14:00")
EXTREMES: Final[dict[str, tuple[Any, ...]]] = {
    "string": (LONG, "\ud800a\0", ["a"]),
    "integer": (2**31, -(2**62), 2**63, "1e400"),
    "number": (1e308, 10**40, "x"),
    "boolean": (2, "x", [True]),
    "array": ([2**63], [[]], [LONG], {"a": "\ud800"}),
    "object": ({"a": {}}, {"raw": LONG}, [[1]], {"x" * 300: [None]}),
    "null": ("x",),
    "": (LONG, [[]], {"a": {"b": "\0"}}),
}
_USUAL: Final = {"integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}


def kinds_of(schema: Schema) -> list[str]:
    """The kinds that a schema names; "" for one that names none."""
    kinds = schema.get("type") or ""
    return list(kinds) if isinstance(kinds, list) else [str(kinds)]


def extremes_of(schema: Schema) -> list[Any]:
    """Values at the ends of what the schema allows, and a little beyond."""
    found = [value for kind in kinds_of(schema) for value in EXTREMES.get(kind, EXTREMES[""])]
    return [*DATES, *found] if schema.get("format") == "date-time" else found


def usual(schema: Schema) -> Any:
    """A value that is right."""
    return schema["enum"][0] if schema.get("enum") else _USUAL.get(kinds_of(schema)[0], "tide")


def _try(desk: Desk, route: str, method: str, endpoint: Endpoint) -> list[str]:
    """What broke. The thing of the route is a published story of one's own, or whatever its family has."""
    args, states = args_of(endpoint), states_of(route)
    state = "own publish" if "own publish" in states else states[-1]
    body = body_of(route, "EDIT" if "PUT" in endpoint.methods else method, desk.world, state)
    right = body if isinstance(body, dict) else {name: usual(arg) for name, arg in args.items() if arg.get("required")}
    broken = []
    for place, (name, arg) in enumerate(args.items()):
        for value in every_nth(extremes_of(arg), 4, place + len(route)):
            path, values = "/wp-json" + quote(address_of(route, desk.world, state), safe="/%"), {**right, name: value}
            more: dict[str, Any] = {"data": json.dumps(values), "content_type": "application/json"}
            if method != "POST":
                path, more = f"{path}?{query_of(values)}", {}
            try:
                desk.send(method, path, judge, **more)
            except Exception as problem:  # all that is broken is told, not the first alone
                broken.append(f"{method} {route} {name}={repr(value)[:40]}: {problem!r}"[:300])
            desk.world.renew(route.split("/")[3] if route.count("/") > 2 else "", state)
    return broken


@pytest.mark.parametrize("family", families())
def test_no_argument_breaks_a_route(family: str, db: None) -> None:
    desk, broken = Desk(), list[str]()
    store.put("timezone_string", "America/New_York")
    for name, (pattern, method, endpoint) in endpoints():
        if name == family:
            broken += _try(desk, shown(pattern), method, endpoint)
    store.forget()
    assert broken == []
