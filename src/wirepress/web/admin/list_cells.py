"""Words of the newsroom's lists."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from wirepress.content.options import site, store
from wirepress.content.posts import rows
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User

UNDO: Final = "undo"  # first word of a message's tags; the address that undoes it follows
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
    """Return a date and time of the site's zone, as every page of the newsroom shows them."""
    if moment is None:
        return format_html("{}", "–")
    shown = f"{moment.day} {moment:%b} {moment.year}, {moment:%H:%M}"
    return format_html('<time class="nr-nowrap" datetime="{}">{}</time>', f"{moment:%Y-%m-%dT%H:%M}", shown)


def zone_name() -> str:
    """Return the site's time zone as people call it: Europe/Vienna (UTC+01:00)."""
    minutes = round((site.to_local(now := site.now_gmt()) - now).total_seconds() / 60)
    offset = f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    name = str(store.get("timezone_string") or "")
    return f"{name.replace('_', ' ')} ({offset})" if name and name != "UTC" else "UTC" if not minutes else offset


def author_name(post: Post) -> str:
    """Return the byline, "No author" where the author is gone."""
    found = rows.author_of(post)
    return str(found) if found is not None else "No author"


def attach_authors(posts: Sequence[Post]) -> None:
    """Read the authors of a list in one query. A story whose author is gone stays in the list, which a join would leave out."""
    authors = User.objects.in_bulk({post.author_id for post in posts if post.author_id})
    for post in posts:
        rows.attach_author(post, authors.get(post.author_id))
