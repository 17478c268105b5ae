"""The networks that an account can belong to, by their names in account keys."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from wirepress.content.options.features import extensions

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
    # Networks that Revive Old Posts does not have
    "reddit",
    "discord",
    "slack",
)
_KEY: Final = re.compile(r"([a-z]{2,20})_[^\x00-\x1f]+")
_NAME: Final = re.compile(r"[a-z]{2,20}")
KEY_MAX: Final = 191


def networks() -> dict[str, str]:
    """Return name -> title of every network: the built-in ones, then those of other features that are on. A built-in one has its name
    for a title."""
    found = {name: name for name in SERVICES}
    for network in extensions().declared("share_networks"):
        if _NAME.fullmatch(network.name):
            found.setdefault(network.name, network.title)
    return found


def service_of(key: str, known: Collection[str] = SERVICES) -> str | None:
    """The network of an account key (facebook_123_456 -> facebook); None when the key is none."""
    found = _KEY.fullmatch(key) if len(key) <= KEY_MAX else None
    return found[1] if found and found[1] in known else None
