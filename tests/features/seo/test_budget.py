"""What heads and structured data may ask of the database beside what a page asks anyway."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.site.conftest import Write
from wirepress.content.media.models import MediaFile
from wirepress.content.options import features, store
from wirepress.content.posts.addresses.permalinks import post_link, term_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.users.models import User, UserMeta

REDIRECT = 1  # whether a redirect begins here


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.fixture
def story(write: Write, editor: User) -> Post:
    """A story with a featured picture, by somebody who tells of themselves."""
    post = write()
    picture = Post.objects.create(type="attachment", status="inherit", mime_type="image/png", title="Pier", slug="pier")
    MediaFile.objects.create(post=picture, path="b.png", metadata={"width": 900, "height": 600})
    Post.objects.filter(pk=post.pk).update(featured_media=picture.pk)
    UserMeta.objects.create(user=editor, key="description", value="Writes.")
    return Post.objects.get(pk=post.pk)


@pytest.mark.parametrize(
    ("kind", "more"),
    [("front", 0), ("story", 0), ("section", 1), ("author", 0), ("month", 0), ("search", 0), ("missing", 0)],
)
def test_queries_beside_those_of_the_page(kind: str, more: int, story: Post, reader: Client) -> None:
    store.put("blogname", "Lantern")
    address = {
        "front": "/",
        "story": post_link(story),
        "section": term_link(terms_of(story, "category")[0]),
        "author": "/author/edda/",
        "month": "/2026/03/",
        "search": "/?s=water",
        "missing": "/nothing-at-all/",
    }[kind]
    with_heads = count(reader, address)
    features.switch("seo", False)
    without = count(reader, address)
    assert 0 <= with_heads - without - REDIRECT <= more
