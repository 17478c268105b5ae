"""What belongs to a comment's row and may already be in memory: its post."""

from __future__ import annotations

from collections.abc import Iterable

from wirepress.content.comments.models import Comment
from wirepress.content.posts.loading import complete_addresses
from wirepress.content.posts.models import Post

_POST = "_wp_post"


def post_of(comment: Comment) -> Post | None:
    """Return the comment's post, or None; read once."""
    if not comment.post_id:
        return None
    if _POST not in comment.__dict__:
        comment.__dict__[_POST] = Post.objects.filter(pk=comment.post_id).first()
    found: Post | None = comment.__dict__[_POST]
    return found


def attach_posts(comments: Iterable[Comment]) -> None:
    """Read the posts of many comments in one query."""
    rows = [comment for comment in comments if comment.post_id and _POST not in comment.__dict__]
    if not rows:
        return
    found = Post.objects.in_bulk({comment.post_id for comment in rows})
    complete_addresses(list(found.values()))
    for comment in rows:
        comment.__dict__[_POST] = found.get(comment.post_id)
