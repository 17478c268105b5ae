"""[gallery]: images in columns. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.core.markup.content_lookup import Attachment, Order
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses.policy import elements_of
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, leading_number, shortcode
from wirepress.core.markup.text.texturize import texturize

_NUMBERS = re.compile(r"[0-9]+")
_NOT_TAG = re.compile(r"[^a-zA-Z0-9-_:]")
_NOT_CLASS = re.compile(r"[^A-Za-z0-9_-]")
_SORT_KEYS = {
    "title": lambda item: item.title.lower(),
    "id": lambda item: item.id,
    "menu_order id": lambda item: item.id,
}


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which tags the gallery is made of, and its id."""

    item: str
    icon: str
    caption: str
    selector: str


@shortcode("gallery")
def gallery(call: ShortcodeCall) -> str:
    """Empty when there is no image to show."""
    call.ctx.state.galleries += 1
    number = call.ctx.state.galleries
    post_id = leading_number(call.attrs.get("id"), call.ctx.post_id)
    pictures = _pictures(call, post_id)
    if not pictures:
        return ""
    size = call.get("size", "thumbnail")
    if call.ctx.in_feed:
        return "\n" + "".join(f"{_in_feed(item, size, call)}\n" for item in pictures)
    shape = _shape(call, f"gallery-{number}")
    columns = leading_number(call.attrs.get("columns"), 3)
    names = f"gallery galleryid-{post_id} gallery-columns-{columns} gallery-size-{_NOT_CLASS.sub('', size)}"
    pieces = [_style(shape, columns, call), f"<div id='{shape.selector}' class='{names}'>"]
    for place, item in enumerate(pictures, 1):
        pieces.append(_item(item, size, shape, call))
        if _breaks(call) and columns > 0 and place % columns == 0:
            pieces.append('<br style="clear: both" />')
    if _breaks(call) and columns > 0 and len(pictures) % columns:
        pieces.append("\n\t\t\t<br style='clear: both' />")
    pieces.append("\n\t\t</div>\n")
    return "".join(pieces)


def _breaks(call: ShortcodeCall) -> bool:
    """Themes without HTML5 galleries need line breaks between rows."""
    return not call.ctx.theme.html5_gallery


def _pictures(call: ShortcodeCall, post_id: int) -> Sequence[Attachment]:
    order: Order = "desc" if call.get("order", "ASC").upper() == "DESC" else "asc"
    orderby = call.get("orderby")
    ids = call.get("ids")
    include = ids or call.get("include")
    if not include:
        exclude = [int(number[:18]) for number in _NUMBERS.findall(call.get("exclude"))]
        return call.ctx.lookup.attachments(post_id, "image", orderby or "menu_order ID", order, exclude)
    found = []
    numbers = [int(number[:18]) for number in dict.fromkeys(_NUMBERS.findall(include))]
    call.ctx.lookup.read_attachments(numbers)
    for number in numbers:
        item = call.ctx.lookup.attachment(number)
        if item and item.is_image:
            found.append(item)
    key = _SORT_KEYS.get((orderby or ("" if ids else "menu_order ID")).lower())
    return sorted(found, key=key, reverse=order == "desc") if key else found


def _shape(call: ShortcodeCall, selector: str) -> _Shape:
    html5 = call.ctx.theme.html5_gallery
    defaults = ("figure", "div", "figcaption") if html5 else ("dl", "dt", "dd")
    allowed = elements_of("post")
    tags = []
    for name, default in zip(("itemtag", "icontag", "captiontag"), defaults, strict=True):
        tag = _NOT_TAG.sub("", call.get(name, default)).lower()
        tags.append(tag if tag in allowed else default)
    return _Shape(tags[0], tags[1], tags[2], selector)


def _item(item: Attachment, size: str, shape: _Shape, call: ShortcodeCall) -> str:
    words = item.caption.strip()
    described = {"aria-describedby": f"{shape.selector}-{item.id}"} if words else {}
    link = call.get("link")
    if link == "none":
        picture = attachment_image(item, size, call.ctx, described)
    else:
        picture = _linked(item, size, call, described, page=link != "file")
    shown = ""
    if item.width and item.height:
        shown = "portrait" if item.height > item.width else "landscape"
    line = ""
    if shape.caption and words:
        caption_id = f"{shape.selector}-{item.id}"
        line = (
            f"\n\t\t\t\t<{shape.caption} class='wp-caption-text gallery-caption' id='{caption_id}'>\n\t\t\t\t"
            f"{texturize(item.caption)}\n\t\t\t\t</{shape.caption}>"
        )
    return (
        f"<{shape.item} class='gallery-item'>\n\t\t\t<{shape.icon} class='gallery-icon {shown}'>\n\t\t\t\t{picture}"
        f"\n\t\t\t</{shape.icon}>{line}</{shape.item}>"
    )


def _in_feed(item: Attachment, size: str, call: ShortcodeCall) -> str:
    """A picture in a feed leads to its file where the gallery says what it leads to, else to its page (WordPress 7.1 behaviour)."""
    if call.get("link") == "none":
        return attachment_image(item, size, call.ctx, {})
    return _linked(item, size, call, {}, page=not call.get("link"))


def _linked(item: Attachment, size: str, call: ShortcodeCall, extra: dict[str, str], *, page: bool) -> str:
    picture = attachment_image(item, size, call.ctx, extra)
    url = item.page_url if page else item.url
    return f"<a href='{esc_url(url)}'>{picture or esc_attr(item.title)}</a>"


def _style(shape: _Shape, columns: int, call: ShortcodeCall) -> str:
    """Rules of the old look, for themes without HTML5 galleries."""
    if not _breaks(call):
        return ""
    width = 100 // columns if columns > 0 else 100
    name = f"#{shape.selector}"
    rules = (
        (f"{name}", "margin: auto;"),
        (
            f"{name} .gallery-item",
            f"float: left;\n\t\t\t\tmargin-top: 10px;\n\t\t\t\ttext-align: center;\n\t\t\t\twidth: {width}%;",
        ),
        (f"{name} img", "border: 2px solid #cfcfcf;"),
        (f"{name} .gallery-caption", "margin-left: 0;"),
    )
    body = "".join(f"\n\t\t\t{selector} {{\n\t\t\t\t{text}\n\t\t\t}}" for selector, text in rules)
    return f'\n\t\t<style type="text/css">{body}\n\t\t</style>\n\t\t'
