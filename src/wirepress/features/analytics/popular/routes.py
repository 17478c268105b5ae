"""GET /wirepress/v1/popular: what is read most, for everybody; how often, for whoever writes here."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.rest.paging import format_moment
from wirepress.core.rest.routes import READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.analytics.popular.lists import MOST, popular_posts
from wirepress.features.analytics.popular.models import PopularStory
from wirepress.features.analytics.popular.settings import WINDOWS
from wirepress.features.analytics.reports.stories import plain_title

NAMESPACE: Final = "wirepress/v1"
ARGS: Final[Args] = {
    "window": {"description": "What is counted.", "type": "string", "enum": list(WINDOWS), "default": "week"},
    "per_page": {"description": "How many stories.", "type": "integer", "minimum": 1, "maximum": MOST, "default": 10},
    "section": {"description": "Of one category alone.", "type": "integer", "minimum": 0, "default": 0},
}


def list_popular(request: Request) -> Response:
    """Return the list, the first first. `views` is null for readers: numbers are the newsroom's."""
    window = request["window"]
    posts = popular_posts(window, request["per_page"], section=request["section"])
    views: dict[int, int] = {}
    if request.actor.can("edit_posts"):
        rows = PopularStory.objects.filter(window=window, post_id__in=[post.pk for post in posts])
        views = dict(rows.values_list("post_id", "views"))
    return Response([_document(place, post, views.get(post.pk)) for place, post in enumerate(posts, 1)])


def _document(place: int, post: Post, views: int | None) -> dict[str, Any]:
    return {
        "place": place,
        "id": post.pk,
        "title": plain_title(post.title),
        "link": post_link(post),
        "date_gmt": format_moment(post.date_gmt),
        "views": views,
    }


def schema() -> Schema:
    """Return the schema of an item."""
    texts = {name: {"type": "string"} for name in ("title", "link")}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "popular-story",
        "type": "object",
        "properties": {
            "place": {"type": "integer"},
            "id": {"type": "integer"},
            **texts,
            "date_gmt": {"type": ["string", "null"], "format": "date-time"},
            "views": {"type": ["integer", "null"]},
        },
    }


ROUTES: Final = (Route(NAMESPACE, f"/{NAMESPACE}/popular", (Endpoint(READ, list_popular, ARGS, hidden=True),), schema),)
