"""The one address of what a page shows, and the way there from every other address that means the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.http import HttpRequest

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.posts.addresses import patterns, permalinks, plugin_addresses
from wirepress.content.posts.addresses.target import FEED_KINDS, Target
from wirepress.core.cache import depends
from wirepress.core.php.numbers import absint

# Parameters that name what is shown, by what that is; every other one goes along to the canonical address.
_ITEM: Final = "p page_id attachment_id name pagename attachment post_type page"
_TERM: Final = "cat category_name tag post_format taxonomy term"
_DATE: Final = "m year monthnum day"
_NAMES: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(f"{names} paged feed".split())
    for kind, names in (
        ("post", _ITEM),
        ("term", _TERM),
        ("author", "author"),
        ("date", _DATE),
        ("type", "post_type"),
        ("front", ""),
        ("posts", ""),
        ("redirect", f"{_ITEM} {_TERM} {_DATE} author author_name"),
    )
}
_NAMING: Final = frozenset().union(*_NAMES.values())
_THINGS: Final = ("post", "term", "author", "date")
_COUNTS: Final = ("paged", "page")


def address_of(target: Target) -> str:
    """The canonical address of a page or feed; "" where there is none (searches, what is missing)."""
    if target.feed:
        return _feed_address(target)
    if target.kind == "post" and target.post is not None:
        return permalinks.part_link(target.post, target.part)
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


def _file_address(target: Target) -> str:
    """The file of an attachment: it has no page of its own (WordPress 7.1 behaviour on new sites)."""
    if target.post is None or target.post.type != "attachment" or target.guessed or target.feed:
        return ""
    path = MediaFile.objects.filter(post_id=target.post.pk).values_list("path", flat=True).first()
    return site.uploads_url(path) if path else ""


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


def _is_seen_preview(request: HttpRequest, target: Target) -> bool:
    """Whether somebody without leave for drafts asks for the preview of what everybody sees: they see the page itself then."""
    post = target.post
    asked = request.GET.get("preview") and request.GET.get("p") and not request.GET.get("preview_nonce")
    return bool(asked and post is not None and target.kind == "post" and post.status == "publish")


def _as_asked(request: HttpRequest, target: Target, wanted: str) -> str:
    """Return the canonical address in the spelling of the request: a path that was understood stays as it was written, in other case, with a
    month of one digit, without the terms above; it only gets its slash (WordPress 7.1 behaviour)."""
    path = request.path_info
    if not site.pretty() or path == "/" or target.feed or target.kind not in _THINGS or not urlsplit(wanted).path:
        return wanted
    asked, canonical_path = patterns.fix_trailing_slash(path), unquote(urlsplit(wanted).path)
    if asked != canonical_path and _spells_the_same(asked, canonical_path, target.kind):
        depends.on_everything_of_its_moment()  # there is no end of such spellings: none is worth keeping
        return wanted.replace(urlsplit(wanted).path, quote(asked, safe="/-_.~%"), 1)
    return wanted


def _spells_the_same(asked: str, wanted: str, kind: str) -> bool:
    one, other = ([part for part in path.lower().split("/") if part] for path in (asked, wanted))
    if kind == "date":
        return [part.lstrip("0") for part in one] == [part.lstrip("0") for part in other]
    if kind == "term" and one[-2:] == ["page", "0"]:
        one = one[:-2]
    if kind == "term" and one and other:
        pages = [path[-2:] if path[-2:-1] == ["page"] else [] for path in (one, other)]
        ends = [path[: len(path) - len(page)][-1:] for path, page in zip((one, other), pages, strict=True)]
        return pages[0] == pages[1] and ends[0] == ends[1] and one[0] == other[0]
    return one == other


def redirect_for(request: HttpRequest, target: Target) -> str:
    """Where a request must go instead; "" when it came by the canonical address (or there is none)."""
    if target.stays or target.kind == "search":
        return ""
    if target.kind == "missing" and target.feed and target.named:
        address = site.home(patterns.fix_trailing_slash(quote(request.path_info, safe="/-_.~%")))
        return address if urlsplit(address).path != quote(request.path_info, safe="/-_.~%") else ""
    file = _file_address(target)
    wanted = file or (target.location if target.kind == "redirect" else address_of(target))
    seen = _is_seen_preview(request, target)
    if not wanted or (request.GET.get("preview") and not seen):
        return ""
    if not site.pretty() and request.path_info == "/" and target.kind in _THINGS and not file and not seen:
        return ""  # in plain style whatever names a thing is an address of it
    wanted = wanted if file or seen else _as_asked(request, target, wanted)
    parts = urlsplit(wanted)
    names = _NAMES.get(target.kind, frozenset())
    if target.kind in ("post", "term", "type", "redirect"):
        names |= plugin_addresses.query_names()
    named = {name: value for name, value in request.GET.items() if name in names}
    naming = {name: value for name, value in named.items() if name not in _COUNTS or absint(value)}
    same_query = naming == dict(parse_qsl(parts.query, keep_blank_values=True))
    if unquote(parts.path) == request.path_info and same_query and not seen:
        return ""
    if file and not site.pretty():
        names = frozenset()  # what named the file goes along in plain style (WordPress 7.1 behaviour)
    others = {name: value for name, value in request.GET.items() if name not in names}
    if seen:
        others.pop("preview", None)
    if not others:
        return wanted
    return f"{wanted}{'&' if parts.query else '?'}{urlencode(others)}"
