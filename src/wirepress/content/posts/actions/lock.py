"""One writer at a time for a post."""

from __future__ import annotations

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_rows
from wirepress.content.posts.models import Post


def lock_post(post: Post) -> None:
    """Bring the post's columns up to date and keep other writers off it until the transaction ends. Raises ActionRefused: it is gone."""
    if not lock_rows(post):
        raise ActionRefused("rest_post_invalid_id", "The item no longer exists.", 404)
