"""Which numbers are those of published stories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wirepress.content.posts import statuses
from wirepress.content.posts.models import Post

ID_MAX: Final = 2**63 - 1


class UnknownPost(LookupError):
    """No published post has that id."""


def published(numbers: Iterable[int]) -> set[int]:
    """Return those that are published stories."""
    possible = {number for number in numbers if 0 < number <= ID_MAX}
    posts = Post.objects.filter(pk__in=possible, type="post").only("id", "type", "status", "date_gmt")
    return {post.pk for post in posts if statuses.is_public(post)}


def require_post(post_id: int) -> None:
    """Raise UnknownPost unless the id is that of a published story."""
    if not published({post_id}):
        raise UnknownPost(str(post_id))
