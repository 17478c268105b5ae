"""Made readers and stories for the tests of analytics."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.features.analytics.events import RecordedEvent

NOON = datetime(2026, 3, 10, 12)


def story(title: str = "Harbour", **more: Any) -> Post:
    """Return a published story."""
    moment = "2026-03-02 05:00:00"
    values = {"status": "publish", "slug": title.lower(), "date": moment, "date_gmt": moment} | more
    return Post.objects.create(title=title, content="<p>Text.</p>", **values)


def mark(post: Post, taxonomy: str, name: str) -> Term:
    """Return the term of that name, with which the post is marked."""
    term, _ = Term.objects.get_or_create(taxonomy=taxonomy, slug=name.lower(), defaults={"name": name})
    TermPost.objects.create(post_id=post.pk, term=term)
    return term


def author(login: str) -> User:
    """Return somebody who writes."""
    return User.objects.create(
        login=login, nicename=login, display_name=login.capitalize(), email=f"{login}@desk.example"
    )


def event(kind: Any = "view", reader: int = 1, at: datetime = NOON, **more: Any) -> RecordedEvent:
    """Return an event of a reader."""
    return RecordedEvent(int(at.replace(tzinfo=UTC).timestamp() * 1000), kind, reader * 7919 * 2**20 + reader, **more)
