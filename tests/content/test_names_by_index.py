"""A slug is looked up by its own index: not through all stories, however many there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wirepress.content.posts.models import Post
from wirepress.content.posts.slugs import unique_slug


@pytest.mark.parametrize("post_type", ["post", "page", "attachment"])
def test_a_slug_is_looked_up_by_its_index(db: None, post_type: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts what an index leaves")
    for number in range(20):
        Post.objects.create(title="x", slug=f"tide-{number}", type=post_type, status="publish")
    with CaptureQueriesContext(connection) as asked:
        assert unique_slug("tide-3", 0, "publish", post_type) == "tide-3-2"
    questions = [query["sql"] for query in asked.captured_queries if "posts_post" in query["sql"]]
    assert questions
    with connection.cursor() as cursor:
        for question in questions:
            cursor.execute("EXPLAIN QUERY PLAN " + question)
            assert all("post_slug" in row[3] for row in cursor.fetchall()), question


def test_a_slug_belongs_to_one_family(db: None) -> None:
    Post.objects.create(title="x", slug="tide", type="page", status="publish", parent_id=0)
    assert unique_slug("tide", 0, "publish", "post") == "tide"
    assert unique_slug("tide", 0, "publish", "page", 0) == "tide-2"
    assert unique_slug("tide", 0, "publish", "page", 7) == "tide"
    assert unique_slug("tide", 0, "inherit", "attachment") == "tide-2"
    Post.objects.create(title="x", slug="map", type="attachment", status="inherit", parent_id=7)
    assert unique_slug("map", 0, "publish", "page", 7) == "map-2"
