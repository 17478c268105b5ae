"""Stories to react to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from wirepress.content.options import store
from wirepress.content.posts.models import Post

Story = Callable[..., Post]


@pytest.fixture
def story(db: None) -> Iterator[Story]:
    """Makes a published story."""
    store.forget()

    def _story(content: str = "<p>The bell rang twice.</p>", **fields: object) -> Post:
        moment = "2026-05-04 06:00:00"
        values = {"status": "publish", "date": moment, "date_gmt": moment, "slug": "bell", "title": "Bell", **fields}
        return Post.objects.create(content=content, **values)

    yield _story
    store.forget()
