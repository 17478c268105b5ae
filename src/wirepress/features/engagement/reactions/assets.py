"""What pages of the site need to show reactions and the read time."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import PageAsset, PostFacts
from wirepress.features.engagement import settings


def _shows_any(request: HttpRequest, post: PostFacts | None) -> bool:
    """The front page always: the most reacted stories stand there."""
    if post is None:
        return True
    options = settings.read()
    return post.type == "post" and (options.reactions or options.read_time)


def _shows_reactions(request: HttpRequest, post: PostFacts | None) -> bool:
    return post is not None and post.type == "post" and settings.read().reactions


ASSETS: Final = (
    PageAsset("engagement/engagement.css", ("front", "story"), wanted=_shows_any),
    PageAsset("engagement/reactions.js", ("story",), loading="deferred", wanted=_shows_reactions),
)
