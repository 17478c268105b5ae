"""Writers and a way to ask REST for the tests of features."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user

Send = Callable[..., Any]
MOMENT = "2026-03-02 05:00:00"


@pytest.fixture
def send(transactional_db: None) -> Iterator[Send]:
    """send(role, path, body, method): asks as somebody of that role ("" is a stranger), over REST."""
    store.forget()
    secrets: dict[str, str] = {}

    def _send(role: str, path: str, body: Any = None, method: str = "") -> Any:
        headers = {}
        if role:
            if role not in secrets:
                user = create_user(
                    login=f"{role}1", email=f"{role}@desk.example", password="long-tide-table", role=role
                )
                _, secret = application_passwords.create(user, "tests")
                secrets[role] = base64.b64encode(f"{role}1:{secret}".encode()).decode()
            headers["HTTP_AUTHORIZATION"] = f"Basic {secrets[role]}"
        chosen = method or ("GET" if body is None else "POST")
        data = json.dumps(body) if body is not None else ""
        return Client().generic(chosen, f"/wp-json{path}", data, content_type="application/json", **headers)

    yield _send
    store.forget()


@pytest.fixture
def post(transactional_db: None) -> Post:
    """A published story."""
    return Post.objects.create(
        status="publish",
        title="Harbour",
        slug="harbour",
        content="<p>The harbour opens.</p>",
        date=MOMENT,
        date_gmt=MOMENT,
        modified=MOMENT,
        modified_gmt=MOMENT,
    )
