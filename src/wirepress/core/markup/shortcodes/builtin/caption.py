"""[caption]: an image with a line of text below it. WordPress 7.1 behaviour; 6.8 repeats ids of repeated captions."""

from __future__ import annotations

import re

from wirepress.core.markup import kses
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, leading_number, shortcode

_IMAGE = re.compile(r"<img [^>]+>", re.IGNORECASE)
_LINK_END = re.compile(r"\s*</a>", re.IGNORECASE)
_LINK_START = re.compile(r"<a [^>]", re.IGNORECASE)
_NOT_CLASS = re.compile(r"[^A-Za-z0-9_-]|%[a-fA-F0-9][a-fA-F0-9]")
_OLD_MARGIN = 10  # pixels that captions add in themes without HTML5 captions


@shortcode("caption", "wp_caption")
def caption(call: ShortcodeCall) -> str:
    """Without a width or without words only the image is left."""
    content = call.content or ""
    words = call.attrs.get("caption")
    if words is None:
        content, words = split_image(content)
    elif "<" in words:
        words = kses.post(words)
    width = leading_number(call.get("width"))
    if width < 1 or words in ("", "0"):
        return content
    from wirepress.core.markup.shortcodes.run import do_shortcode  # the table of shortcodes includes this one

    html5 = call.ctx.theme.html5_caption
    element_id, caption_id = _ids(call)
    id_attr = f'id="{esc_attr(element_id)}" ' if element_id else ""
    caption_attr = f'id="{esc_attr(caption_id)}" ' if caption_id else ""
    described = f'aria-describedby="{esc_attr(caption_id)}" ' if caption_id else ""
    names = esc_attr(f"wp-caption {call.get('align', 'alignnone')} {call.get('class')}".strip())
    style = f'style="width: {width if html5 else width + _OLD_MARGIN}px" '
    picture = do_shortcode(content, call.ctx)
    if html5:
        line = f'<figcaption {caption_attr}class="wp-caption-text">{words}</figcaption>'
        return f'<figure {id_attr}{described}{style}class="{names}">{picture}{line}</figure>'
    picture = picture.replace("<img ", f"<img {described}")
    line = f'<p {caption_attr}class="wp-caption-text">{words}</p>'
    return f'<div {id_attr}{style}class="{names}">{picture}{line}</div>'


def split_image(content: str) -> tuple[str, str]:
    """Return the first image with the link around it, and the text behind; the content and "" when there is no image."""
    end = content.rfind(">") + 1
    image = _IMAGE.search(content, 0, end)
    if not image:
        return content, ""
    start = image.start()
    before = content[:start].rstrip()
    if before.endswith(">"):
        tag_from = before.rfind(">", 0, len(before) - 1) + 1
        link = _LINK_START.search(before, tag_from)
        start = link.start() if link else start
    link_end = _LINK_END.match(content, image.end())
    stop = link_end.end() if link_end else image.end()
    return content[start:stop], content[stop:].strip(" \t\n\r\0\x0b")


def _ids(call: ShortcodeCall) -> tuple[str, str]:
    """Return ids of the whole and of its line; numbered from the second of the same id in a response on."""
    element_id = _NOT_CLASS.sub("", call.get("id"))
    given = _NOT_CLASS.sub("", call.get("caption_id"))
    caption_id = given or (f"caption-{element_id.replace('_', '-')}" if element_id else "")
    return _unique(element_id, call.ctx), _unique(caption_id, call.ctx)


def _unique(name: str, ctx: RenderContext) -> str:
    if not name or not ctx.modern:
        return name
    count = ctx.state.captions[name] = ctx.state.captions.get(name, 0) + 1
    return name if count == 1 else f"{name}-{count}"
