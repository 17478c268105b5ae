"""Every public address that no other route has taken: what it means, whether it is the right one, which page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.options import site
from wirepress.content.posts import access, types
from wirepress.content.posts.addresses.resolve import Kind, Target, resolve
from wirepress.content.posts.listing import filters
from wirepress.content.posts.models import Post
from wirepress.web.rest.request.identify import READER
from wirepress.web.site import canonical, visitor
from wirepress.web.site.feeds import views as feeds
from wirepress.web.site.views import embed, front, legacy_addresses, listing, missing, story
from wirepress.web.site.views.redirect import redirect

View = Callable[[HttpRequest, Target], HttpResponse]
ADDRESS_MAX: Final = 8000
VIEWS: Final[Mapping[Kind, View]] = {
    "front": front.show,
    "posts": front.show,
    "post": story.show,
    "term": listing.term,
    "author": listing.author,
    "date": listing.date,
    "search": listing.search,
    "type": listing.post_type,
}


@csrf_exempt
def site_page(request: HttpRequest) -> HttpResponse:
    """A page of the public site, or its 404."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if len(request.path_info) > ADDRESS_MAX or "\x00" in request.path_info:
        return missing.show(request)
    try:
        return _answer(request)
    except Http404:
        return missing.show(request)


def _answer(request: HttpRequest) -> HttpResponse:
    query = {name: str(value).replace("\x00", "") for name, value in request.GET.items()}
    target = resolve(quote(request.path_info, safe="/"), query)
    if request.path_info.startswith("//"):
        return redirect(request, site.home("/"))
    if target.embed:
        return embed.show(request, target)
    elsewhere = canonical.redirect_for(request, target)
    if elsewhere and elsewhere != request.build_absolute_uri():
        _check_open(request, target)
        there = redirect(request, elsewhere)
        return feeds.leads_elsewhere(target, there) if target.feed else there
    if target.feed:
        return feeds.show(request, target)
    if target.kind not in VIEWS:
        led = legacy_addresses.lead(request)
        if led is None:
            raise Http404
        return led
    return VIEWS[target.kind](request, target)


def _check_open(request: HttpRequest, target: Target) -> None:
    """Raises Http404 where an address would tell the slug of what the asker may not see, or of a person who wrote nothing."""
    post, user = target.post, target.user
    if post is not None:
        kind = types.get(post.type)
        # A reader is asked first: then the session of whoever asks need not be read.
        seen = access.may_read(READER, post) or access.may_read(visitor.actor_of(request), post)
        if kind is None or not kind.viewable or not seen:
            raise Http404
    if user is not None and not Post.objects.filter(filters.published_rows(), author_id=user.pk, type="post").exists():
        raise Http404
