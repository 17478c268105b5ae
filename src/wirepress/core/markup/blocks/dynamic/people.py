"""The people behind posts and comments. WordPress 7.1 behaviour."""

from __future__ import annotations

from wirepress.core.markup.blocks.parts import author_of, avatar_image, join_classes, link_color, target_of, text_align
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import UserRecord
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url


def _classes(*names: str) -> dict[str, str]:
    found = join_classes(*names)
    return {"class": found} if found else {}


@renders("core/post-author")
def post_author(call: BlockCall) -> str:
    """Picture, by-line, name and words about the author."""
    user, attrs = author_of(call), call.attrs
    if user is None:
        return ""
    base = "wp-block-post-author"
    picture = ""
    if attrs.flag("showAvatar", True) and (image := avatar_image(user.email, attrs.number("avatarSize", 48), call.ctx)):
        picture = f'<div class="{base}__avatar">{image}</div>'
    byline = f'<p class="{base}__byline">{esc_html(attrs.text("byline"))}</p>' if attrs.text("byline") else ""
    name = esc_html(user.name)
    if attrs.flag("isLink"):
        name = f'<a href="{esc_url(user.url)}" target="{esc_attr(target_of(call))}">{name}</a>'
    about = f'<p class="{base}__bio">{user.description}</p>' if attrs.flag("showBio") else ""
    body = f'{picture}<div class="{base}__content">{byline}<p class="{base}__name">{name}</p>{about}</div>'
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{body}</div>"


@renders("core/post-author-name")
def post_author_name(call: BlockCall) -> str:
    """Return the name of the post's author, as a link where the block asks for one."""
    user = author_of(call)
    if user is None:
        return ""
    name = esc_html(user.name)
    if call.attrs.flag("isLink"):
        name = f'<a href="{esc_url(user.url)}" target="{esc_attr(target_of(call))}" class="wp-block-post-author-name__link">{name}</a>'
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{name}</div>"


@renders("core/post-author-biography")
def post_author_biography(call: BlockCall) -> str:
    """The words about the author."""
    user = author_of(call)
    if user is None or not user.description:
        return ""
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{user.description}</div>"


@renders("core/avatar")
def avatar_block(call: BlockCall) -> str:
    """The picture of a commenter, of the named person or of the post's author."""
    attrs, ctx = call.attrs, call.ctx
    size = attrs.number("size", 96)
    number = call.scope.get("commentId")
    if isinstance(number, int):
        comment = ctx.lookup.comment(number)
        if comment is None:
            return ""
        return _avatar(call, comment.email, comment.author, comment.author_url, size)
    chosen = attrs.number("userId")
    user: UserRecord | None = ctx.lookup.user(chosen) if chosen else author_of(call)
    return _avatar(call, user.email, user.name, user.url, size) if user else ""


def _avatar(call: BlockCall, email: str, name: str, url: str, size: int) -> str:
    image = avatar_image(email, size, call.ctx, alt=f"{name} Avatar", classes="wp-block-avatar__image")
    if not image:
        return ""
    if call.attrs.flag("isLink") and url:
        target = target_of(call)
        label = ' aria-label="(opens in a new tab)"' if target == "_blank" else ""
        image = f'<a href="{esc_url(url)}" target="{esc_attr(target)}"{label} class="wp-block-avatar__link">{image}</a>'
    return f"<div {wrapper(call, skip=('border',))}>{image}</div>"
