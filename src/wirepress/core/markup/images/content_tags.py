"""Dimensions, srcset and loading hints for the images and frames of a text. WordPress 7.1 behaviour (wp_filter_content_tags)."""

from __future__ import annotations

import re

from wirepress.core.markup.content_lookup import Attachment
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.images.loading import loading_attributes
from wirepress.core.markup.images.srcset import HTML_BLANKS, build_srcset, measures_itself, sizes_attribute
from wirepress.core.markup.images.tag import dimension_attributes

_TAG = re.compile(r"<(img|iframe)\s[^>]+>", re.ASCII)
_ID = re.compile(r"wp-image-([0-9]+)", re.IGNORECASE)
_SRC = re.compile(r"src=\"([^\"]+)\"")
_STYLE_WIDTH = re.compile(r"style=\"width:\s*([0-9]+)px;\"")
_DIMENSION = {name: re.compile(rf" {name}=[\"']([0-9]+)[\"']") for name in ("width", "height")}
_WORD = {name: re.compile(rf" {name}=[\"']([A-Za-z]+)[\"']") for name in ("loading", "fetchpriority", "decoding")}
_SPECIAL_EDIT = re.compile(r"-e([0-9]{13})")


def filter_content_tags(text: str, ctx: RenderContext) -> str:
    """Return the text with every image and frame completed; equal tags are treated once."""
    end = text.rfind(">") + 1
    if not end:
        return text
    done: dict[str, str] = {}
    ctx.lookup.read_attachments({int(number[:18]) for number in _ID.findall(text)})

    def complete(found: re.Match[str]) -> str:
        tag = found[0]
        if tag not in done:
            done[tag] = _image(tag, ctx) if found[1] == "img" else _frame(tag, ctx)
        return done[tag]

    return _TAG.sub(complete, text[:end]) + text[end:]


def _image(tag: str, ctx: RenderContext) -> str:
    found = _ID.search(tag)
    number = int(found[1][:18]) if found else 0
    if number > 0:
        picture = ctx.lookup.attachment(number)
        if picture:
            if " width=" not in tag and " height=" not in tag:
                tag = _with_dimensions(tag, picture)
            if " srcset=" not in tag:
                tag = _with_srcset(tag, picture, ctx)
    return with_auto_sizes(with_loading(tag, ctx))


def _source(tag: str) -> str:
    found = _SRC.search(tag)
    return found[1].partition("?")[0] if found else ""


def _natural_size(src: str, picture: Attachment) -> tuple[int, int] | None:
    """Return the pixels of the file that the address names."""
    if picture.file and picture.file.rpartition("/")[2] in src:
        return picture.width, picture.height
    name = src.rpartition("/")[2]
    for size in picture.sizes.values():
        if size.file == name:
            return size.width, size.height
    return None


def _with_dimensions(tag: str, picture: Attachment) -> str:
    size = _natural_size(_source(tag), picture)
    if not size or not size[0]:
        return tag
    width, height = size
    shown = _STYLE_WIDTH.search(tag)
    if shown:
        height = int(height * int(shown[1]) / width + 0.5)
        width = int(shown[1])
    return tag.replace("<img", f"<img {dimension_attributes(width, height).strip()}")


def _with_srcset(tag: str, picture: Attachment, ctx: RenderContext) -> str:
    src = _source(tag)
    edited = _SPECIAL_EDIT.search(picture.file)
    if not src or (edited and edited[0] not in src.rpartition("/")[2]):
        return tag
    width, height = (_number(_DIMENSION[name], tag) for name in ("width", "height"))
    if not width or not height:
        width, height = _natural_size(src, picture) or (0, 0)
    if not width or not height:
        return tag
    files = build_srcset(picture, src, width, height, ctx.site)
    inside = tag[5:-1].rstrip("/ ")
    if not files or not tag.startswith("<img ") or not inside:
        return tag
    added = f' srcset="{esc_attr(files)}"'
    if " sizes=" not in tag:
        added += f' sizes="{esc_attr(sizes_attribute(width))}"'
    return f"<img {inside}{added} />"


def _number(pattern: re.Pattern[str], tag: str) -> int:
    found = pattern.search(tag)
    return int(found[1][:18]) if found else 0


def _words(tag: str) -> dict[str, str]:
    return {name: found[1] for name, pattern in _WORD.items() if (found := pattern.search(tag))}


def with_loading(tag: str, ctx: RenderContext, *, whole_template: bool = False) -> str:
    """The image with its loading hints; none for a page's `whole_template`, whose parts get their own."""
    if whole_template:
        return tag
    present = _words(tag)
    width, height = (_number(_DIMENSION[name], tag) for name in ("width", "height"))
    hints = loading_attributes("img", width, height, present, ctx)
    if ' src="' not in tag:
        return tag
    if "decoding" not in present:
        tag = tag.replace("<img", f'<img decoding="{hints["decoding"]}"')
    if ' width="' not in tag or ' height="' not in tag:
        return tag
    for name in ("loading", "fetchpriority"):
        if name not in present and name in hints:
            tag = tag.replace("<img", f'<img {name}="{hints[name]}"')
    return tag


def with_auto_sizes(tag: str) -> str:
    """A lazy image lets the browser measure the place that it has."""
    tags = TagEditor(tag)
    if not tags.next_tag("img") or tags.text("loading").strip(HTML_BLANKS).lower() != "lazy":
        return tag
    sizes = tags.get("sizes")
    if not tags.text("width") or not isinstance(sizes, str) or measures_itself(sizes):
        return tag
    tags.set("sizes", f"auto, {sizes}")
    return tags.result()


def _frame(tag: str, ctx: RenderContext) -> str:
    if " loading=" in tag or ' data-secret="' in tag or ' src="' not in tag:
        return tag
    if ' width="' not in tag or ' height="' not in tag:
        return tag
    width, height = (_number(_DIMENSION[name], tag) for name in ("width", "height"))
    hints = loading_attributes("iframe", width, height, _words(tag), ctx)
    return tag.replace("<iframe", f'<iframe loading="{hints["loading"]}"') if "loading" in hints else tag
