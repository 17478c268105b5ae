"""Who may do what: every route x method x state of the thing x role, against tables that people read."""

from __future__ import annotations

import pytest

from tests.access.asking import ask, family_of, requests
from tests.access.tables import rights
from tests.access.world import ROLES, World
from wirepress.content.options import store

pytestmark = [pytest.mark.django_db, pytest.mark.pure]  # who may do what is decided in Python: one database is enough


def _families() -> list[str]:
    return sorted({key[0] for key in rights()} and {_file_of(key[0]) for key in rights()})


def _file_of(route: str) -> str:
    return family_of(route) if route.startswith("/wp/v2/") and family_of(route) else "others"


def test_every_route_has_its_rows(db: None) -> None:
    asked, known = set(requests()), set(rights())
    assert asked - known == set(), (
        "routes without rows: look at what they answer, think, and add them to tests/access/tables"
    )
    assert known - asked == set(), "rows without routes"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("family", _families())
def test_rights(family: str, role: str) -> None:
    world, wrong = World(role), {}
    for key, row in rights().items():
        if _file_of(key[0]) != family or (role == "anonymous" and key[2].startswith("own")):
            continue
        found = ask(world, *key)
        if found != row[role]:
            wrong[key] = f"{found}, not {row[role]}"
    store.forget()
    assert wrong == {}
