"""A small newsroom with a source, and items in whatever state."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.features.wire.gathering_newsroom import add as add
from tests.features.wire.gathering_newsroom import feeds as feeds
from tests.features.wire.gathering_newsroom import newsroom as newsroom
from tests.features.wire.items import item_of
from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.wire.models import Item, Source
from wirepress.features.wire.sources.manage import add_source

Make = Callable[..., Item]


@pytest.fixture
def desk(db: None) -> Iterator[User]:
    """Who decides: an editor, with an administrator beside."""
    store.forget()
    first_section()
    create_user(login="chief", email="chief@desk.example", password="six-green-lamps", role="administrator")
    yield create_user(login="eda", email="eda@desk.example", password="six-green-lamps", role="editor")
    store.forget()


@pytest.fixture
def source(desk: User) -> Source:
    """A feed whose stories wait for a person."""
    return add_source(
        {
            "name": "Courier",
            "url": "https://courier.example/feed",
            "policy": {"status": "pending", "pictures": {"use": "none"}},
        }
    )


@pytest.fixture
def make(source: Source, desk: User) -> Make:
    """make(number, state): an item of an invented story, with a post where the state has one."""
    return lambda number=1, state="queued", **more: item_of(source, number, state, desk, **more)
