"""The latest comments. WordPress 7.1 behaviour (core/latest-comments)."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.parts import NO_TITLE, avatar_image, format_date, iso_date, join_classes
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import CommentRecord
from wirepress.core.markup.excerpts.shorten import trim_words
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.text import autop

LIMIT: Final = 100
EXCERPT_WORDS: Final = 20


@renders("core/latest-comments")
def latest_comments(call: BlockCall) -> str:
    """Who said what where."""
    attrs = call.attrs
    comments = call.ctx.lookup.comments(None, max(1, min(attrs.number("commentsToShow", 5), LIMIT)), "desc")
    names = join_classes(
        "has-avatars" if attrs.flag("displayAvatar", True) else "",
        "has-dates" if attrs.flag("displayDate", True) else "",
        "has-excerpts" if _text_kind(call) != "none" else "",
        "" if comments else "no-comments",
    )
    attributes = wrapper(call, {"class": names} if names else {})
    if not comments:
        return f"<div {attributes}>No comments to show.</div>"
    items = "".join(_item(call, comment) for comment in comments)
    return f"<ol {attributes}>{items}</ol>"


def _text_kind(call: BlockCall) -> str:
    """`none`, `excerpt` or `full`; the older attribute knows the first two."""
    if "displayContent" in call.attrs:
        return call.attrs.text("displayContent", "excerpt")
    return "excerpt" if call.attrs.flag("displayExcerpt", True) else "none"


def _item(call: BlockCall, comment: CommentRecord) -> str:
    ctx, attrs = call.ctx, call.attrs
    base = "wp-block-latest-comments__comment"
    picture = ""
    if attrs.flag("displayAvatar", True):
        picture = avatar_image(comment.email, 48, ctx, classes=f"{base}-avatar")
    name = esc_html(comment.author or "Anonymous")
    if comment.author_url:
        who = f'<a class="{base}-author" href="{esc_url(comment.author_url)}">{name}</a>'
    else:
        who = f'<span class="{base}-author">{name}</span>'
    shown = pipeline.the_title(comment.post_title, ctx)
    title = (f"Protected: {shown}" if comment.protected else shown) or NO_TITLE
    where = f'<a class="{base}-link" href="{esc_url(comment.url)}">{title}</a>'
    when = ""
    if attrs.flag("displayDate", True):
        date = format_date(comment.date, ctx)
        when = f'<time datetime="{esc_attr(iso_date(comment.date, ctx))}" class="{base}-date">{date}</time>'
    meta = f'<footer class="{base}-meta">{who} on {where}{when}</footer>'
    return f'<li class="{base}">{picture}<article>{meta}{_text(call, comment, base)}</article></li>'


def _text(call: BlockCall, comment: CommentRecord, base: str) -> str:
    kind = _text_kind(call)
    if kind == "none":
        return ""
    if comment.protected:
        words = "Password protected"
    else:
        words = trim_words(comment.content, EXCERPT_WORDS) if kind == "excerpt" else comment.content
    return f'<div class="{base}-excerpt">{autop.autop(words)}</div>'
