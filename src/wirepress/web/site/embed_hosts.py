"""Hosts whose players may be framed in a story. Anything else becomes a plain link."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

FRAME_HOSTS: Final = frozenset(
    (
        "bandcamp.com",
        "embed.podcasts.apple.com",
        "embed.ted.com",
        "geo.dailymotion.com",
        "open.spotify.com",
        "player.vimeo.com",
        "videopress.com",
        "w.soundcloud.com",
        "www.dailymotion.com",
        "www.kickstarter.com",
        "www.mixcloud.com",
        "www.openstreetmap.org",
        "www.reverbnation.com",
        "www.slideshare.net",
        "www.youtube-nocookie.com",
        "www.youtube.com",
    )
)
FRAME_SOURCES: Final = tuple(f"https://{host}" for host in sorted(FRAME_HOSTS))


def may_frame(address: str) -> bool:
    """Whether a frame of this address is allowed: https, and a host of the list."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme in ("https", "http", "") and (parts.hostname or "") in FRAME_HOSTS and parts.port is None
    except ValueError:
        return False
