"""[playlist]: a list of sounds or films for one player. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from typing import Any

from wirepress.core.markup.content_lookup import Attachment
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.images.tag import image_source
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.builtin.players import AUDIO_TYPES, VIDEO_TYPES
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, shortcode
from wirepress.core.php.json import PhpObject, encode

_NUMBERS = re.compile(r"[0-9]+")
_NO = ("", "0", "false", "off", "no")
_FACTS = ("artist", "album", "genre", "year", "length_formatted")


@shortcode("playlist")
def playlist(call: ShortcodeCall) -> str:
    """Empty when there is nothing to play."""
    family = "video" if call.get("type", "audio") == "video" else "audio"
    items = _items(call, family)
    if not items:
        return ""
    call.ctx.state.playlists += 1
    if call.ctx.in_feed:
        return "\n" + "".join(f"<a href='{esc_url(item.url)}'>{esc_html(item.title)}</a>\n" for item in items)
    style = call.get("style", "light")
    links = "".join(f"<li><a href='{esc_url(item.url)}'>{esc_html(item.title)}</a></li>" for item in items)
    size = ' width="640"' if family == "audio" else ' width="640" height="360"'
    current = '<div class="wp-playlist-current-item"></div>' if family == "audio" else ""
    return (
        f'<div class="wp-playlist wp-{family}-playlist wp-playlist-{esc_attr(style)}">\n\t{current}\n'
        f'\t<{family} controls="controls" preload="none"{size}></{family}>\n'
        '\t<div class="wp-playlist-next"></div>\n\t<div class="wp-playlist-prev"></div>\n'
        f"\t<noscript>\n\t<ol>{links}</ol>\n\t</noscript>\n"
        f'\t<script type="application/json" class="wp-playlist-script">{_data(call, family, items)}</script>\n</div>\n'
    )


def _items(call: ShortcodeCall, family: str) -> list[Attachment]:
    wanted = call.get("ids") or call.get("include")
    if not wanted:
        exclude = [int(number[:18]) for number in _NUMBERS.findall(call.get("exclude"))]
        return list(call.ctx.lookup.attachments(call.ctx.post_id, family, "menu_order ID", "asc", exclude))
    numbers = [int(number[:18]) for number in dict.fromkeys(_NUMBERS.findall(wanted))]
    call.ctx.lookup.read_attachments(numbers)
    found = (call.ctx.lookup.attachment(number) for number in numbers)
    return [item for item in found if item and item.mime.startswith(f"{family}/")]


def _yes(call: ShortcodeCall, name: str) -> bool:
    return call.get(name, "true").strip().lower() not in _NO


def _data(call: ShortcodeCall, family: str, items: list[Attachment]) -> str:
    data: dict[str, Any] = {
        "type": family,
        "tracklist": _yes(call, "tracklist"),
        "tracknumbers": _yes(call, "tracknumbers"),
        "images": _yes(call, "images"),
        "artists": _yes(call, "artists"),
        "tracks": [_track(item, family, call) for item in items],
    }
    return encode(data).decode("ascii").replace("</", "<\\/")


def _track(item: Attachment, family: str, call: ShortcodeCall) -> dict[str, Any]:
    types = AUDIO_TYPES if family == "audio" else VIDEO_TYPES
    meta = {name: str(item.data[name]) for name in _FACTS if item.data.get(name)}
    track: dict[str, Any] = {
        "src": item.url,
        "type": types.get(item.extension, item.mime),
        "title": item.title,
        "caption": item.caption,
        "description": item.description,
        "meta": PhpObject(meta),
    }
    if family == "video":
        width, height = item.width or 640, item.height or 360
        track["dimensions"] = {
            "original": {"width": width, "height": height},
            "resized": {"width": 640, "height": round(height * 640 / width)},
        }
    cover = item.data.get("image")
    picture = call.ctx.lookup.attachment(cover) if isinstance(cover, int) else None
    source = image_source(picture, "thumbnail", call.ctx) if picture else None
    if source:
        track["image"] = track["thumb"] = {"src": source.url, "width": source.width, "height": source.height}
    return track
