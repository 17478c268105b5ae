"""What pages of the site need to show reactions and the read time."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import PageAsset, PostFacts
from wirepress.features.engagement import settings


def _shows_votes(request: HttpRequest, post: PostFacts | None) -> bool:
    options = settings.read()
    return post is not None and post.type == "post" and (options.reactions or options.likes)


def _acts(request: HttpRequest, post: PostFacts | None) -> bool:
    """Stories, and pages that hold a reading list or one of the shortcodes."""
    return post is None or post.type == "post" or "[be" in post.content or "[booster-extension" in post.content


ASSETS: Final = (
    PageAsset("engagement/engagement.css", ("front", "story", "page", "listing"), wanted=_acts),
    PageAsset("engagement/reactions.js", ("story",), loading="deferred", wanted=_shows_votes),
    PageAsset("engagement/story.js", ("front", "story", "page", "listing"), loading="deferred", wanted=_acts),
)
