"""Words of the newsroom's lists."""

from __future__ import annotations

import html
from datetime import datetime
from typing import Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from wirepress.content.posts.models import Post

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
    try:
        return str(post.author) if post.author_id else "No author"
    except ObjectDoesNotExist:
        return "No author"
