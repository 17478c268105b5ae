"""Every public address that no other route has taken: what it means, whether it is the right one, which page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.options import site
from wirepress.content.posts.addresses.resolve import Kind, Target, resolve
from wirepress.web.site import canonical
from wirepress.web.site.feeds import views as feeds
from wirepress.web.site.views import embed, front, listing, missing, story
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
    target = resolve(quote(request.path_info, safe="/-_.~%"), query)
    if request.path_info.startswith("//"):
        return redirect(request, site.home("/"))
    if target.embed:
        return embed.show(request, target)
    elsewhere = canonical.redirect_for(request, target)
    if elsewhere and elsewhere != request.build_absolute_uri():
        there = redirect(request, elsewhere)
        return feeds.leads_elsewhere(target, there) if target.feed else there
    if target.feed:
        return feeds.show(request, target)
    if target.kind not in VIEWS:
        raise Http404
    return VIEWS[target.kind](request, target)
