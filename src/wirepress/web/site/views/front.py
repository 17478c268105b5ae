"""The front page; its further pages are plain lists of what is newest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from wirepress.content.options import site, store
from wirepress.content.posts.addresses.resolve import Target
from wirepress.web.site import visitor
from wirepress.web.site.present import frame, page_facts, sections
from wirepress.web.site.present.head import Head
from wirepress.web.site.present.lists import front
from wirepress.web.site.present.words import plain
from wirepress.web.site.views import listing


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The front page, or page N of the newest stories."""
    if target.page > 1:
        return listing.latest(request, target)
    line = sections.read()
    head = Head("", front=True, description=plain(str(store.get("blogdescription"))), canonical=site.home("/"))
    found = front.read(request, visitor.context_of(request, main_loop=True), line)
    facts = page_facts.of_front(head, found.stories, -(-found.total // max(int(store.get("posts_per_page")), 1)))
    return frame.show(request, "site/front.html", head, "front", line=line, facts=facts, front=found, is_front=True)
