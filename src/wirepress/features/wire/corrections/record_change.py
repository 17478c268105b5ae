"""What became of a story here when its source changed it, and the list of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.models import Post
from wirepress.features.wire.corrections.post_hash import hash_post
from wirepress.features.wire.entry.records import Reason
from wirepress.features.wire.models import Change, Item

Outcome = Literal["none", "update", "version", "freeze", "flag", "unpublish"]
LIVE: Final = ("filed", "queued", "attached")  # items that have a story here; the others are decided anew by the run
SHOWN: Final = ("publish", "future", "private")
TEXT_MAX: Final = 20_000  # characters of a text that the list of changes keeps


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of the story here, and why. `none`: nothing had changed."""

    outcome: Outcome
    reasons: Sequence[Reason] = ()


def post_of_item(item: Item) -> Post | None:
    """Return the item's post, locked; None where there is none or it lies in the trash."""
    if not item.post_id:
        return None
    post = Post.objects.filter(pk=item.post_id).exclude(status="trash").first()
    if post is not None:
        lock_post(post)
    return post


def is_edited(item: Item, post: Post | None) -> bool:
    """Return whether somebody here has changed the post's texts."""
    return post is not None and bool(item.filed_hash) and hash_post(post) != item.filed_hash


def record_change(item: Item, outcome: str, words: str, parts: Mapping[str, tuple[str, str]], now: datetime) -> None:
    """Keep what was done to a story. `parts`: before and after, as plain text."""
    kept = {name: [before[:TEXT_MAX], after[:TEXT_MAX]] for name, (before, after) in parts.items()}
    Change.objects.create(item=item, made=now, outcome=outcome, words=words[:2000], parts=kept)


def is_too_soon(item: Item, minutes: int, now: datetime) -> bool:
    """Return whether the story was revised within so many minutes: what a live blog says meanwhile is taken together."""
    if not minutes:
        return False
    since = now - timedelta(minutes=minutes)
    rows = Change.objects.filter(item=item, outcome="update", made__gt=since).values_list("parts", flat=True)
    return any("text" in parts or "headline" in parts for parts in rows)
