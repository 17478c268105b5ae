"""[audio] and [video]: a browser player for files. WordPress 7.1 behaviour; 6.8 writes one more comment for old browsers."""

from __future__ import annotations

from wirepress.core.markup.content_lookup import Attachment
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, leading_number, shortcode

AUDIO_TYPES = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "flac": "audio/flac", "m4a": "audio/mpeg", "wav": "audio/wav"}
VIDEO_TYPES = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "flv": "video/x-flv",
}
_FALSE = ("", "0", "false", "off", "no")


@shortcode("audio")
def audio(call: ShortcodeCall) -> str:
    """A player for `src` or an attribute named like a file type, else for the first sound attached to the post."""
    call.ctx.state.audios += 1
    number = call.ctx.state.audios
    sources, plain = _sources(call, AUDIO_TYPES, "audio")
    if plain:
        return f'<a class="wp-embedded-audio" href="{esc_url(plain)}">{esc_html(plain)}</a>'
    if not sources:
        return ""
    attributes = {
        "class": call.get("class", "wp-audio-shortcode"),
        "id": f"audio-{call.ctx.post_id}-{number}",
        **_switches(call, ("loop", "autoplay")),
        "preload": call.get("preload", "none"),
        "style": call.get("style", "width: 100%;"),
        **_switches(call, ("muted",)),
    }
    return _old_browsers(call, "audio", number) + _player("audio", attributes, sources, number, call)


@shortcode("video")
def video(call: ShortcodeCall) -> str:
    """A player for `src` or an attribute named like a file type, else for the first film attached to the post."""
    call.ctx.state.videos += 1
    number = call.ctx.state.videos
    sources, plain = _sources(call, VIDEO_TYPES, "video")
    if plain:
        return f'<a class="wp-embedded-video" href="{esc_url(plain)}">{esc_html(plain)}</a>'
    if not sources:
        return ""
    width, height = _video_size(call)
    poster = call.get("poster")
    attributes = {
        "class": call.get("class", "wp-video-shortcode"),
        "id": f"video-{call.ctx.post_id}-{number}",
        "width": str(width),
        "height": str(height),
        **({"poster": esc_url(poster)} if poster else {}),
        **_switches(call, ("loop", "autoplay", "muted")),
        "preload": call.get("preload", "metadata"),
    }
    inside = _old_browsers(call, "video", number) + _player("video", attributes, sources, number, call)
    return f'<div style="width: {width}px;" class="wp-video">{inside}</div>'


def file_extension(url: str) -> str:
    """Return a file's type by its name, lower case."""
    name = url.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _video_size(call: ShortcodeCall) -> tuple[int, int]:
    """Given or usual pixels, no wider than the theme's column."""
    width = leading_number(call.attrs.get("width"), 640) or 640
    height = leading_number(call.attrs.get("height"), 360) or 360
    limit = call.ctx.theme.content_width
    if limit and width > limit:
        return limit, round(height * limit / width)
    return width, height


def _sources(call: ShortcodeCall, types: dict[str, str], family: str) -> tuple[list[tuple[str, str]], str]:
    """(address, MIME type) pairs to play, or the one address that no browser plays."""
    src = call.get("src")
    if src:
        kind = file_extension(src)
        if kind not in types:
            return ([(src, "video/youtube")], "") if family == "video" and _streamed(src) else ([], src)
        return [(src, types[kind])], ""
    named = [(call.get(kind), types[kind]) for kind in types if call.get(kind)]
    if named:
        return named, ""
    attached = (
        call.ctx.lookup.attachments(call.ctx.post_id, family, "menu_order ID", "asc", ()) if call.ctx.post else ()
    )
    return [_of_attachment(item, types) for item in attached[:1]], ""


def _streamed(src: str) -> bool:
    """Films of the two services that the player knows."""
    host = src.partition("://")[2].partition("/")[0].lower().removeprefix("www.").removeprefix("m.")
    return host in ("youtube.com", "youtu.be", "vimeo.com", "player.vimeo.com")


def _of_attachment(item: Attachment, types: dict[str, str]) -> tuple[str, str]:
    return item.url, types.get(item.extension, item.mime)


def _switches(call: ShortcodeCall, names: tuple[str, ...]) -> dict[str, str]:
    return {name: "1" for name in names if call.get(name).strip().lower() not in _FALSE}


def _old_browsers(call: ShortcodeCall, tag: str, number: int) -> str:
    if call.ctx.modern or number != 1:
        return ""
    return f"<!--[if lt IE 9]><script>document.createElement('{tag}');</script><![endif]-->\n"


def _player(
    tag: str, attributes: dict[str, str], sources: list[tuple[str, str]], number: int, call: ShortcodeCall
) -> str:
    pairs = " ".join(f'{name}="{esc_attr(value)}"' for name, value in attributes.items() if value)
    files = "".join(f'<source type="{kind}" src="{esc_url(_numbered(url, number))}" />' for url, kind in sources)
    words = (call.content or "").replace("\r\n", "").replace("\n", "").replace("\t", "").strip()
    url = esc_url(sources[0][0])
    return f'<{tag} {pairs} controls="controls">{files}{words}<a href="{url}">{esc_html(sources[0][0])}</a></{tag}>'


def _numbered(url: str, number: int) -> str:
    """Return the address with the player's number, so that equal files on a page are fetched each for itself."""
    address, mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}_={number}{mark}{fragment}"
