"""Sites whose embeds are trusted: where they answer (their own documentation; oembed.com's list)."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

# host (with all below it) -> address that answers
ENDPOINTS: Final = {
    "youtube.com": "https://www.youtube.com/oembed",
    "youtu.be": "https://www.youtube.com/oembed",
    "vimeo.com": "https://vimeo.com/api/oembed.json",
    "dailymotion.com": "https://www.dailymotion.com/services/oembed",
    "dai.ly": "https://www.dailymotion.com/services/oembed",
    "flickr.com": "https://www.flickr.com/services/oembed/",
    "flic.kr": "https://www.flickr.com/services/oembed/",
    "twitter.com": "https://publish.twitter.com/oembed",
    "x.com": "https://publish.x.com/oembed",
    "soundcloud.com": "https://soundcloud.com/oembed",
    "spotify.com": "https://open.spotify.com/oembed",
    "mixcloud.com": "https://app.mixcloud.com/oembed/",
    "reddit.com": "https://www.reddit.com/oembed",
    "tiktok.com": "https://www.tiktok.com/oembed",
    "ted.com": "https://www.ted.com/services/v1/oembed.json",
    "tumblr.com": "https://www.tumblr.com/oembed/1.0",
    "kickstarter.com": "https://www.kickstarter.com/services/oembed",
    "pinterest.com": "https://www.pinterest.com/oembed.json",
    "bsky.app": "https://embed.bsky.app/oembed",
    "imgur.com": "https://api.imgur.com/oembed",
    "issuu.com": "https://issuu.com/oembed",
    "speakerdeck.com": "https://speakerdeck.com/oembed.json",
    "videopress.com": "https://public-api.wordpress.com/oembed/",
    "wordpress.tv": "https://wordpress.tv/oembed/",
}


def endpoint_of(url: str) -> str:
    """Return where the site of an address answers; empty when it is not a trusted one."""
    host = (urlsplit(url).hostname or "").lower()
    labels = host.split(".")[-6:]
    for start in range(len(labels) - 1):
        found = ENDPOINTS.get(".".join(labels[start:]))
        if found:
            return found
    return ""
