"""The newsroom's page of reactions: what moved readers, and which stories."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.hooks import AdminPage
from wirepress.features.engagement.models import ReactionCount
from wirepress.features.engagement.reactions.kinds import KINDS
from wirepress.features.engagement.reactions.state import most_reacted, state

ROWS: Final = 50


def show(request: HttpRequest) -> HttpResponse:
    """Totals of the six reactions and the stories with most of them. Three queries for the lists."""
    ids = most_reacted(ROWS)
    posts = Post.objects.in_bulk(ids)
    found = state(ids)
    rows = [
        {
            "title": posts[number].title or f"#{number}",
            "url": post_link(posts[number]),
            "counts": [found[number].counts[kind.number] for kind in KINDS],
            "total": found[number].total,
        }
        for number in ids
        if number in posts
    ]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Reactions",
        "kinds": [kind.title for kind in KINDS],
        "totals": _totals(),
        "rows": rows,
    }
    return TemplateResponse(request, "engagement/reactions.html", context)


def _totals() -> list[int]:
    sums = dict(ReactionCount.objects.values_list("reaction").annotate(Sum("count")))
    return [sums.get(kind.number, 0) for kind in KINDS]


PAGE: Final = AdminPage("reactions", "Reactions", show, capability="edit_others_posts", icon="add_reaction")
