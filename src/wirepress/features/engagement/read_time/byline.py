"""What stands beside a story's byline: how long it takes to read, and how often it was read."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string

from wirepress.core.hooks import Fragment, PostFacts
from wirepress.features.engagement import settings
from wirepress.features.engagement.read_time.reading_words import read_time_words, views_words
from wirepress.features.engagement.views.count import read_views


def render(request: HttpRequest, post: PostFacts | None) -> str:
    """Return the element; "" for pages and for stories behind a password."""
    if post is None or post.type != "post" or post.password:
        return ""
    options = settings.read()
    views = read_views([post.pk])[post.pk] if options.views else None
    shown = {
        "post": post.pk,
        "read_time": read_time_words(post.content, options),
        "views": views_words(views, options) if views is not None else "",
    }
    return render_to_string("engagement/byline.html", shown) if shown["read_time"] or views is not None else ""


FRAGMENT: Final = Fragment("byline", render)
