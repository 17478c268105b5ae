"""The list on the site's own pages: below stories, and on the front page, where the site wants it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest

from wirepress.core.hooks import Fragment, FrontBlock, PageAsset, PostFacts, StoryCard
from wirepress.features.analytics.popular import settings
from wirepress.features.analytics.popular.lists import popular_ids
from wirepress.features.analytics.popular.markup import list_html

LEAST: Final = 3  # a list of two is none


def _after_story(request: HttpRequest, post: PostFacts | None) -> str:
    chosen = settings.read()
    if not chosen.after_story or post is None or post.type != "post":
        return ""
    return list_html(chosen.window, chosen.shown, without=post.pk)


def fill(cards: Sequence[StoryCard]) -> Mapping[str, object] | None:
    """Return what the template shows of the first of these stories; None for too few."""
    chosen = settings.read()
    if len(cards) < LEAST:
        return None
    return {"cards": cards[: chosen.shown], "window": settings.WINDOWS[chosen.window][1]}


def front_blocks() -> list[FrontBlock]:
    """Return the block of the front page where the site wants it."""
    chosen = settings.read()
    if not chosen.front:
        return []
    ids = popular_ids(chosen.window, chosen.shown + 5)
    return [FrontBlock("analytics/popular/front.html", fill, post_ids=ids)]


FRAGMENT: Final = Fragment("after_story", _after_story, order=30)


def _wants_style(request: HttpRequest, post: Any) -> bool:
    return settings.read().after_story or (post is not None and "popular" in str(getattr(post, "content", "")))


STYLE: Final = PageAsset("readership/popular.css", pages=("story", "page"), loading="deferred", wanted=_wants_style)
