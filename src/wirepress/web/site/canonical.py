"""The one address of what a page shows, and the way there from every other address that means the same."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks, plugin_addresses
from wirepress.content.posts.addresses.resolve import Target
from wirepress.content.posts.models import Post

# Parameters that name what is shown; every other one goes along to the canonical address.
_NAMING: Final = frozenset(
    "p page_id attachment_id cat category_name tag author author_name m year monthnum day paged page feed post_format"
    " post_type".split()
)
FEED_KINDS: Final = {"feed": "rss2", "rss2": "rss2", "rss": "rss2", "atom": "atom", "rdf": "rdf"}


def address_of(target: Target) -> str:
    """The canonical address of a page or feed; "" where there is none (searches, what is missing)."""
    if target.feed:
        return _feed_address(target)
    if target.kind == "post" and target.post is not None:
        return part_of(target.post, target.part)
    base = _archive(target)
    return permalinks.archive_page_link(base, target.page) if base else ""


def _archive(target: Target) -> str:
    if target.kind in ("front", "posts"):
        return site.home("/")
    if target.kind == "term" and target.term is not None:
        return permalinks.term_link(target.term)
    if target.kind == "author" and target.user is not None:
        return permalinks.author_link(target.user)
    if target.kind == "date":
        return permalinks.date_link(*target.date)
    if target.kind == "type" and target.post_type is not None:
        return plugin_addresses.archive_link(target.post_type)
    return ""


def _feed_address(target: Target) -> str:
    kind = FEED_KINDS.get(target.feed.removeprefix("comments-"))
    if kind is None:
        return ""
    address = _whole_feed(target, kind)
    # A further page of a feed is named by its query, in pretty addresses too (WordPress 7.1 behaviour).
    return f"{address}{'&' if '?' in address else '?'}paged={target.page}" if address and target.page > 1 else address


def _whole_feed(target: Target, kind: str) -> str:
    if target.kind == "post" and target.post is not None:
        return permalinks.feed_link(target.post, kind=kind)
    if target.kind in ("front", "posts"):
        return permalinks.feed_link(kind=kind, comments=target.comments or target.feed.startswith("comments-"))
    of = target.term or target.user or target.post_type
    return permalinks.feed_link(of, kind=kind) if of is not None else ""


def part_of(post: Post, part: int) -> str:
    """The address of a page of a story that is split."""
    base = permalinks.post_link(post)
    if part <= 1:
        return base
    if "?" in base:
        return f"{base}&page={part}"
    slash = "/" if base.endswith("/") else ""
    return f"{base.rstrip('/')}/{part}{slash}"


def redirect_for(request: HttpRequest, target: Target) -> str:
    """Where a request must go instead; "" when it came by the canonical address (or there is none)."""
    wanted = target.location if target.kind == "redirect" else address_of(target)
    if not wanted or request.GET.get("preview"):
        return ""
    parts = urlsplit(wanted)
    names = _NAMING | plugin_addresses.query_names()
    naming = {name: value for name, value in request.GET.items() if name in names}
    same_query = naming == dict(parse_qsl(parts.query, keep_blank_values=True))
    if unquote(parts.path) == request.path_info and same_query:
        return ""
    others = [(name, value) for name, values in request.GET.lists() if name not in names for value in values]
    if not others:
        return wanted
    return f"{wanted}{'&' if parts.query else '?'}{urlencode(others)}"
