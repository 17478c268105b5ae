"""Feeds: which stories or comments, how fresh, and the answer 304 to those who have it already (RFC 9110)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import parse_http_date_safe

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import keep_posts
from wirepress.content.options import site, store
from wirepress.content.posts import access, filters, permalinks, queries, render
from wirepress.content.posts.models import Post
from wirepress.content.posts.resolve import Target
from wirepress.core.markup.context import RenderContext
from wirepress.web.feeds import comments as comment_feed
from wirepress.web.feeds import rss
from wirepress.web.feeds.text import http_text, site_title, text_of
from wirepress.web.site import visitor

ITEMS_MAX = 100


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The feed that a public address means. Raises Http404 for the formats that are not made (Atom, RDF)."""
    if target.feed.removeprefix("comments-") not in ("feed", "rss", "rss2"):
        raise Http404
    changed = last_change()
    response = HttpResponse(content_type=rss.CONTENT_TYPE)
    response.headers["Link"] = f'<{site.rest_url("/")}>; rel="https://api.w.org/"'
    if changed is not None:
        response.headers["Last-Modified"] = http_text(changed)
        digest = hashlib.md5(http_text(changed).encode(), usedforsecurity=False).hexdigest()
        response.headers["ETag"] = f'"{digest}"'
    if _is_known(request, response):
        response.status_code = 304
        del response.headers["Content-Type"]
        del response.headers["Link"]
        return response
    is_comments = target.comments or target.feed.startswith("comments-") or target.kind == "post"
    response.content = _comments(request, target) if is_comments else _stories(request, target)
    return response


def last_change() -> datetime | None:
    """When a published story or an approved comment changed last, GMT."""
    stories = Post.objects.filter(filters.published(), type="post").aggregate(last=Max("modified_gmt"))["last"]
    remarks = Comment.objects.filter(approved="1").aggregate(last=Max("date_gmt"))["last"]
    return max((moment for moment in (stories, remarks) if moment), default=None)


def _is_known(request: HttpRequest, response: HttpResponse) -> bool:
    tag, asked = response.headers.get("ETag", ""), request.headers.get("If-None-Match", "")
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if asked:
        return bool(tag) and tag.strip('"') in asked
    last = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    return since is not None and last is not None and last <= since


def _own(request: HttpRequest) -> str:
    """The feed's own address, as it was asked for."""
    return site.home(request.get_full_path())


def _size() -> int:
    return min(max(int(store.get("posts_per_rss") or 10), 1), ITEMS_MAX)


def _stories(request: HttpRequest, target: Target) -> str:
    ctx = visitor.context_of(request, main_loop=True)
    ctx.in_feed = True
    title, chosen = _choice(target, ctx)
    posts: list[Post] = []
    if chosen is not None:
        posts = queries.published_posts(page=target.page, per_page=_size(), **chosen)[0]
    render.prepare(posts, ctx)
    newest = max((post.modified_gmt for post in posts if post.modified_gmt), default=last_change())
    return rss.stories(title, _own(request), newest, posts, ctx)


def _choice(target: Target, ctx: RenderContext) -> tuple[str, dict[str, Any] | None]:
    """The feed's title, and which stories are in it (None: none at all)."""
    name = site_title()
    if target.kind == "term" and target.term is not None:
        return f"{text_of(target.term.name)} &#8211; {name}", {"term": (target.term.taxonomy, target.term.pk)}
    if target.kind == "author" and target.user is not None:
        return f"{text_of(target.user.display_name)} &#8211; {name}", {"author": target.user.pk}
    if target.kind == "search":
        words = text_of(target.words.replace("&", "&amp;").replace("<", "&lt;"))
        return f"Search Results for &#8220;{words}&#8221; &#8211; {name}", {"search": target.words}
    if target.kind == "date":
        year, month, day = [*target.date, None, None][:3]
        return name, {"year": year, "month": month, "day": day}
    return name, {} if target.kind in ("front", "posts") else None


def _comments(request: HttpRequest, target: Target) -> str:
    ctx = visitor.context_of(request)
    rows = Comment.objects.filter(approved="1").exclude(type="note").order_by("-date_gmt", "-id")
    post = queries.load_one(target.post.pk) if target.post is not None else None
    if target.kind == "post":
        if post is None or post.password or not access.may_read(visitor.actor_of(request), post):
            raise Http404
        rows = rows.filter(post_id=post.pk)
        title = f"Comments on: {text_of(render.render_title(post, ctx))}"
        link = permalinks.post_link(post)
    else:
        public = Post.objects.filter(filters.published(), password="").values("id")
        rows = rows.filter(post_id__in=public)
        title, link = f"Comments for {site_title()}", site.home()
    chosen = list(rows[: _size()])
    keep_posts(chosen)
    newest = chosen[0].date_gmt if chosen else (post.modified_gmt if post else last_change())
    return comment_feed.comments(title, _own(request), link, newest, chosen, ctx, one=target.kind == "post")
