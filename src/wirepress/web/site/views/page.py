"""Every public address that no other route has taken: what it means, whether it is the right one, which page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.comments.openness import takes_pings
from wirepress.content.options import site, store
from wirepress.content.posts import access, types
from wirepress.content.posts.addresses.resolve import Kind, Target, resolve
from wirepress.content.posts.listing import filters, queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import types_of
from wirepress.content.terms import taxonomies
from wirepress.web.rest.request.identify import READER
from wirepress.web.site import canonical, tidy_paths, visitor
from wirepress.web.site.feeds import views as feeds
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.views import (
    assets,
    embed,
    front,
    legacy_addresses,
    listing,
    missing,
    robots,
    search,
    story,
    trackback,
)
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
    "search": search.show,
    "type": listing.post_type,
}
# Names in the query that mean a file which WordPress makes.
_FILES: Final[Mapping[str, Callable[[HttpRequest], HttpResponse]]] = {
    "robots": robots.robots_text,
    "favicon": assets.favicon,
}


@csrf_exempt
def site_page(request: HttpRequest) -> HttpResponse:
    """A page of the public site, or its 404."""
    if len(request.path_info) > ADDRESS_MAX or "\x00" in request.path_info:
        return missing.show(request) if request.method in ("GET", "HEAD", "POST") else _not_allowed()
    if request.method == "POST":
        return trackback.receive_at(request) if trackback.is_address(request) else _not_allowed()
    if request.method not in ("GET", "HEAD"):
        return _not_allowed()
    try:
        return _answer(request)
    except Http404:
        return missing.show(request)


def _not_allowed() -> HttpResponse:
    return HttpResponseNotAllowed(["GET", "HEAD"])


def _answer(request: HttpRequest) -> HttpResponse:
    query = {name: str(value).replace("\x00", "") for name, value in request.GET.items()}
    for name, file in _FILES.items():
        if query.get(name, "0") not in ("", "0"):
            return file(request)
    if request.path_info.startswith("//"):
        return redirect(request, site.home("/"))
    target = resolve(quote(request.path_info, safe="/"), query)
    response = _show(request, target)
    if target.post is not None and not target.guessed and response.status_code < 400 and takes_pings(target.post):
        response.headers["X-Pingback"] = site.home("/xmlrpc.php")
    return response


def _show(request: HttpRequest, target: Target) -> HttpResponse:
    if target.embed:
        return embed.show(request, target)
    if target.trackback:
        return trackback.lead_back(request, target)
    elsewhere = canonical.redirect_for(request, target)
    if elsewhere and elsewhere != request.build_absolute_uri():
        return _lead(request, target, elsewhere)
    if target.feed:
        return feeds.show(request, target)
    if target.kind in VIEWS:
        return VIEWS[target.kind](request, target)
    tidied = tidy_paths.tidied(request)
    led = forbid_caching(redirect(request, tidied)) if tidied else legacy_addresses.lead(request)
    if led is None:
        raise Http404
    return led


def _lead(request: HttpRequest, target: Target, elsewhere: str) -> HttpResponse:
    _check_open(request, target)
    there = redirect(request, elsewhere)
    if target.post is not None and target.post.password:
        forbid_caching(there)
    if target.guessed:  # WordPress has found nothing and guesses: tomorrow there may be something
        forbid_caching(there)
    return feeds.leads_elsewhere(target, there) if target.feed and target.kind != "date" else there


def _check_open(request: HttpRequest, target: Target) -> None:
    """Raises Http404 where an address would tell the slug of what the asker may not see, or leads to a list of nothing."""
    post, user = target.post, target.user
    if post is not None:
        kind = types.get(post.type)
        # A reader is asked first: then the session of whoever asks need not be read.
        seen = access.may_read(READER, post) or access.may_read(visitor.actor_of(request), post)
        if kind is None or not kind.viewable or not seen:
            raise Http404
    if user is not None and not Post.objects.filter(filters.published_rows(), author_id=user.pk, type="post").exists():
        raise Http404
    if not target.feed and (target.kind == "date" or target.page > 1) and _is_empty(target):
        raise Http404


def _is_empty(target: Target) -> bool:
    """Whether a list has nothing on the page that is asked for."""
    year, month, day = [*target.date, None, None, None][:3]
    chosen: dict[str, Any] = {"year": year, "month": month, "day": day}
    if target.kind == "term" and target.term is not None:
        taxonomy = taxonomies.known(target.term.taxonomy)
        chosen = {"term": (target.term.taxonomy, target.term.pk), "types": types_of(taxonomy)}
    elif target.kind == "author" and target.user is not None:
        chosen = {"author": target.user.pk}
    elif target.kind not in ("date", "front", "posts"):
        return False
    size = max(int(store.get("posts_per_page")), 1)
    return not queries.published_posts(page=target.page, per_page=size, **chosen)[0]
