"""A small site for REST: people of every role, a few stories, both permalink styles."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES

Ask = Callable[..., Any]
Write = Callable[..., Post]


@pytest.fixture
def people(db: None) -> Iterator[dict[str, User]]:
    """Role -> user, on a site with pretty addresses."""
    store.forget()
    first_section()
    store.put("permalink_structure", "/%year%/%postname%/")
    yield {
        role: create_user(login=role, email=f"{role}@desk.example", password="nine-copper-kettles", role=role)
        for role in ROLES
    }
    store.forget()


@pytest.fixture
def ask(people: dict[str, User]) -> Ask:
    """Asks a REST route, by the path, as somebody ("" is a reader)."""
    secrets: dict[str, str] = {}

    def _ask(path: str, role: str = "", method: str = "GET", data: Any = None, **headers: Any) -> Any:
        if role:
            if role not in secrets:
                _, secret = application_passwords.create(people[role], "test")
                secrets[role] = base64.b64encode(f"{role}:{secret}".encode()).decode()
            headers["HTTP_AUTHORIZATION"] = f"Basic {secrets[role]}"
        more = {"data": data, "content_type": "application/json"} if data is not None else {}
        return Client().generic(method, f"/wp-json{path}", **_body(more), **headers)

    return _ask


def _body(more: dict[str, Any]) -> dict[str, Any]:
    import json

    return {"data": json.dumps(more["data"]), "content_type": more["content_type"]} if more else {}


@pytest.fixture
def write(people: dict[str, User]) -> Write:
    """Makes a story of the author."""

    def _write(title: str = "Low water", by: str = "author", kind: str = "post", **fields: object) -> Post:
        values = {
            "title": title,
            "content": "<p>Sand as far as the mole.</p>",
            "status": "publish",
            "date": datetime(2026, 3, 9, 7, 30),
            **fields,
        }
        return create_post(values, actor=people[by], post_type=kind)

    return _write
