"""The jobs that every site has."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from wirepress.content import events
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.relate import set_meta
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.models import Post, PostMeta, PostTotal
from wirepress.content.terms.models import Term
from wirepress.content.workflows.announce_due import announce_due
from wirepress.content.workflows.empty_trash import Nobody, empty_trash

pytestmark = pytest.mark.django_db
DAY = 86400


class Chief:
    id = 0

    def can(self, capability: str) -> bool:
        return True


def story(status: str, **more: Any) -> Post:
    return create_post(
        {"title": "Ferry back in service", "content": "At last.", "status": status, **more},
        actor=Chief(),
        post_type="post",
    )


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every event that a feature is told of."""
    told: list[tuple[str, int]] = []

    class All:
        def collect(self, hook: str, event: Any) -> None:
            told.append((event.name, event.object_id))

    monkeypatch.setattr(events, "extensions", All)
    return told


Commit = Callable[..., Any]


def test_a_due_story_is_announced_once(
    heard: list[tuple[str, int]], django_capture_on_commit_callbacks: Commit
) -> None:
    now = site.now_gmt()
    desk = Term.objects.create(name="Harbour", slug="harbour", taxonomy="category")
    due = story("future", date_gmt=now + timedelta(hours=1), categories=[desk.pk])
    later = story("future", date_gmt=now + timedelta(days=2))
    Post.objects.filter(pk=due.pk).update(date_gmt=now - timedelta(minutes=1))
    changed = Post.objects.get(pk=due.pk).modified_gmt
    with django_capture_on_commit_callbacks(execute=True):
        assert (announce_due(), announce_due()) == (1, 0)
    assert heard == [("post.published", due.pk)]
    stored = Post.objects.get(pk=due.pk)
    assert (stored.status, stored.modified_gmt) == ("publish", changed) and Post.objects.get(
        pk=later.pk
    ).status == "future"
    assert dict(PostTotal.objects.filter(type="post", count__gt=0).values_list("status", "count")) == {
        "publish": 1,
        "future": 1,
    }
    desk.refresh_from_db()
    assert desk.count == 1


def _trashed(days: int) -> Post:
    post = trash_post(story("publish"), actor=Chief())
    set_meta(post, "_wp_trash_meta_time", int(time.time()) - days * DAY)
    return post


def test_the_trash_is_emptied_after_thirty_days() -> None:
    old, fresh, restored = _trashed(31), _trashed(29), _trashed(40)
    Post.objects.filter(pk=restored.pk).update(status="draft")
    words = [Comment.objects.create(post_id=fresh.pk, approved="trash", content=text) for text in ("old", "fresh")]
    for comment, days in zip(words, (31, 1), strict=True):
        CommentMeta.objects.create(comment=comment, key="_wp_trash_meta_time", value=int(time.time()) - days * DAY)
    unsaved = [story("auto-draft", title=f"Unsaved {n}") for n in range(2)]
    Post.objects.filter(pk=unsaved[0].pk).update(date=site.to_local(site.now_gmt()) - timedelta(days=8))
    assert empty_trash() == {"posts": 1, "comments": 1, "auto_drafts": 1}
    assert not Post.objects.filter(pk__in=[old.pk, unsaved[0].pk]).exists()
    assert Post.objects.filter(pk__in=[fresh.pk, restored.pk, unsaved[1].pk]).count() == 3
    assert not PostMeta.objects.filter(post_id=restored.pk, key__startswith="_wp_trash_meta_").exists()
    assert [comment.content for comment in Comment.objects.all()] == ["fresh"]
    assert empty_trash() == {"posts": 0, "comments": 0, "auto_drafts": 0}


def test_nobody_may_anything() -> None:
    assert not Nobody().can("read")
