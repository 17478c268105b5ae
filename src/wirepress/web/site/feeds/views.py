"""Feeds: which stories or comments, how fresh, and the answer 304 to those who have it already (RFC 9110)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape, unescape
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import parse_http_date_safe

from wirepress.content.comments.models import Comment
from wirepress.content.comments.openness import takes_pings
from wirepress.content.comments.rows import attach_posts
from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts import access
from wirepress.content.posts.addresses.target import FEED_KINDS, Target
from wirepress.content.posts.listing import filters, queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.types import added, known, types_of
from wirepress.content.terms import taxonomies
from wirepress.core.database.rows import placeholders, query_rows, read_moment, select_in, stored_moment
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.text.texturize import texturize
from wirepress.web.site import visitor
from wirepress.web.site.feeds import atom, items, pictures, rdf, rss
from wirepress.web.site.feeds import comments as comment_feed
from wirepress.web.site.feeds.text import http_text, site_title, text_of
from wirepress.web.site.present import page_facts
from wirepress.web.site.present.head import Head
from wirepress.web.site.present.lists.archive_names import date_name, term_name

_ENCODED: Final = re.compile(r"%[0-9A-F]{2}")

ITEMS_MAX: Final = 100
CLOCKS: Final = timedelta(hours=26)
CONTENT_TYPES: Final = {"rss2": rss.CONTENT_TYPE, "atom": atom.CONTENT_TYPE, "rdf": rdf.CONTENT_TYPE}
WRITERS: Final = {"rss2": rss.stories, "atom": atom.stories, "rdf": rdf.stories}


class FeedResponse(HttpResponse):
    """An answer with several Link headers, a line each, as WordPress sends them with feeds."""

    links: Sequence[str] = ()

    def items(self) -> Any:
        """All headers, names repeated."""
        return [*super().items(), *(("Link", link) for link in self.links)]


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The feed that a public address means; an error in XML for a format that is none. Raises Http404 for what the reader may not see."""
    kind = FEED_KINDS.get(target.feed.removeprefix("comments-"))
    if kind is None:
        return _no_such_format()
    is_comments = target.comments or target.feed.startswith("comments-") or (target.kind == "missing" and target.named)
    if is_comments and kind == "rdf":  # RSS 1.0 knows no comments: of a story it tells the story
        if target.kind != "post":
            raise Http404
        is_comments = False
    response = FeedResponse(content_type=CONTENT_TYPES[kind])
    validate(response)
    one = target.post if target.kind == "post" else None
    closed = one is not None and access.reading_status(one) != "publish"
    if not closed and _is_known(request, response):
        response.status_code = 304
        del response.headers["Content-Type"]
        return response
    response.links = links_of(target)
    if target.kind == "post" and target.post is not None and takes_pings(target.post):
        response.headers["X-Pingback"] = site.home("/xmlrpc.php")
    if closed or (one is not None and one.password):  # not everybody may read it, so no cache on the way keeps it
        _never_kept(response)
    if is_comments:
        response.content = _comments(request, target, kind)
        return response
    response.content, how_many = _stories(request, target, kind)
    if not how_many and target.page > 1:  # beyond the last page; a feed that has no stories yet is one all the same
        response.status_code = 404
        _never_kept(response, dated=True)
    return response


def _never_kept(response: HttpResponse, *, dated: bool = False) -> None:
    """No cache keeps the answer. `dated`: it goes on saying when something changed (WordPress 7.1 behaviour beyond the last page)."""
    response.headers["Cache-Control"] = "no-cache, must-revalidate, max-age=0, no-store, private"
    response.headers["Expires"] = "Wed, 11 Jan 1984 05:00:00 GMT"
    if not dated:
        del response.headers["Last-Modified"]


def _no_such_format() -> HttpResponse:
    """WordPress's error for programs that read XML (7.1): 404, code wp_die."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<error>\n    <code>wp_die</code>\n    <title><![CDATA[Error]]></title>\n'
        "    <message><![CDATA[There is no feed of this format: ask for rss2, atom or rdf.]]></message>\n"
        "    <data>\n        <status>404</status>\n    </data>\n</error>\n"
    )
    response = FeedResponse(text, status=404, content_type="text/xml; charset=UTF-8")
    response.links = Head("").links()
    validate(response)
    _never_kept(response)
    return response


def leads_elsewhere(target: Target, response: HttpResponse) -> HttpResponse:
    """The way to a feed's right address is fresh as long as the feed is."""
    kind = FEED_KINDS.get(target.feed, "")
    response.headers["Content-Type"] = CONTENT_TYPES.get(kind, "application/octet-stream; charset=UTF-8")
    validate(response)
    return response


def leads_from_old_name(response: HttpResponse) -> HttpResponse:
    """The way from a feed's file of old releases; their format is not known to be one."""
    response.headers["Content-Type"] = "application/octet-stream; charset=UTF-8"
    validate(response)
    return response


def validate(response: HttpResponse) -> None:
    """Says when the newest story or comment changed."""
    changed = last_change()
    if changed is not None:
        response.headers["Last-Modified"] = http_text(changed)
        digest = hashlib.md5(http_text(changed).encode(), usedforsecurity=False).hexdigest()
        response.headers["ETag"] = f'"{digest}"'


def links_of(target: Target) -> list[str]:
    """The Link headers: the REST root, the document of what the feed is about, its short address."""
    head = Head("")
    if target.kind == "term" and target.term is not None and taxonomies.known(target.term.taxonomy).rest_base:
        head.json = site.rest_url(f"/wp/v2/{taxonomies.known(target.term.taxonomy).rest_base}/{target.term.pk}")
    elif target.kind == "author" and target.user is not None:
        head.json = site.rest_url(f"/wp/v2/users/{target.user.pk}")
    elif target.kind == "post" and target.post is not None and known(target.post.type).rest_base:
        head.json = site.rest_url(f"/wp/v2/{known(target.post.type).rest_base}/{target.post.pk}")
        head.shortlink = site.home(f"/?p={target.post.pk}")
    return head.links()


def last_change() -> datetime | None:
    """When a published story or an approved comment changed last, GMT. Both are read from the end of an index."""
    types = ["post", *(kind.name for kind in added().values() if kind.viewable)]
    published = f"type IN ({placeholders(types)}) AND status = 'publish' AND modified"
    newest = f"SELECT modified FROM posts_post WHERE {published} IS NOT NULL ORDER BY modified DESC, id DESC LIMIT 1"
    found: list[Any] = []
    for (moment,) in query_rows(Post, newest, types):
        # Local time runs ahead or behind by hours where clocks are changed.
        since = stored_moment(Post, read_moment(moment) - CLOCKS)
        sql = f"SELECT MAX(modified_gmt) FROM posts_post WHERE {published} >= %s"
        found += query_rows(Post, sql, (*types, since))[0]
    found += (row.modified_gmt for row in select_in(Post, "id", filters.due_ids()) if row.type in types)
    sql = "SELECT MAX(date_gmt) FROM comments_comment WHERE approved = '1'"
    found += query_rows(Comment, sql)[0]
    return max((read_moment(moment) for moment in found if moment), default=None)


def _is_known(request: HttpRequest, response: HttpResponse) -> bool:
    tag, asked = response.headers.get("ETag", ""), request.headers.get("If-None-Match", "")
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if asked:
        return bool(tag) and tag.strip('"') in asked
    last = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    return since is not None and last is not None and last <= since


def _own(request: HttpRequest) -> str:
    """The feed's own address, as it was asked for; encoded characters as WordPress's links write them."""
    return site.home(_ENCODED.sub(lambda found: found[0].lower(), request.get_full_path()))


def _size() -> int:
    return min(max(int(store.get("posts_per_rss") or 10), 1), ITEMS_MAX)


def _stories(request: HttpRequest, target: Target, kind: str) -> tuple[str, int]:
    """The feed and how many stories are in it."""
    ctx = visitor.context_of(request, main_loop=True)
    ctx.in_feed = True
    title, chosen = _choice(target)
    posts, moments = _one(request, target), []
    if chosen is not None:
        posts = queries.published_posts(page=target.page, per_page=_size(), **chosen)[0]
    if target.kind == "post" and posts:
        title = text_of(render.render_title(posts[0], ctx))
        if target.comments:
            moments += _moments_of_comments(posts[0])
    if target.kind == "date" and not posts:  # WordPress takes the name of a day from the first story of it
        title = ""
    if target.page > 1:
        title, number = (title, f"Page {target.page}") if posts else ("", "Page not found")
    else:
        number = ""
    own = _own_title(title, target, posts)
    title = own or " &#8211; ".join(part for part in (title, number, site_title()) if part)
    render.preload_for_rendering(posts, ctx)
    moments += [post.modified_gmt for post in posts if post.modified_gmt]
    newest = max(moments, default=last_change())
    return WRITERS[kind](title, _own(request), newest, posts, ctx, pictures.leads(posts)), len(posts)


def _own_title(title: str, target: Target, posts: Sequence[Post]) -> str:
    """The title that a feature gives a feed of a list; "" where none does."""
    features = extensions()
    if target.kind not in ("term", "author", "date", "search", "type") or not features.implements("feed_titles"):
        return ""
    facts = page_facts.of_listing(Head(unescape(title)), target, "", posts, len(posts), target.page)
    return escape(next((str(one) for one in features.collect("feed_titles", page=facts)), ""), quote=False)


def _moments_of_comments(post: Post) -> list[datetime]:
    """When the last approved comment on a story was made, GMT."""
    rows = Comment.objects.filter(approved="1", post_id=post.pk).exclude(type="note").order_by("-date_gmt")
    return [moment for moment in rows.values_list("date_gmt", flat=True)[:1] if moment]


def _one(request: HttpRequest, target: Target) -> list[Post]:
    """The story that a feed of one story tells. Raises Http404 for what the reader may not see."""
    if target.kind != "post" or target.post is None:
        return []
    post = queries.load_post(target.post.pk)
    if post is None or not access.may_read(visitor.actor_of(request), post):
        raise Http404
    return [post]


def _choice(target: Target) -> tuple[str, dict[str, Any] | None]:
    """What the feed is of, as the first part of its title, and which stories are in it (None: none at all)."""
    if target.kind == "term" and target.term is not None:
        return _named(term_name(target.term)), {
            "term": (target.term.taxonomy, target.term.pk),
            "types": types_of(taxonomies.known(target.term.taxonomy)),
        }
    if target.kind == "author" and target.user is not None:
        return _named(target.user.display_name), {"author": target.user.pk}
    if target.kind == "search":
        words = text_of(target.words.replace("&", "&amp;").replace("<", "&lt;"))
        return f"Search Results for &#8220;{words}&#8221;", {"search": target.words, "orderby": "date"}
    if target.kind == "type" and target.post_type is not None:
        return _named(target.post_type.label), {"types": (target.post_type.name,)}
    if target.kind == "date":
        year, month, day = [*target.date, None, None][:3]
        chosen = {"year": year, "month": month, "day": day}
        return _named(date_name(year or 0, month, day)), chosen
    return "", {} if target.kind in ("front", "posts") else None


def _named(name: str) -> str:
    """A name as part of a title."""
    return esc_html(texturize(name))


def _comments(request: HttpRequest, target: Target, kind: str) -> str:
    ctx = visitor.context_of(request)
    rows = Comment.objects.filter(approved="1").exclude(type="note").order_by("-date_gmt", "-id")
    post = queries.load_post(target.post.pk) if target.post is not None and target.kind == "post" else None
    title = f"Comments for {site_title()}"
    opening = "Comments on" if kind == "atom" else "Comments on:"
    if target.kind == "post":
        if post is None or not access.may_read(visitor.actor_of(request), post):
            raise Http404
        rows = rows.filter(post_id=post.pk)
        title = f"{opening} {text_of(items.title(post, ctx))}"
    elif target.kind == "missing":
        rows, title = rows.none(), f"{opening} "
    else:
        rows = rows.filter(Exists(Post.objects.filter(filters.published_rows(), pk=OuterRef("post_id"))))
    chosen = list(rows[: _size()])
    attach_posts(chosen)
    changes = [
        moment for moment in (chosen[0].date_gmt if chosen else None, post.modified_gmt if post else None) if moment
    ]
    write = atom.comments if kind == "atom" else comment_feed.comments
    return write(title, _own(request), max(changes, default=last_change()), chosen, ctx, one=post)
