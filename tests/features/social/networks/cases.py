"""Every network with its server: how an account is connected there, and what each sort of trouble is called."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from PIL import Image

from tests.features.social.servers import (
    bluesky,
    hooks,
    linkedin,
    mastodon,
    meta,
    pinterest,
    reddit,
    telegram,
    tumblr,
    vk,
    x,
)
from tests.features.social.servers.kit import NetworkServer
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import ConnectedAccount, Grant, LinkCard, Message, Network, Picture
from wirepress.features.social.networks.registry import find_network

Errors = type[errors.NetworkError]


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "JPEG")
    return file.getvalue()


PICTURE = Picture("https://news.example/quay.jpg", jpeg(), "image/jpeg", "A quay & a crane at dawn", 40, 30)
LINK = LinkCard(
    "https://news.example/2026/quay-opens?utm_source=social", "The quay opens", "After nine years.", PICTURE
)
TEXT = "The new quay (north) opens on Monday: 12 berths & a crane_2 #harbour"


@dataclass(frozen=True)
class Case:
    """A network and its server. `wait`: what its 429 asks for; `kinds`: its errors where they differ; `without`: faults it has not."""

    name: str
    server: Callable[[], NetworkServer]
    fields: Mapping[str, str]
    wait: timedelta = timedelta(seconds=90)
    kinds: Mapping[str, Errors] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    choose: str = ""
    picture_at: str = "create"  # where a picture is refused

    @property
    def network(self) -> Network:
        """Return the network."""
        return find_network(self.name)

    def fill(self, server: NetworkServer) -> dict[str, str]:
        """Return what a person types in, for this server."""
        filled = {name: value.format(base=server.base, access=server.access) for name, value in self.fields.items()}
        return {**filled, "allow_private": "1"}

    def message(self, **given: Any) -> Message:
        """Return a message that the network takes: with a picture where it wants one."""
        needs = self.network.facts.limits.pictures_required
        base: dict[str, Any] = {"text": TEXT, "link": LINK, "story": 7, "pictures": [PICTURE] if needs else []}
        return Message(**{**base, **given})


TOKENS = {
    "token": "{access}",
    "refresh": "refresh-0123456789",
    "client_id": "app-1",
    "client_secret": "secret-of-app",
    "api": "{base}",
    "consent": "{base}",
}
_EXPIRED_ALIKE: dict[str, Errors] = {"revoked": errors.TokenExpired}
_REVOKED_ALIKE: dict[str, Errors] = {"expired": errors.TokenRevoked}

CASES = [
    Case(
        "mastodon",
        mastodon.MastodonServer,
        {"url": "{base}", "token": "{access}"},
        kinds=_REVOKED_ALIKE,
        without=frozenset({"duplicate"}),
        picture_at="/media",
    ),
    Case(
        "bluesky",
        bluesky.BlueskyServer,
        {"url": "{base}", "handle": bluesky.HANDLE, "password": bluesky.PASSWORD},
        without=frozenset({"duplicate"}),
    ),
    Case(
        "threads",
        meta.ThreadsServer,
        {"token": "{access}", "api": "{base}"},
        timedelta(minutes=7),
        without=frozenset({"duplicate"}),
        picture_at="/42/threads",
    ),
    Case(
        "facebook",
        meta.FacebookServer,
        {"token": "{access}", "api": "{base}"},
        timedelta(minutes=7),
        choose="42",
        picture_at="/photos",
    ),
    Case(
        "instagram",
        meta.InstagramServer,
        {"token": "{access}", "api": "{base}"},
        timedelta(minutes=7),
        without=frozenset({"duplicate"}),
        picture_at="/42/media",
    ),
    Case(
        "linkedin",
        linkedin.LinkedInServer,
        {"token": "{access}", "api": "{base}", "consent": "{base}"},
        timedelta(minutes=15),
        picture_at="/rest/images",
    ),
    Case("twitter", x.XServer, TOKENS, kinds=_EXPIRED_ALIKE, picture_at="/media/upload"),
    Case(
        "telegram",
        telegram.TelegramServer,
        {"token": "{access}", "channel": "@harbour", "api": "{base}"},
        kinds=_REVOKED_ALIKE,
        without=frozenset({"duplicate"}),
    ),
    Case(
        "tumblr",
        tumblr.TumblrServer,
        TOKENS,
        kinds=_EXPIRED_ALIKE,
        without=frozenset({"duplicate"}),
        choose=tumblr.BLOG,
    ),
    Case(
        "vk",
        vk.VkServer,
        {"token": "{access}", "community": "42", "api": "{base}"},
        timedelta(hours=1),
        without=frozenset({"duplicate"}),
    ),
    Case(
        "pinterest",
        pinterest.PinterestServer,
        {**TOKENS, "board": "42"},
        kinds={**_EXPIRED_ALIKE, "text": errors.Refused},
        without=frozenset({"duplicate"}),
    ),
    Case(
        "reddit",
        reddit.RedditServer,
        {**TOKENS, "subreddit": "coast"},
        timedelta(seconds=185),
        kinds=_EXPIRED_ALIKE,
        without=frozenset({"picture"}),
    ),
    Case(
        "discord",
        hooks.DiscordServer,
        {"url": "{base}/api/webhooks/42/{access}"},
        kinds=_REVOKED_ALIKE,
        without=frozenset({"duplicate"}),
    ),
    Case(
        "slack",
        hooks.SlackServer,
        {"url": "{base}/services/{access}"},
        kinds=_REVOKED_ALIKE,
        without=frozenset({"duplicate"}),
    ),
    Case(
        "webhook",
        hooks.HookServer,
        {"url": "{base}/take", "secret": hooks.SECRET, "events": "all"},
        kinds={**_REVOKED_ALIKE, "text": errors.Refused},
        without=frozenset({"duplicate", "picture"}),
    ),
]
BY_NAME = {case.name: case for case in CASES}


def connect(case: Case, server: NetworkServer, grant: Grant | None = None) -> ConnectedAccount:
    """Return an account that is connected to the server by what a person types in."""
    network = case.network
    fields = {**{one.name: one.default for one in network.facts.fields}, **case.fill(server)}
    grant = grant or network.connect_token(fields)
    profiles = {one.id: one for one in network.list_accounts(grant, allow_private=True)}
    profile = profiles[case.choose] if case.choose else next(iter(profiles.values()))
    chosen = profile.grant or grant
    return ConnectedAccount(
        key=f"{case.name}_{profile.id}",
        network=case.name,
        id=profile.id,
        handle=profile.handle,
        secrets=chosen.secrets,
        options={**grant.options, **profile.options},
        limits=network.facts.limits,
        expires=chosen.expires,
        allow_private=True,
    )
