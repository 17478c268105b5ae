"""Social: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.cache.watched import OTHER, SILENT, Watched
from wirepress.core.hooks import Event, MetaField, SettingField, hook
from wirepress.core.rest.routes import Route

NAME: Final = "social"
TITLE: Final = "Social"
DESCRIPTION: Final = "Shares stories to social accounts."
ORDER: Final = 20
WORDPRESS_PLUGINS: Final = ("tweet-old-post", "tweet-old-post-pro")


@hook
def meta_fields() -> Sequence[MetaField]:
    from wirepress.features.social.meta import FIELDS

    return FIELDS


@hook
def settings() -> Sequence[SettingField]:
    from wirepress.features.social.kept import SETTINGS

    return SETTINGS


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.social.routes import routes

    return routes()


@hook
def watched_tables() -> Sequence[Watched]:
    return (
        Watched("social_shareturn", SILENT),
        Watched("social_socialaccount", OTHER),
    )  # accounts stand in every story


@hook
def on_event(event: Event) -> Sequence[None]:
    from wirepress.features.social.share import heard

    heard(event.name, event.object_id)
    return ()


@hook
def adopt_tables() -> Sequence[str]:
    from wirepress.content.options import store
    from wirepress.features.social.accounts import adopt

    new = adopt(store.get("rop_data", None))
    return ("Credentials of social accounts: each has to be connected again.",) * new


@hook
def imported(document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
    from wirepress.features.social.accounts import remember
    from wirepress.features.social.meta import ACCOUNTS

    meta = document.get("meta")
    accounts = meta.get(ACCOUNTS) if isinstance(meta, Mapping) else None
    new = remember(accounts) if isinstance(accounts, Mapping) else []
    return ("Social accounts are known by their keys only and have to be connected again.",) * len(new)
