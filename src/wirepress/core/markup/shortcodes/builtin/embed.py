"""[embed] and addresses that stand alone on a line. WordPress 7.1 behaviour (WP_Embed).

The addresses of files become players, addresses whose embed is known become that embed; nothing is fetched here.
"""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import urlsplit

from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.html.split import replace_in_html_tags
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.builtin.players import AUDIO_TYPES, VIDEO_TYPES
from wirepress.core.markup.shortcodes.parse import Attributes
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, leading_number, shortcode

_ALONE = re.compile(r"^([^\S\n]*+)(https?://[^\s<>\"]++)([^\S\n]*+)$", re.IGNORECASE | re.MULTILINE | re.ASCII)
_IN_ELEMENT = re.compile(r"(>\s*+)(https?://[^\s<>\"]++)(\s*</p>)", re.IGNORECASE | re.ASCII)
_PARAGRAPH = re.compile(r"<p(?: |\Z)", re.IGNORECASE)
_LINE_BREAK = "<!-- wp-line-break -->"
_AUDIO = re.compile(rf"https?://.+?\.({'|'.join(AUDIO_TYPES)})$", re.IGNORECASE)
_VIDEO = re.compile(rf"https?://.+?\.({'|'.join(VIDEO_TYPES)})$", re.IGNORECASE)
_OLD_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube\.com/(?:v|embed)/([^/]+)", re.IGNORECASE)


@shortcode("embed")
def drop_leftover_embed(call: ShortcodeCall) -> str:
    """By the time other shortcodes are expanded, embeds are done; what is left means nothing."""
    return ""


def run_embed_shortcodes(text: str, ctx: RenderContext) -> str:
    """Expand [embed] and nothing else."""
    from wirepress.core.markup.shortcodes.run import do_shortcode  # the table of shortcodes includes this one

    return do_shortcode(text, ctx, {"embed": _embed_shortcode}, ignore_html=True)


def autoembed(text: str, ctx: RenderContext) -> str:
    """Embed every address that has a line or a paragraph of its own."""
    if "://" not in text:
        return text
    text = replace_in_html_tags(text, {"\n": _LINE_BREAK})

    def embed_url(found: re.Match[str]) -> str:
        return found[1] + (render_embed(found[2], {}, ctx) or found[2]) + found[3]

    def in_paragraph(found: re.Match[str]) -> str:
        before = found.string.rfind(">", 0, found.start()) + 1
        return embed_url(found) if _PARAGRAPH.search(found.string, before, found.start()) else found[0]

    text = _IN_ELEMENT.sub(in_paragraph, _ALONE.sub(embed_url, text))
    return text.replace(_LINE_BREAK, "\n")


def render_embed(url: str, attrs: Attributes, ctx: RenderContext) -> str:
    """Return the embed of an address, empty when it is not known; of an old YouTube address at least its present form."""
    url = url.replace("&amp;", "&")  # as texts of writers without unfiltered HTML have it
    for pattern, name in ((_AUDIO, "audio"), (_VIDEO, "video")):
        if pattern.match(url):
            size = ""
            if name == "video" and attrs.get("width") and attrs.get("height"):
                size = f' width="{leading_number(attrs["width"])}" height="{leading_number(attrs["height"])}"'
            return f'[{name}{size} src="{esc_url(url)}" /]'
    old = _OLD_YOUTUBE.match(url)
    if old:
        url, attrs = f"https://youtube.com/watch?v={old[1]}", {}
    width = ctx.theme.content_width or 500
    usual: dict[int | str, Any] = {"width": width, "height": min(math.ceil(width * 1.5), 1000)}
    found = ctx.lookup.oembed(url, {**usual, **attrs}, ctx.post_id)
    if found is None and _is_own(url, ctx):
        found = ctx.lookup.embed_card(url, leading_number(attrs.get("width"), width))
    return found or (url if old else "")


def _is_own(url: str, ctx: RenderContext) -> bool:
    """Return whether the address may be one of the site's stories."""
    try:
        host, own = (urlsplit(address).netloc.lower().removeprefix("www.") for address in (url, ctx.site.home_url))
    except ValueError:
        return False
    return host == own


def has_embeds(text: str) -> bool:
    """Return whether a text may hold something that is embedded."""
    return "[embed" in text or ("://" in text and bool(_ALONE.search(text) or _IN_ELEMENT.search(text)))


def _embed_shortcode(call: ShortcodeCall) -> str:
    """An address that cannot be embedded becomes a link."""
    url = (call.content or call.get("src")).strip()
    if not url:
        return ""
    return render_embed(url, call.attrs, call.ctx) or _linked(url.replace("&amp;", "&"))


def _linked(url: str) -> str:
    return f'<a href="{esc_url(url)}">{esc_html(url)}</a>'
