"""People and a client that speaks XML-RPC as writing programs do: the standard library's own."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES

PASSWORD = "nine-copper-kettles"
Say = Callable[..., Any]


@pytest.fixture
def people(db: None) -> Iterator[dict[str, User]]:
    """Role -> user."""
    store.forget()
    first_section()
    yield {role: create_user(login=role, email=f"{role}@desk.example", password=PASSWORD, role=role) for role in ROLES}
    store.forget()


@pytest.fixture
def send(people: dict[str, User]) -> Callable[[bytes], bytes]:
    """Posts a body and answers the answer's body; the status is always 200."""

    def _send(body: bytes) -> bytes:
        answer = Client().post("/xmlrpc.php", body, content_type="text/xml")
        assert answer.status_code == 200 and answer["Content-Type"] == "text/xml; charset=UTF-8"
        return answer.content

    return _send


@pytest.fixture
def say(send: Callable[[bytes], bytes]) -> Say:
    """Calls a method as somebody: blog, login and password are put in front. A fault raises xmlrpc.client.Fault."""

    def _say(
        method: str, *args: Any, by: str = "editor", before: tuple[Any, ...] = (1,), password: str = PASSWORD
    ) -> Any:
        whole = (*before, by, password, *args)
        found, _ = xmlrpc.client.loads(send(xmlrpc.client.dumps(whole, method, allow_none=True).encode()))
        return found[0]

    return _say
