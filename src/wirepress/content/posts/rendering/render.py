"""From a post's row to HTML: the text pipeline with the site's facts, its content and the features' filters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.css_classes import post_classes
from wirepress.content.posts.rendering.lookup import ContentLookup, record
from wirepress.content.posts.rendering.plugin_markup import plugin_markup
from wirepress.core.markup import pipeline
from wirepress.core.markup.context import BLOCK_THEME, RenderContext, SiteFacts
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.rest.routes import Request

_AVATARS: Final = {"mystery": "mm", "gravatar_default": ""}
_IMAGE_IDS: Final = re.compile(r"wp-image-(\d{1,18})|\"(?:id|mediaId)\":(\d{1,18})")


def site_facts() -> SiteFacts:
    """The site's settings as the pipeline sees them."""
    avatar = str(store.get("avatar_default") or "mystery")
    return SiteFacts(
        home_url=site.home(),
        name=str(store.get("blogname")),
        tagline=str(store.get("blogdescription")),
        timezone=site.zone(),
        date_format=str(store.get("date_format")),
        time_format=str(store.get("time_format")),
        start_of_week=int(store.get("start_of_week")),
        pretty_links=site.pretty(),
        use_smilies=bool(store.get("use_smilies")),
        show_avatars=bool(store.get("show_avatars")),
        avatar_default=_AVATARS.get(avatar, avatar),
        avatar_rating=str(store.get("avatar_rating") or "G").lower(),
        posts_per_page=int(store.get("posts_per_page")),
        comments_threaded=bool(store.get("thread_comments")),
        comments_depth=int(store.get("thread_comments_depth") or 1),
        logo=int(store.get("site_logo") or 0),
        front_page=int(store.get("page_on_front") or 0),
        show_on_front=str(store.get("show_on_front")),
        registration=bool(store.get("users_can_register")),
        attachment_sizes={
            name: (int(store.get(f"{name}_size_w") or 0), int(store.get(f"{name}_size_h") or 0))
            for name in ("thumbnail", "medium", "medium_large", "large")
        },
    )


def new_context(request: Request | None = None, **more: Any) -> RenderContext:
    """The context of one response. `request`: the REST request that it answers; `more`: further fields of RenderContext."""
    features = extensions()
    facts: dict[str, Any] = {}
    actor = None
    lookup = more.pop("lookup", None)
    if request is not None:
        actor = request.actor
        facts = {
            "viewer": actor.id,
            "address": request.address,
            "agent": request.headers.get("user-agent", ""),
            "request_url": _path(request),
        }
    return RenderContext(
        site=site_facts(),
        theme=BLOCK_THEME,
        compat="6.8" if site.compat() == "6.8" else "7.1",
        lookup=lookup or ContentLookup(actor),
        now=site.to_local(site.now_gmt()),
        **{**plugin_markup(features).fields(), **facts, **more},
    )


def _path(request: Request) -> str:
    """Path and query of a REST request, as links back to it need them."""
    query = urlencode(request.query, doseq=True)
    return site.rest_url(request.route, query).removeprefix(site.home())


def prepare(posts: Sequence[Post], ctx: RenderContext) -> None:
    """Read ahead what a list of posts needs, in a fixed number of queries."""
    if isinstance(ctx.lookup, ContentLookup):
        ids = {post.featured_media for post in posts if post.featured_media}
        ids |= {post.pk for post in posts if post.type == "attachment"}
        for post in posts:
            ids |= {int(found[1] or found[2]) for found in _IMAGE_IDS.finditer(post.content)}
        ctx.lookup.read_attachments(ids)
    extensions().collect("prepare_posts", post_ids=[post.pk for post in posts], context=ctx)


def _in(post: Post, ctx: RenderContext) -> RenderContext:
    return ctx.for_post(record(post))


def is_rendered(post: Post, name: str) -> bool:
    """Whether a field (title, content, excerpt) is known only rendered."""
    return name in post.rendered_fields.split()


def render_content(post: Post, ctx: RenderContext) -> str:
    """The story's HTML."""
    here = _in(post, ctx)
    if is_rendered(post, "content"):
        return pipeline.rendered_content(post.content, here)
    return pipeline.the_content(post.content, here)


def render_title(post: Post, ctx: RenderContext) -> str:
    """The title's HTML, without "Protected:" or "Private:" before it, as REST shows it."""
    return post.title if is_rendered(post, "title") else title_html(post.title, post, ctx)


def title_html(title: str, post: Post, ctx: RenderContext) -> str:
    """Any title as HTML, shown for a post."""
    return pipeline.the_title(title, _in(post, ctx))


def render_excerpt(post: Post, ctx: RenderContext, *, automatic: bool = True, words: int = from_content.WORDS) -> str:
    """The excerpt's HTML; made from the content where none was written, unless `automatic` is off."""
    here = _in(post, ctx)
    if is_rendered(post, "excerpt"):
        return post.excerpt
    text = post.excerpt
    if automatic and not trim(text):
        text = from_content.trim_excerpt(post.content, here, words=words)
    return pipeline.the_excerpt(text, here)


def guid(post: Post) -> str:
    """The globally unique name as it is shown."""
    return post.guid


__all__ = [
    "guid",
    "is_rendered",
    "new_context",
    "post_classes",
    "prepare",
    "render_content",
    "render_excerpt",
    "render_title",
    "site_facts",
]
