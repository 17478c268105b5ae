"""The author's box below a story, in the place of what the page itself says about the author."""

from __future__ import annotations

from typing import Final, cast

from django.http import HttpRequest

from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of
from wirepress.core.hooks import Fragment, PostFacts
from wirepress.features.engagement import settings
from wirepress.features.engagement.author_box.markup import box


def render(request: HttpRequest, post: PostFacts | None) -> str:
    """Return the box; "" where it is switched off, and for authors of whom nothing but the name is known."""
    if post is None or post.type != "post":
        return ""
    options = settings.read()
    user = author_of(cast(Post, post)) if options.author_box else None
    return box(user, options, only_when_told=True) if user is not None else ""


FRAGMENT: Final = Fragment("author", render)
