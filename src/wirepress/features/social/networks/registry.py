"""Which networks there are, and where each is: built-in ones by their module, then those that plugins bring."""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Final, cast

from wirepress.content.options.features import extensions
from wirepress.features.social.networks.protocol import Network

# Name -> module below this package that has NETWORK
BUILT_IN: Final = {
    "mastodon": "mastodon",
    "bluesky": "bluesky.network",
    "threads": "meta.threads",
    "facebook": "meta.facebook",
    "instagram": "meta.instagram",
    "linkedin": "linkedin",
    "twitter": "x",
    "telegram": "telegram",
    "tumblr": "tumblr",
    "vk": "vk",
    "pinterest": "pinterest",
    "reddit": "reddit",
    "discord": "webhooks.discord",
    "slack": "webhooks.slack",
    "webhook": "webhooks.webhook",
    "practice": "practice",
}
ALIASES: Final = {"x": "twitter", "facebookpage": "facebook", "vkontakte": "vk"}  # as people call them


class UnknownNetwork(LookupError):
    """There is no network of that name, or nothing can be sent to it; the message names those that there are."""


def find_network(name: str) -> Network:
    """Return the network of a name (as in account keys, or as people call it). Raises UnknownNetwork."""
    wanted = ALIASES.get(name.strip().lower(), name.strip().lower())
    if wanted in BUILT_IN:
        return _load(BUILT_IN[wanted])
    for added in extensions().declared("share_networks"):
        if added.name == wanted and added.open is not None:
            return _opened(added.open)
    raise UnknownNetwork(f"There is no network '{name}'. Known: {', '.join(network_names())}.")


def network_names() -> list[str]:
    """Return the names of all networks that something can be sent to."""
    added = (one.name for one in extensions().declared("share_networks") if one.open is not None)
    return list(dict.fromkeys([*BUILT_IN, *added]))


@functools.cache
def _load(module: str) -> Network:
    return cast(Network, import_module(f"wirepress.features.social.networks.{module}").NETWORK)


@functools.cache
def _opened(open_network: object) -> Network:
    return cast(Network, open_network())  # type: ignore[operator]
