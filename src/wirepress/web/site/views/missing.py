"""There is nothing at this address: says so, and offers the search and what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from wirepress.content.posts.listing import queries
from wirepress.web.site import visitor
from wirepress.web.site.present import frame, sections
from wirepress.web.site.present.cards import cards
from wirepress.web.site.present.head import Head
from wirepress.web.site.present.lists.front import titles
from wirepress.web.site.texts.translate import translate


def show(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 page."""
    line = sections.read()
    posts, _ = queries.published_posts(per_page=4)
    shown = cards(posts, titles(posts, visitor.context_of(request)), line)
    head = Head(translate("Page not found"), noindex=True)
    return frame.show(request, "site/missing.html", head, "missing", line=line, cards=shown, status=404)
