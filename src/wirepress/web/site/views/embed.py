"""What other sites show of a story in a frame: /.../embed/ or ?embed=true."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render as page
from django.utils.safestring import mark_safe

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.resolve import Target
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.web.rest.request.identify import READER
from wirepress.web.site import csp, visitor
from wirepress.web.site.assets import inline
from wirepress.web.site.present import sections, words
from wirepress.web.site.present.cards import cards
from wirepress.web.site.present.head import Head, site_name
from wirepress.web.site.present.lists.front import titles

# Any site may frame this page, and nothing but this page: it holds no form and no session counts in it.
_POLICY = (
    "default-src 'none'; script-src {}; style-src 'self'; img-src 'self' data: https:; font-src 'self'; base-uri 'self'"
)


def _document(post: Post) -> str:
    kind = known(post.type)
    return site.rest_url(f"/{kind.rest_namespace}/{kind.rest_base}/{post.pk}") if kind.show_in_rest else ""


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The story as a card. What a stranger may not read is not there, whoever asks."""
    post = queries.load_post(target.post.pk) if target.post is not None else None
    if post is None or not known(post.type).viewable or not access.may_read(READER, post):
        raise Http404
    card = cards([post], titles([post], visitor.context_of(request)), sections.read())[0]
    script = inline("embed")
    context = {
        "card": card,
        "site_name": site_name(),
        "address": permalinks.post_link(post),
        "home_address": site.home("/"),
        "script": mark_safe(script),
        "language": words.language(),
        "direction": "ltr" if words.reads_rightwards() else "rtl",
    }
    response = page(request, "site/embed.html", context)
    head = Head("", json=_document(post), shortlink=permalinks.shortlink(post))
    response.headers["Link"] = head.link_header()
    response.headers["Content-Security-Policy"] = _POLICY.format(csp.source_of(script))
    response.headers["X-Frame-Options"] = (
        "ALLOWALL"  # overrides the SAMEORIGIN of other pages; browsers go by the policy
    )
    return response
