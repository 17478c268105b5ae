"""Who may ask for what: rights that depend on the body or the query, against a list that people read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from tests.access.sending import send
from tests.access.world import ROLES, World, drawing

pytestmark = [pytest.mark.django_db, pytest.mark.pure]  # who may do what is decided in Python: one database is enough
FILE: Final = Path(__file__).with_name("deeds.txt")
_LINE: Final = re.compile(r"\s+((?:(?:\d{3}|-)\s+){6})(GET|POST|DELETE) (\S.*)")
_THING: Final = re.compile(r'"?\{(me|somebody|[a-z-]+ [a-z -]+)\}"?')


@dataclass(frozen=True)
class Deed:
    """One line."""

    method: str
    wish: str
    statuses: dict[str, int]  # 0: nobody can ask


def _deeds() -> list[Deed]:
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        row = _LINE.fullmatch(line)
        if row is None:
            raise ValueError(f"not a row: {line!r}")
        figures = [int(word.replace("-", "0")) for word in row[1].split()]
        found.append(Deed(row[2], row[3], dict(zip(ROLES, figures, strict=True))))
    return found


def _number(world: World, name: str) -> str:
    if name in ("me", "somebody"):
        user = getattr(world, name)
        return str(user.pk if user else 0)
    family, _, state = name.partition(" ")
    return str(world.thing(family, state).pk)


def _asked(world: World, wish: str) -> tuple[str, Any]:
    """Path and body, with numbers of what exists."""
    filled = _THING.sub(lambda found: _number(world, found[1]), wish)
    path, gap, body = filled.partition(" PICTURE")
    if gap:
        return path, drawing()
    path, gap, body = filled.partition(" {")
    return path, json.loads(gap + body) if gap else None


@pytest.mark.parametrize("door", ["password", "session"])
@pytest.mark.parametrize("role", ROLES)
def test_deeds(role: str, door: str) -> None:
    world, wrong, asked = World(role, door), {}, 0
    for deed in _deeds():
        expected = deed.statuses[role]
        if not expected:
            continue
        found = send(world, deed.method, *_asked(world, deed.wish))
        asked += 1
        if found != expected:
            wrong[f"{deed.method} {deed.wish}"] = f"{found}, not {expected}"
    assert wrong == {}
    assert asked > 40


def test_a_session_without_its_nonce_is_a_stranger() -> None:
    world = World("administrator", "session")
    assert world.me is not None
    client = Client()
    client.force_login(world.me)
    assert client.get("/wp-json/wp/v2/settings").status_code == 401
    wrong = client.get("/wp-json/wp/v2/settings", HTTP_X_WP_NONCE="0123456789")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "rest_cookie_invalid_nonce")
    assert client.post("/wp-json/wp/v2/posts", {"title": "T"}).status_code == 401
    assert send(world, "GET", "/wp/v2/settings") == 200
