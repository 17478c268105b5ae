"""What a page shows by somebody else's program: the frame that belongs to it, or the page where people find it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from wirepress.core.markup.html.video_players import Film, find_film

_ID: Final = re.compile(r"[\w-]{3,64}")
_VIDEO_ID: Final = re.compile(r"[\w-]{6,20}")
_NUMBER: Final = re.compile(r"[0-9]{4,25}")
_INSTAGRAM: Final = re.compile(r"/((?:p|reel|tv)/[\w-]{3,40})/embed")
_TIKTOK: Final = re.compile(r"/(?:embed(?:/v2)?|player/v1)/([0-9]{5,25})")
# Where the address of what is embedded stands in markup that waits for a script
_ADDRESSES: Final = (
    "data-instgrm-permalink",
    "data-href",
    "data-permalink",
    "data-url",
    "data-embed-url",
    "data-video-url",
    "data-post-url",
    "data-src",
    "cite",
    "href",
    "src",
)
_WAITING: Final = re.compile(
    r"(?:^|\s)(?:instagram-media|twitter-tweet|twitter-video|tiktok-embed|fb-post|fb-video|reddit-embed-bq|reddit-card|bluesky-embed|mastodon-embed"
    r"|imgur-embed-pub|pin-embed|flourish-embed|infogram-embed|strava-embed-placeholder|tumblr-post|telegram-post|threads-post|text-post-media"
    r"|youtube-player|youtube-embed|ytp-embed|lazy-youtube|rll-youtube-player|js-lazyYT|wistia_embed|dailymotion-player|embedly-card|wp-embedded-content)(?:\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Embed:
    """Something from elsewhere. `frame`: the address of its player, "" when it has none; `page`: where people find it."""

    frame: str
    page: str


def embed_of_element(tag: str, facts: Mapping[str, str | None]) -> Embed | None:
    """Return what an element embeds that is nothing without a script; None for any other element. Addresses may be relative."""
    given = {name.lower(): (value or "").strip() for name, value in facts.items()}
    made = _by_identifier(tag, given)
    if made is not None:
        return made
    own = "-" in tag and not tag.startswith(("o-", "v-"))  # an element of the page's own making
    if not own and not _WAITING.search(given.get("class", "")) and "data-oembed-url" not in given:
        return None
    address = given.get("data-oembed-url") or next((given[name] for name in _ADDRESSES if given.get(name)), "")
    if address.startswith(("data:", "#", "at:")):
        address = ""
    if not address:
        return None
    return embed_of_address(address) or Embed("", address)


def embed_of_address(address: str) -> Embed | None:
    """Return the player that belongs to the address of a film, None for other addresses."""
    film = find_film(address)
    return _embed(film) if film is not None else None


def _embed(film: Film) -> Embed:
    return Embed(film.player, film.page)


def page_of_frame(address: str) -> str:
    """Return the page where people find what a frame shows, as far as its address tells; else the frame's own address."""
    known = embed_of_address(address)
    if known is not None:
        return known.page
    try:
        parts = urlsplit(address)
        host, query = (parts.hostname or "").removeprefix("www."), parse_qs(parts.query[:4000])
    except ValueError:
        return address
    if host == "instagram.com" and (found := _INSTAGRAM.match(parts.path)):
        return f"https://www.instagram.com/{found[1]}/"
    if host == "facebook.com" and parts.path.startswith("/plugins/") and query.get("href"):
        return query["href"][0]
    if host == "platform.twitter.com" and _NUMBER.fullmatch(query.get("id", [""])[0]):
        return f"https://twitter.com/i/status/{query['id'][0]}"
    if host == "tiktok.com" and (found := _TIKTOK.match(parts.path)):
        return f"https://www.tiktok.com/@/video/{found[1]}"
    return address


def _by_identifier(tag: str, given: Mapping[str, str]) -> Embed | None:
    """Return an embed by the number that its service gave it."""
    classes = given.get("class", "").lower()
    video = next(
        (
            given[name]
            for name in ("videoid", "data-videoid", "video-id", "data-youtube-id", "data-ytid", "data-youtube")
            if given.get(name)
        ),
        "",
    )
    if "youtube" in tag or "youtube" in classes or "lazyyt" in classes or given.get("data-youtube-id"):
        number = video or given.get("data-id", "") or given.get("data-video-id", "")
        return _embed(Film("youtube", number)) if _VIDEO_ID.fullmatch(number) else None
    if "vimeo" in tag and _NUMBER.fullmatch(video):
        return _embed(Film("vimeo", video))
    if tag == "amp-instagram" and _ID.fullmatch(given.get("data-shortcode", "")):
        return Embed("", f"https://www.instagram.com/p/{given['data-shortcode']}/")
    if tag in ("amp-twitter", "twitter-tweet") and _NUMBER.fullmatch(given.get("data-tweetid", "")):
        return Embed("", f"https://twitter.com/i/status/{given['data-tweetid']}")
    if tag == "amp-dailymotion" and _ID.fullmatch(video):
        return Embed(f"https://www.dailymotion.com/embed/video/{video}", f"https://www.dailymotion.com/video/{video}")
    if tag in ("amp-tiktok",) and given.get("data-src"):
        return Embed("", given["data-src"])
    return None


def may_frame(address: str, hosts: Collection[str]) -> bool:
    """Return whether a frame of this address stays: its host is one of those, or below one."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return port is None and any(host == one or host.endswith("." + one) for one in hosts)
