"""The networks that an account can belong to, by their names in account keys."""

from __future__ import annotations

import re
from typing import Final

SERVICES: Final = (
    "facebook",
    "twitter",
    "linkedin",
    "instagram",
    "threads",
    "telegram",
    "mastodon",
    "bluesky",
    "tumblr",
    "pinterest",
    "vk",
    "gmb",
    "webhook",
)
_KEY: Final = re.compile(r"([a-z]{2,20})_[^\x00-\x1f]+")
KEY_MAX: Final = 191


def service_of(key: str) -> str | None:
    """The network of an account key (facebook_123_456 -> facebook); None when the key is none."""
    found = _KEY.fullmatch(key) if len(key) <= KEY_MAX else None
    return found[1] if found and found[1] in SERVICES else None
