"""A small public site in the test database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client

from tests.sections import first_section
from tests.web.site.plugin_site import AddPlugin, adder
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User

PATTERN = "/%year%/%monthnum%/%postname%/"
Write = Callable[..., Post]


@pytest.fixture
def editor(db: None) -> Iterator[User]:
    """Somebody who writes; the site has pretty addresses."""
    store.forget()
    first_section()
    store.put("permalink_structure", PATTERN)
    yield create_user(login="edda", email="edda@desk.example", password="nine-copper-kettles", role="editor")
    store.forget()


@pytest.fixture
def write(editor: User) -> Write:
    """Makes a story (or a page)."""

    def _write(title: str = "Low water at noon", kind: str = "post", **fields: object) -> Post:
        values = {
            "title": title,
            "content": "<p>The pilots walked to work across the sand.</p>",
            "status": "publish",
            "date": datetime(2026, 3, 9, 7, 30),
            **fields,
        }
        return create_post(values, actor=editor, post_type=kind)

    return _write


@pytest.fixture
def reader() -> Client:
    """A reader's browser."""
    return Client(SERVER_NAME="news.example")


@pytest.fixture
def add_plugin(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[AddPlugin]:
    """Puts a plugin on the site: `add_plugin(head_tags=lambda request, post: ...)`."""
    yield adder(monkeypatch)
    store.derived().clear()
