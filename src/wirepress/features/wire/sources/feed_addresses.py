"""Addresses of feeds as people and other programs write them: feed://, feed:https://, pcast:// and the like name a way to fetch, too."""

from __future__ import annotations

import re
from typing import Final

# Schemes by which browsers hand a feed to a reader; what they lead to is fetched by http, or by https where they say so
_HANDED: Final = re.compile(
    r"(?:web\+)?(?:feed|feeds|rss|pcast|podcast|itpc|itms-pcast|itms-podcast):(?://)?", re.IGNORECASE
)
_SECURE: Final = re.compile(r"(?:web\+)?feeds:", re.IGNORECASE)
_WHOLE: Final = re.compile(r"https?:/*(?=[^/])", re.IGNORECASE)


def feed_address(url: str) -> str:
    """Return the http address that an address of a feed means; another one as it is, without spaces around it."""
    value = url.strip()
    if value.startswith("//"):
        return f"https:{value}"
    found = _HANDED.match(value)
    if found is None:
        return value
    rest = value[found.end() :]
    if whole := _WHOLE.match(rest):
        return f"{whole[0].partition(':')[0].lower()}://{rest[whole.end() :]}"
    rest = rest.lstrip("/")
    return f"{'https' if _SECURE.match(value) else 'http'}://{rest}" if rest else value
