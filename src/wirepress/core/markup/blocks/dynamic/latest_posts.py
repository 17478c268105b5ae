"""The latest posts. WordPress 7.1 behaviour (core/latest-posts)."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.parts import NO_TITLE, format_date, iso_date, join_classes, post_title
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import BlockPostQuery, PostRecord
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.numbers import intval

LIMIT: Final = 100
_MORE: Final = " [&hellip;]"


@renders("core/latest-posts")
def latest_posts(call: BlockCall) -> str:
    """A list, or a grid, of links with what else the block is told to show."""
    attrs = call.attrs
    grid = attrs.text("postLayout", "list") == "grid"
    columns = attrs.number("columns", 0 if call.ctx.modern else 3)
    names = join_classes(
        "wp-block-latest-posts__list",
        "is-grid" if grid else "",
        f"columns-{columns}" if grid and columns else "",
        "has-dates" if attrs.flag("displayPostDate") else "",
        "has-author" if attrs.flag("displayAuthor") else "",
    )
    posts = call.ctx.lookup.posts(_query(call))
    if attrs.flag("displayFeaturedImage"):
        call.ctx.lookup.read_attachments({post.thumbnail for post in posts})
    items = "".join(_item(call, post) for post in posts)
    return f"<ul {wrapper(call, {'class': names})}>{items}</ul>"


def _query(call: BlockCall) -> BlockPostQuery:
    attrs = call.attrs
    limit = attrs.number("postsToShow", 5)
    given = attrs.raw.get("categories")
    rows = given if isinstance(given, list) else [given] if given else []
    categories = [intval(row.get("id") if isinstance(row, dict) else row) for row in rows]
    author = attrs.number("selectedAuthor")
    return BlockPostQuery(
        limit=LIMIT if limit < 0 else min(limit, LIMIT),
        order="asc" if attrs.text("order", "desc") == "asc" else "desc",
        orderby=attrs.text("orderBy", "date"),
        terms={"category": categories} if categories else {},
        authors=[author] if author else (),
        sticky="ignore",
    )


def _item(call: BlockCall, post: PostRecord) -> str:
    attrs, ctx = call.attrs, call.ctx
    title = post_title(post, ctx) or NO_TITLE
    parts = [_picture(call, post, title)] if attrs.flag("displayFeaturedImage") and post.thumbnail else []
    parts.append(f'<a class="wp-block-latest-posts__post-title" href="{esc_url(post.url)}">{title}</a>')
    if attrs.flag("displayAuthor"):
        user = ctx.lookup.user(post.author)
        name = esc_html(user.name) if user else ""
        parts.append(f'<div class="wp-block-latest-posts__post-author">by {name}</div>')
    if attrs.flag("displayPostDate"):
        date = esc_html(format_date(post.date, ctx))
        parts.append(
            f'<time datetime="{esc_attr(iso_date(post.date, ctx))}" class="wp-block-latest-posts__post-date">{date}</time>'
        )
    if attrs.flag("displayPostContent"):
        parts.append(_text(call, post, title))
    return f"<li>{''.join(parts)}</li>\n"


def _picture(call: BlockCall, post: PostRecord, title: str) -> str:
    attrs, ctx = call.attrs, call.ctx
    picture = ctx.lookup.attachment(post.thumbnail)
    if picture is None:
        return ""
    style = "".join(
        f"max-{side}:{number}px;"
        for side, name in (("width", "featuredImageSizeWidth"), ("height", "featuredImageSizeHeight"))
        if (number := attrs.number(name))
    )
    size = attrs.text("featuredImageSizeSlug", "thumbnail")
    extra = {"class": f"attachment-{size} size-{size} wp-post-image"} | ({"style": style} if style else {})
    image = attachment_image(picture, size, ctx, extra)
    if attrs.flag("addLinkToFeaturedImage"):
        image = f'<a href="{esc_url(post.url)}" aria-label="{esc_attr(strip_all_tags(title))}">{image}</a>'
    align = attrs.text("featuredImageAlign")
    names = join_classes("wp-block-latest-posts__featured-image", f"align{align}" if align else "")
    return f'<div class="{esc_attr(names)}">{image}</div>'


def _text(call: BlockCall, post: PostRecord, title: str) -> str:
    attrs, ctx = call.attrs, call.ctx.for_post(post)
    if attrs.text("displayPostContentRadio", "excerpt") == "excerpt":
        text = excerpt_of(post, call, attrs.number("excerptLength", 55))
        if text.endswith(_MORE):
            text = text[: -len(_MORE)] + (
                f'… <a class="wp-block-latest-posts__read-more" href="{esc_url(post.url)}" rel="noopener noreferrer">'
                f'Read more<span class="screen-reader-text">: {strip_all_tags(title)}</span></a>'
            )
        return f'<div class="wp-block-latest-posts__post-excerpt">{text}</div>'
    if post.password:
        text = "A password is needed to read this."
    else:
        ctx.budget.read(len(post.content))
        text = call.engine.guarded(f"post-content:{post.id}", lambda: pipeline.the_content(post.content, ctx))
    return f'<div class="wp-block-latest-posts__post-full-content">{text}</div>'


def excerpt_of(post: PostRecord, call: BlockCall, words: int) -> str:
    """Return a post's own excerpt, or the first words of its text; nothing of a post that needs a password."""
    if post.password:
        return "A password is needed to read this."
    if trim(post.excerpt):
        return post.excerpt
    ctx = call.ctx.for_post(post)
    ctx.budget.read(len(post.content))
    return call.engine.guarded(
        f"post-excerpt:{post.id}", lambda: from_content.trim_excerpt(post.content, ctx, words=words)
    )
