"""The conversation under a post, laid out by blocks. WordPress 7.1 behaviour (core/comments and what stands in it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.core.markup.blocks.dynamic.site import heading
from wirepress.core.markup.blocks.parts import (
    current_post,
    format_date,
    iso_date,
    join_classes,
    link_color,
    post_title,
    target_of,
    text_align,
    time_ago,
)
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import CommentRecord
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.links.parse_url import parse_url
from wirepress.core.markup.text.comment_text import comment_text

DEPTH_MAX: Final = 10
Answers = dict[int, list[CommentRecord]]


def _classes(*names: str) -> dict[str, str]:
    found = join_classes(*names)
    return {"class": found} if found else {}


@renders("core/comments", "core/post-comments")
def comments(call: BlockCall) -> str:
    """Nothing under a post that has no comments and takes none."""
    post = current_post(call)
    if post is None or post.password or (not post.comment_count and post.comment_status != "open"):
        return ""
    return call.content


@renders("core/comments-title")
def comments_title(call: BlockCall) -> str:
    """How many answers the post has."""
    post, attrs = current_post(call), call.attrs
    if post is None or post.password or not post.comment_count:
        return ""
    number = post.comment_count
    named = attrs.flag("showPostTitle", True)
    counted = attrs.flag("showCommentsCount", True)
    title = f"&#8220;{post_title(post, call.ctx)}&#8221;"
    if counted:
        text = f"{number} response{'s' if number != 1 else ''}" + (f" to {title}" if named else "")
        text = text if number != 1 or not named else f"One response to {title}"
    else:
        text = f"Response{'s' if number != 1 else ''}" + (f" to {title}" if named else "")
    tag = heading(attrs.number("level", 2))
    return f"<{tag} {wrapper(call, {'id': 'comments'} | _classes(text_align(call)))}>{text}</{tag}>"


@renders("core/comment-template", own_inner=True)
def comment_template(call: BlockCall) -> str:
    """The inner blocks once for every comment, answers below what they answer."""
    post = current_post(call)
    if post is None or post.password:
        return ""
    found = call.ctx.lookup.comments(post.id, 0, "asc")
    if not found:
        return ""
    known = {comment.id for comment in found}
    threaded = call.ctx.site.comments_threaded
    answers: Answers = {}
    for comment in found:
        answers.setdefault(comment.parent if threaded and comment.parent in known else 0, []).append(comment)
    depth = min(call.ctx.site.comments_depth, DEPTH_MAX)
    return f"<ol {wrapper(call)}>{_items(call, answers, answers.get(0, []), 1, depth)}</ol>"


def _items(call: BlockCall, answers: Answers, level: Sequence[CommentRecord], depth: int, limit: int) -> str:
    items = []
    for place, comment in enumerate(level):
        inner = call.inner({"commentId": comment.id})
        below = answers.get(comment.id, [])
        more = f"<ol>{_items(call, answers, below, depth + 1, limit)}</ol>" if below and depth < limit else ""
        even = "even" if place % 2 == 0 else "odd alt"
        names = f"{comment.type} {even} depth-{depth}"
        items.append(f'<li id="comment-{comment.id}" class="{esc_attr(names)}">{inner}{more}</li>')
        if below and depth >= limit:
            items.append(_items(call, answers, below, depth, limit))
    return "".join(items)


def _comment(call: BlockCall) -> CommentRecord | None:
    number = call.scope.get("commentId")
    return call.ctx.lookup.comment(number) if isinstance(number, int) else None


@renders("core/comment-author-name")
def author_name(call: BlockCall) -> str:
    """Who wrote the comment."""
    comment = _comment(call)
    if comment is None:
        return ""
    name = esc_html(comment.author or "Anonymous")
    if call.attrs.flag("isLink", True) and comment.author_url:
        name = f'<a rel="external nofollow ugc" href="{esc_url(comment.author_url)}" target="{esc_attr(target_of(call))}" >{name}</a>'
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{name}</div>"


@renders("core/comment-content")
def content(call: BlockCall) -> str:
    """What the comment says."""
    comment = _comment(call)
    if comment is None or not comment.content:
        return ""
    site = call.ctx.site
    host = str((parse_url(site.home_url) or {}).get("host", ""))
    text = comment_text(comment.content, hosts=[host], smilies=site.use_smilies, site_url=site.base_url)
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{text}</div>"


@renders("core/comment-date")
def date(call: BlockCall) -> str:
    """When it was written."""
    comment, ctx = _comment(call), call.ctx
    if comment is None or comment.date is None:
        return ""
    template = call.attrs.text("format")
    shown = time_ago(comment.date, ctx.now) if template == "human-diff" else format_date(comment.date, ctx, template)
    if call.attrs.flag("isLink", True):
        shown = f'<a href="{esc_url(comment.url)}">{shown}</a>'
    body = f'<time datetime="{esc_attr(iso_date(comment.date, ctx))}">{shown}</time>'
    return f"<div {wrapper(call, _classes(link_color(call)))}>{body}</div>"


@renders("core/post-comments-count")
def comments_count(call: BlockCall) -> str:
    """The bare number of comments."""
    post = current_post(call)
    return f"<div {wrapper(call, _classes(text_align(call)))}>{post.comment_count}</div>" if post else ""


@renders("core/post-comments-link")
def comments_link(call: BlockCall) -> str:
    """A link to the conversation, or to where it may begin."""
    post = current_post(call)
    if post is None or (post.comment_status != "open" and not post.comment_count):
        return ""
    number = post.comment_count
    text = "No comments" if not number else f"{number} comment{'s' if number != 1 else ''}"
    name = f'<span class="screen-reader-text"> on {post_title(post, call.ctx)}</span>'
    anchor = "#comments" if number else "#respond"
    return (
        f"<div {wrapper(call, _classes(text_align(call)))}><a href={esc_url(post.url + anchor)}>{text}{name}</a></div>"
    )


@renders(
    "core/comment-edit-link",
    "core/comment-reply-link",
    "core/post-comments-form",
    "core/comments-pagination",
    "core/comments-pagination-next",
    "core/comments-pagination-previous",
    "core/comments-pagination-numbers",
)
def only_on_pages(call: BlockCall) -> str:
    """Answering, editing and paging happen on the site's own pages, whose theme shows them."""
    return ""
