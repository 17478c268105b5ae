"""The <img> of a media item in one of its sizes. WordPress 7.1 behaviour (wp_get_attachment_image)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wirepress.core.markup.content_lookup import Attachment
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.images.loading import loading_attributes
from wirepress.core.markup.images.srcset import build_srcset, measures_itself, scale_to_fit, sizes_attribute


@dataclass(frozen=True, slots=True)
class ImageSource:
    """The file that shows a size: address, pixels, and whether it is one of the generated sizes."""

    url: str
    width: int
    height: int
    generated: bool = False


def image_source(picture: Attachment, size: str | tuple[int, int], ctx: RenderContext) -> ImageSource | None:
    """Return the best file for a size; None for what is not an image."""
    if not picture.is_image:
        return None
    if isinstance(size, tuple):
        return _source_for_box(picture, size)
    found = picture.sizes.get(size)
    width, height, url = picture.width, picture.height, picture.url
    if found:
        width, height = found.width, found.height
        url = f"{picture.url.rpartition('/')[0]}/{found.file}"
    limits = _limits(size, ctx)
    if width and height and limits != (0, 0):
        width, height = scale_to_fit(width, height, *limits)
    return ImageSource(url, width, height, found is not None)


def attachment_image(
    picture: Attachment,
    size: str | tuple[int, int],
    ctx: RenderContext,
    extra: Mapping[str, str] | None = None,
    *,
    optimize: bool = False,
) -> str:
    """Return the tag, empty for what is not an image. `optimize` adds loading hints: images of a story's text get theirs later."""
    source = image_source(picture, size, ctx)
    if not source:
        return ""
    name = size if isinstance(size, str) else f"{size[0]}x{size[1]}"
    attributes = {
        "src": source.url,
        "class": f"attachment-{name} size-{name}",
        "alt": strip_all_tags(picture.alt).strip(),
        **(extra or {}),
    }
    if optimize:
        attributes.update(loading_attributes("img", source.width, source.height, attributes, ctx))
    if "srcset" not in attributes:
        files = build_srcset(picture, source.url, source.width, source.height, ctx.site)
        if files:
            attributes["srcset"] = files
            attributes.setdefault("sizes", sizes_attribute(source.width))
    if attributes.get("loading") == "lazy" and "sizes" in attributes and not measures_itself(attributes["sizes"]):
        attributes["sizes"] = f"auto, {attributes['sizes']}"
    pairs = "".join(f' {key}="{esc_attr(value)}"' for key, value in attributes.items())
    return f"<img {dimension_attributes(source.width, source.height)}".rstrip() + f"{pairs} />"


def dimension_attributes(width: int, height: int) -> str:
    """Return the attributes width and height, each only when known, with a blank behind each."""
    return (f'width="{width}" ' if width else "") + (f'height="{height}" ' if height else "")


def _limits(size: str, ctx: RenderContext) -> tuple[int, int]:
    """Return the box into which an image of that size must fit."""
    if size not in ctx.site.attachment_sizes:
        return 0, 0
    width, height = ctx.site.attachment_sizes[size]
    if size == "large" and ctx.theme.content_width:
        width = min(width, ctx.theme.content_width)
    return width, height


def _source_for_box(picture: Attachment, box: tuple[int, int]) -> ImageSource:
    """Return the smallest generated size of the same shape that fills the box, else the full file scaled to it."""
    folder = picture.url.rpartition("/")[0]
    best = None
    for size in picture.sizes.values():
        if size.width >= box[0] and size.height >= box[1] and (best is None or size.width < best.width):
            best = size
    if best:
        return ImageSource(f"{folder}/{best.file}", *scale_to_fit(best.width, best.height, *box), True)
    return ImageSource(picture.url, *scale_to_fit(picture.width or box[0], picture.height or box[1], *box))
