"""Trackbacks over HTTP (TrackBack 1.2): at the end of an item's address, and at /wp-trackback.php. WordPress 7.1 behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.comments.pings.receive import PingRefused, receive_trackback
from wirepress.content.posts import access
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.resolve import Target, resolve
from wirepress.content.posts.listing.queries import load_post
from wirepress.content.posts.models import Post
from wirepress.core.http.header_text import header_text
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.php.numbers import absint
from wirepress.web.rest.request.identify import READER
from wirepress.web.site import visitor
from wirepress.web.site.feeds.views import links_of
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.views.redirect import redirect

_NO_ITEM: Final = "The address does not say which item it is about."
# Charsets of writing programs; none that could hide what is said (UTF-7).
_CHARSETS: Final = (
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-15",
    "windows-1251",
    "windows-1252",
    "koi8-r",
)


@csrf_exempt
def trackback(request: HttpRequest) -> HttpResponse:
    """/wp-trackback.php: the item by `p`, or by a number at the end of the path."""
    number = absint(request.GET.get("p", "") or request.path_info.rpartition("/")[2])
    return _receive(request, load_post(number) if number else None)


def is_address(request: HttpRequest) -> bool:
    """Return whether a POST to an address of the site is a trackback."""
    return request.path_info.rstrip("/").endswith("/trackback") or request.GET.get("tb") == "1"


def receive_at(request: HttpRequest) -> HttpResponse:
    """A trackback to the address of an item."""
    query = {name: str(value) for name, value in request.GET.items()}
    target = resolve(quote(request.path_info, safe="/"), query)
    return _receive(request, load_post(target.post.pk) if target.post is not None and target.trackback else None)


def lead_back(request: HttpRequest, target: Target) -> HttpResponse:
    """People who open the address of trackbacks come to the item. Raises Http404 for what they may not see."""
    if target.post is None or not access.may_read(READER, target.post):
        raise Http404
    response = forbid_caching(redirect(request, permalinks.post_link(target.post), status=302))
    response.headers["Link"] = ", ".join(links_of(target))
    return response


def _receive(request: HttpRequest, post: Post | None) -> HttpResponse:
    if post is None or not access.may_read(READER, post):
        return _answer(_NO_ITEM)
    sent = _texts(request)
    if request.method != "POST" or not any(sent[name] for name in ("title", "url", "blog_name")):
        return forbid_caching(redirect(request, permalinks.post_link(post), status=302))
    if not sent["url"] or not sent["title"]:
        return _answer("A trackback needs a url and a title.")
    try:
        receive_trackback(
            post,
            url=sent["url"],
            title=sent["title"],
            excerpt=sent["excerpt"],
            blog=sent["blog_name"],
            reader=READER,
            address=visitor.address_of(request),
            agent=header_text(request.headers.get("User-Agent", "")),
        )
    except PingRefused as refusal:
        return _answer(str(refusal))
    return _answer("")


def _texts(request: HttpRequest) -> dict[str, str]:
    """Return the fields of the form, read in the charset that it names."""
    names = ("url", "title", "excerpt", "blog_name")
    named = request.POST.get("charset", "").strip().lower()
    form: Mapping[str, Any] = request.POST
    if named in _CHARSETS and request.content_type == "application/x-www-form-urlencoded":
        form = dict(parse_qsl(request.body.decode("ascii", "replace"), encoding=named, errors="replace"))
    return {name: str(form.get(name, "")).replace("\x00", "").strip() for name in names}


def _answer(refusal: str) -> HttpResponse:
    """What TrackBack 1.2 answers: 0, or 1 with the reason."""
    said = f"<message>{esc_html(refusal)}</message>\n" if refusal else ""
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>{int(bool(refusal))}</error>\n{said}</response>'
    return forbid_caching(HttpResponse(text, content_type="text/xml; charset=UTF-8"))
