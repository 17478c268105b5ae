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
from wirepress.content.posts.rendering.lookup import ContentLookup, post_record
from wirepress.content.posts.rendering.plugin_markup import plugin_markup
from wirepress.core.markup import pipeline
from wirepress.core.markup.context import BLOCK_THEME, RenderContext, SiteFacts
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.shortcodes.builtin.embed import has_embeds
from wirepress.core.rest.routes import Request
from wirepress.settings import limits

_AVATARS: Final = {"mystery": "mm", "gravatar_default": ""}
_IMAGE_IDS: Final = re.compile(r"wp-image-(\d{1,18})|\"(?:id|mediaId)\":(\d{1,18})")


def site_facts() -> SiteFacts:
    """Return the site's settings as the pipeline sees them."""
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
    """Return the context of one response. `request`: the REST request that it answers; `more`: further fields of RenderContext."""
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
    """Return the path and query of a REST request, as links back to it need them."""
    query = urlencode(request.query, doseq=True)
    return site.rest_url(request.route, query).removeprefix(site.home())


def preload_for_rendering(posts: Sequence[Post], ctx: RenderContext) -> None:
    """Read ahead what a list of posts needs, in a fixed number of queries."""
    if isinstance(ctx.lookup, ContentLookup):
        ids = {post.featured_media for post in posts if post.featured_media}
        ids |= {post.pk for post in posts if post.type == "attachment"}
        for post in posts:
            named = {int(found[1] or found[2]) for found in _IMAGE_IDS.finditer(post.content)}
            ids |= set(sorted(named)[: limits.RENDER_AHEAD])
        ctx.lookup.read_attachments(ids)
        ctx.lookup.read_oembeds([post.pk for post in posts if has_embeds(post.content)])
    extensions().collect("prepare_posts", post_ids=[post.pk for post in posts], context=ctx)


def is_rendered(post: Post, name: str) -> bool:
    """Return whether a field (title, content, excerpt) is known only rendered."""
    return name in post.rendered_fields.split()


def render_content(post: Post, ctx: RenderContext) -> str:
    """Return the story's content as HTML."""
    return _content(post, ctx.for_document(post_record(post)))


def _content(post: Post, here: RenderContext) -> str:
    if is_rendered(post, "content"):
        return pipeline.rendered_content(post.content, here)
    return pipeline.the_content(post.content, here)


def blocks_left_empty(post: Post, ctx: RenderContext) -> list[str]:
    """Return which blocks and shortcodes of a story stay empty because it asks for too much, and why: a sentence each, for the newsroom."""
    if is_rendered(post, "content") or ("<!--" not in post.content and "[" not in post.content):
        return []
    here = ctx.for_document(post_record(post))
    _content(post, here)
    return here.budget.notes()


def render_title(post: Post, ctx: RenderContext) -> str:
    """Return the title's HTML, without "Protected:" or "Private:" before it, as REST shows it."""
    return post.title if is_rendered(post, "title") else title_html(post.title, post, ctx)


def title_html(title: str, post: Post, ctx: RenderContext) -> str:
    """Any title as HTML, shown for a post."""
    return pipeline.the_title(title, ctx.for_post(post_record(post)))


def render_excerpt(post: Post, ctx: RenderContext, *, automatic: bool = True, words: int = from_content.WORDS) -> str:
    """Return the excerpt's HTML; made from the content where none was written, unless `automatic` is off."""
    if is_rendered(post, "excerpt"):
        return post.excerpt
    here = ctx.for_document(post_record(post))
    text = post.excerpt
    if automatic and not trim(text):
        text = from_content.trim_excerpt(post.content, here, words=words)
    return pipeline.the_excerpt(text, here)


def render_guid(post: Post) -> str:
    """Return the globally unique name as it is shown."""
    return post.guid


__all__ = [
    "blocks_left_empty",
    "is_rendered",
    "new_context",
    "post_classes",
    "preload_for_rendering",
    "render_content",
    "render_excerpt",
    "render_guid",
    "render_title",
    "site_facts",
]
