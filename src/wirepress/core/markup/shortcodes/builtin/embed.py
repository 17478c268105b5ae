"""[embed] and addresses that stand alone on a line. WordPress 7.1 behaviour (WP_Embed).

The addresses of files become players, addresses whose embed is known become that embed; nothing is fetched here.
"""

from __future__ import annotations

import re

from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.html.split import replace_in_html_tags
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.builtin.players import AUDIO_TYPES, VIDEO_TYPES
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, shortcode, whole

_ALONE = re.compile(r"^([^\S\n]*+)(https?://[^\s<>\"]++)([^\S\n]*+)$", re.IGNORECASE | re.MULTILINE | re.ASCII)
_IN_ELEMENT = re.compile(r"(>\s*+)(https?://[^\s<>\"]++)(\s*</p>)", re.IGNORECASE | re.ASCII)
_PARAGRAPH = re.compile(r"<p(?: |\Z)", re.IGNORECASE)
_LINE_BREAK = "<!-- wp-line-break -->"
_AUDIO = re.compile(rf"https?://.+?\.({'|'.join(AUDIO_TYPES)})$", re.IGNORECASE)
_VIDEO = re.compile(rf"https?://.+?\.({'|'.join(VIDEO_TYPES)})$", re.IGNORECASE)
_OLD_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube\.com/(?:v|embed)/([^/]+)", re.IGNORECASE)


@shortcode("embed")
def left_over(call: ShortcodeCall) -> str:
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
        return found[1] + (embed(found[2], {}, ctx) or found[2]) + found[3]

    def in_paragraph(found: re.Match[str]) -> str:
        before = found.string.rfind(">", 0, found.start()) + 1
        return embed_url(found) if _PARAGRAPH.search(found.string, before, found.start()) else found[0]

    text = _IN_ELEMENT.sub(in_paragraph, _ALONE.sub(embed_url, text))
    return text.replace(_LINE_BREAK, "\n")


def embed(url: str, attrs: dict[str, str], ctx: RenderContext) -> str:
    """The embed of an address, empty when it is not known; of an old YouTube address at least its present form."""
    for pattern, name in ((_AUDIO, "audio"), (_VIDEO, "video")):
        if pattern.match(url):
            size = ""
            if name == "video" and attrs.get("width") and attrs.get("height"):
                size = f' width="{whole(attrs["width"])}" height="{whole(attrs["height"])}"'
            return f'[{name}{size} src="{esc_url(url)}" /]'
    old = _OLD_YOUTUBE.match(url)
    if old:
        url = f"https://youtube.com/watch?v={old[1]}"
    width = whole(attrs.get("width")) or ctx.theme.content_width or 500
    height = whole(attrs.get("height")) or min(int(width * 1.5), 1000)
    return ctx.lookup.oembed(url, width, height, ctx.post_id) or (url if old else "")


def _embed_shortcode(call: ShortcodeCall) -> str:
    """An address that cannot be embedded becomes a link."""
    url = (call.content or call.get("src")).strip().replace("&amp;", "&")
    if not url:
        return ""
    named = {key: value for key, value in call.attrs.items() if isinstance(key, str)}
    return embed(url, named, call.ctx) or f'<a href="{esc_url(url)}">{esc_html(url)}</a>'
