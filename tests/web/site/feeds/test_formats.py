"""Atom and RSS 1.0: well-formed, with the same stories as RSS 2.0, and fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import feedparser
import pytest
from django.test import Client

from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost

START = datetime(2026, 3, 1, 8, 0)


@pytest.fixture
def story(db: None) -> Iterator[Post]:
    store.forget()
    store.put("permalink_structure", "/%year%/%postname%/")
    post = Post.objects.create(
        type="post",
        status="publish",
        slug="tide",
        title="Tide & <em>time</em>",
        content="<p>It came ]]> late.</p>",
        date=START,
        date_gmt=START,
        modified=START,
        modified_gmt=START,
        comment_count=1,
    )
    term = Term.objects.create(taxonomy="category", slug="sea", name="Sea &amp; Sky", count=1)
    TermPost.objects.create(term=term, post_id=post.pk)
    Comment.objects.create(
        post_id=post.pk, author_name="Reader", content="It did <b>not</b>.", date=START, date_gmt=START
    )
    yield post
    store.forget()


@pytest.mark.parametrize(
    "feed",
    [
        "/feed/",
        "/feed/atom/",
        "/feed/rdf/",
        "/category/sea/feed/atom/",
        "/comments/feed/atom/",
        "/2026/tide/feed/atom/",
    ],
)
def test_every_format_is_read_by_a_feed_reader(story: Post, feed: str) -> None:
    answer = Client().get(feed)
    assert answer.status_code == 200
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert len(found.entries) == 1
    again = Client().get(feed, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and again.content == b""


def test_stories_are_the_same_in_every_format(story: Post) -> None:
    links = {
        kind: feedparser.parse(Client().get(f"/feed/{kind}").content).entries[0].link for kind in ("", "atom/", "rdf/")
    }
    assert set(links.values()) == {"http://news.example/2026/tide/"}


def test_what_was_said_about_a_protected_story_is_not_told(story: Post) -> None:
    Post.objects.filter(pk=story.pk).update(password="open")
    for feed in ("/comments/feed/", "/comments/feed/atom/", "/2026/tide/feed/", "/2026/tide/feed/atom/"):
        assert b"did" not in Client().get(feed).content, feed


def test_a_changed_story_makes_feeds_fresh(story: Post) -> None:
    before = Client().get("/feed/")["ETag"]
    Post.objects.filter(pk=story.pk).update(modified=datetime(2026, 3, 2), modified_gmt=datetime(2026, 3, 2))
    assert Client().get("/feed/")["ETag"] != before
