"""Small pieces that several dynamic blocks print: titles, dates, links, avatars, classes."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.content_lookup import PostRecord, UserRecord
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.dates.format import php_date

GRAVATAR: Final = "https://secure.gravatar.com/avatar/"
NO_TITLE: Final = "(no title)"
_UNITS: Final = (
    (timedelta(days=365), "year"),
    (timedelta(days=30), "month"),
    (timedelta(weeks=1), "week"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "min"),
)


def post_title(post: PostRecord, ctx: RenderContext) -> str:
    """Return a title's HTML as it stands on a page, with a word before it when the post is not for everybody."""
    title = pipeline.the_title(post.title, ctx.for_post(post))
    if post.password:
        return f"Protected: {title}"
    return f"Private: {title}" if post.status == "private" else title


def current_post(call: BlockCall) -> PostRecord | None:
    """Return the post that the block stands for."""
    post = call.ctx.post
    if post is not None and post.id == call.post_id:
        return post
    return call.ctx.lookup.post(call.post_id) if call.post_id else None


def iso_date(date: datetime | None, ctx: RenderContext) -> str:
    """Return a local date with its offset, for machines."""
    return php_date("c", date, ctx.site.timezone) if date else ""


def format_date(date: datetime | None, ctx: RenderContext, template: str = "") -> str:
    """Return a local date for people, in the site's format unless another is given."""
    return php_date(template or ctx.site.date_format, date, ctx.site.timezone) if date else ""


def time_ago(date: datetime, now: datetime) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    past = abs(now - date)
    for length, name in _UNITS:
        if past >= length:
            number = round(past / length)
            return f"{number} {name}{'s' if number != 1 else ''} ago"
    seconds = max(1, int(past.total_seconds()))
    return f"{seconds} second{'s' if seconds != 1 else ''} ago"


def text_align(call: BlockCall) -> str:
    """Return the class of the attribute textAlign, empty without one."""
    align = call.attrs.text("textAlign")
    return f"has-text-align-{align}" if align else ""


def link_color(call: BlockCall) -> str:
    """Return the class of a block whose links have a colour of their own."""
    return "has-link-color" if call.attrs.path("style", "elements", "link", "color", "text") else ""


def join_classes(*names: str) -> str:
    """Class names with one blank between them, empty ones left out."""
    return " ".join(name for name in names if name)


def target_of(call: BlockCall) -> str:
    return call.attrs.text("linkTarget", "_self")


def rel_of(call: BlockCall) -> str:
    """Return the attribute rel, with nothing before it; empty without one."""
    rel = call.attrs.text("rel")
    return f'rel="{esc_attr(rel)}"' if rel else ""


def avatar_image(
    email: str, size: int, ctx: RenderContext, *, alt: str = "", classes: str = "", style: str = ""
) -> str:
    """Return the picture of a mail address, empty where the site shows none (get_avatar)."""
    site = ctx.site
    if not site.show_avatars:
        return ""
    digest = hashlib.sha256(email.strip().lower().encode("utf-8", "surrogateescape")).hexdigest()

    def url(pixels: int) -> str:
        fallback = f"&d={site.avatar_default}" if site.avatar_default else ""
        return esc_url(f"{GRAVATAR}{digest}?s={pixels}{fallback}&r={site.avatar_rating}")

    names = join_classes(f"avatar avatar-{size} photo", classes)
    extra = f" style='{esc_attr(style)}'" if style else ""
    hints = " " if ctx.in_content else " loading='lazy' decoding='async'"
    return (
        f"<img alt='{esc_attr(alt)}' src='{url(size)}' srcset='{url(2 * size)} 2x' class='{esc_attr(names)}' "
        f"height='{size}' width='{size}'{extra}{hints}/>"
    )


def author_of(call: BlockCall) -> UserRecord | None:
    """Return the author of the block's post."""
    post = current_post(call)
    return call.ctx.lookup.user(post.author) if post and post.author else None
