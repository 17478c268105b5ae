"""A slug is looked up by its own index: not through all stories, however many there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wirepress.content.posts.addresses import resolve
from wirepress.content.posts.addresses.unique_slug import unique_slug
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post


@pytest.mark.parametrize("post_type", ["post", "page", "attachment"])
def test_a_slug_is_looked_up_by_its_index(db: None, post_type: str) -> None:
    for number in range(20):
        Post.objects.create(title="x", slug=f"tide-{number}", type=post_type, status="publish")
    with CaptureQueriesContext(connection) as asked:
        assert unique_slug("tide-3", 0, "publish", post_type) == "tide-3-2"
    questions = [query["sql"] for query in asked.captured_queries if "posts_post" in query["sql"]]
    assert questions
    if connection.vendor == "sqlite":  # PostgreSQL's planner decides by what is in the table
        walks = _walks(questions)
        assert walks and all("post_slug" in walk for walk in walks), walks


def test_a_slug_belongs_to_one_family(db: None) -> None:
    Post.objects.create(title="x", slug="tide", type="page", status="publish", parent_id=0)
    assert unique_slug("tide", 0, "publish", "post") == "tide"
    assert unique_slug("tide", 0, "publish", "page", 0) == "tide-2"
    assert unique_slug("tide", 0, "publish", "page", 7) == "tide"
    assert unique_slug("tide", 0, "inherit", "attachment") == "tide-2"
    Post.objects.create(title="x", slug="map", type="attachment", status="inherit", parent_id=7)
    assert unique_slug("map", 0, "publish", "page", 7) == "map-2"


def _walks(questions: list[str]) -> list[str]:
    """How SQLite goes through the posts for these questions."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for question in questions:
            if "posts_post" in question:
                cursor.execute("EXPLAIN QUERY PLAN " + question)
                found += [row[3] for row in cursor.fetchall() if "posts_post" in row[3]]
    return found


@pytest.mark.parametrize("what", ["an address that leads nowhere", "sticky stories"])
def test_no_question_of_a_page_walks_through_all_stories(db: None, what: str) -> None:
    moment = "2026-05-04 06:00:00"
    found: list[int] = []
    for number in range(20):
        Post.objects.create(
            title="x",
            slug=f"tide-{number:02}",
            type="post",
            status="publish",
            sticky=number in (3, 8),
            date=moment,
            date_gmt=moment,
        )
    with CaptureQueriesContext(connection) as asked:
        if what == "sticky stories":
            found = queries.sticky_ids()
        else:
            guessed = resolve._guess("/gone/tide-1")
            assert guessed is not None and guessed.post is not None and guessed.post.slug == "tide-10"
            assert resolve._guess("/gone/ebb") is None
    assert what != "sticky stories" or found == [post.pk for post in Post.objects.filter(sticky=True).order_by("-id")]
    if connection.vendor != "sqlite":  # there a gone address has no index yet
        return
    walks = _walks([query["sql"] for query in asked.captured_queries])
    quick = (
        "post_slug",
        "post_sticky",
        "rowid=?",
        "PRIMARY KEY",
        "date_gmt<?",
    )  # the last: scheduled stories that are due
    assert walks and all(any(word in walk for word in quick) for walk in walks), walks
