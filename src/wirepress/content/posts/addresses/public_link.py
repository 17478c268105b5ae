"""Where readers find a post, for those who want to know where it was."""

from __future__ import annotations

from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import effective_status
from wirepress.content.posts.types import get


def public_link(post: Post) -> str:
    """Return the address of a post's page; "" where it has none that everybody may see."""
    kind = get(post.type)
    if kind is None or not kind.viewable or post.type == "attachment" or effective_status(post) != "publish":
        return ""
    return permalinks.post_link(post)
