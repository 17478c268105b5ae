"""Image, gallery, button, file, cover and media-text: saved markup with live parts."""

from __future__ import annotations

import re

from wirepress.core.markup.blocks.lightbox import add_lightbox
from wirepress.core.markup.blocks.parts import current_post
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses.urls import esc_url

_COMMENT = re.compile(r"<!--(?:>|->|.*?--!?>)|<\?[^>]*>|<!(?!--|doctype)[^>]*>", re.DOTALL | re.IGNORECASE)


@renders("core/image")
def image(call: BlockCall) -> str:
    """An image block without a picture shows nothing."""
    tags = TagEditor(call.content)
    if not tags.next_tag("img") or not tags.text("src"):
        return ""
    data_id = call.attrs.raw.get("data-id")
    if data_id is not None:
        tags.set("data-id", str(data_id))
    content = tags.result()
    linked = call.attrs.text("linkDestination", "none") != "none"
    return content if linked or not call.attrs.path("lightbox", "enabled") else add_lightbox(content, call.ctx)


@renders("core/gallery")
def gallery(call: BlockCall) -> str:
    """Each gallery of a response has a class of its own for its gap."""
    tags = TagEditor(call.content)
    number = call.ctx.state.next_id("")
    if tags.next_tag():
        tags.add_class(f"wp-block-gallery-{number}")
    return tags.result()


@renders("core/button")
def button(call: BlockCall) -> str:
    """A button with nothing in its link but comments is not shown, nor is markup without a link or button at all."""
    tags = TagEditor(call.content)
    name = ""
    while name not in ("a", "button") and tags.next_tag():
        name = tags.name
    if not name or (name in ("a", "button") and _has_content(call.content, tags.end, name)):
        return call.content
    return ""


def _has_content(html: str, at: int, name: str) -> bool:
    """Whether anything but comments stands at `at` before the next tag `name`; a single blank counts."""
    while (comment := _COMMENT.match(html, at)) and comment.end() > at:
        at = comment.end()
    if at >= len(html) or re.compile(rf"</?{name}(?=[\s/>])", re.IGNORECASE).match(html, at):
        return False
    unfinished = re.compile(r"</?[a-z]", re.IGNORECASE).match(html, at)
    return unfinished is None or html.find(">", at) >= 0


@renders("core/cover")
def cover(call: BlockCall) -> str:
    """With the story's own picture as background, that picture is put in now."""
    attrs = call.attrs
    if attrs.text("backgroundType", "image") != "image" or not attrs.flag("useFeaturedImage"):
        return call.content
    post = current_post(call)
    picture = call.ctx.lookup.attachment(post.thumbnail) if post and post.thumbnail else None
    if not picture:
        return call.content
    tags = TagEditor(call.content)
    if attrs.flag("hasParallax") or attrs.flag("isRepeated"):
        if tags.next_tag():
            style = tags.text("style")
            separator = ";" if style and not style.endswith(";") else ""
            tags.set("style", f"{style}{separator}background-image:url('{esc_url(picture.url)}');")
        return tags.result()
    extra = {"class": "wp-block-cover__image-background", "data-object-fit": "cover"}
    image_html = attachment_image(picture, attrs.text("sizeSlug", "post-thumbnail"), call.ctx, extra)
    tags.next_tag()
    if tags.next_tag(class_name="wp-block-cover__inner-container"):
        tags.insert(tags.position, image_html)
        return tags.result()
    return call.content


@renders("core/media-text")
def media_text(call: BlockCall) -> str:
    """With the story's own picture as media, its address is put in now."""
    if not call.attrs.flag("useFeaturedImage"):
        return call.content
    post = current_post(call)
    picture = call.ctx.lookup.attachment(post.thumbnail) if post and post.thumbnail else None
    if not picture:
        return call.content
    tags = TagEditor(call.content)
    if not tags.next_tag(class_name="wp-block-media-text__media"):
        return call.content
    tags.insert(
        tags.end,
        f'<img alt="{esc_attr(picture.alt)}" class="wp-image-{picture.id} size-full" src="{esc_url(picture.url)}">',
    )
    return tags.result()
