"""Words of the newsroom's lists."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from wirepress.content.posts import rows
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User

COMMENT_STATUS: Final = {
    "1": "Approved",
    "0": "Pending",
    "spam": "Spam",
    "trash": "Trash",
    "post-trashed": "Story in trash",
}


def plain_title(text: str) -> str:
    """Return a stored title as people read it: entities resolved, no tags."""
    return html.unescape(strip_tags(text)) if "<" in text or "&" in text else text


def datetime_cell(moment: datetime | None) -> SafeString:
    """Return a date and time in a list."""
    return format_html('<span class="nr-nowrap">{}</span>', f"{moment:%Y-%m-%d %H:%M}" if moment else "–")


def author_name(post: Post) -> str:
    """Return the byline, "No author" where the author is gone."""
    found = rows.author_of(post)
    return str(found) if found is not None else "No author"


def attach_authors(posts: Sequence[Post]) -> None:
    """Read the authors of a list in one query. A story whose author is gone stays in the list, which a join would leave out."""
    authors = User.objects.in_bulk({post.author_id for post in posts if post.author_id})
    for post in posts:
        rows.attach_author(post, authors.get(post.author_id))
