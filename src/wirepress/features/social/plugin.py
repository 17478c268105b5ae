"""Social: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wirepress.core.cache.watched import OTHER, SILENT, Watched
from wirepress.core.hooks import (
    AdminPage,
    Command,
    DemoContext,
    Event,
    Job,
    MetaField,
    Notice,
    PublicAddress,
    SettingField,
    StoryPanel,
    hook,
)
from wirepress.core.rest.routes import Route
from wirepress.features.social.hooks import SocialHooks

NAME: Final = "social"
TITLE: Final = "Social"
DESCRIPTION: Final = "Shares stories to social accounts."
ORDER: Final = 20
WORDPRESS_PLUGINS: Final = ("tweet-old-post", "tweet-old-post-pro")
WORDPRESS_OPTIONS: Final = r"rop_.*|tweet[_-]old[_-]post.*|cwp_top.*"
HOOK_SPECS: Final = SocialHooks
_SILENT_TABLES: Final = (
    "share",
    "accountqueue",
    "blockedpost",
    "shortlink",
    "replycomment",
)  # no page or document is made from them


@hook
def meta_fields() -> Sequence[MetaField]:
    from wirepress.features.social.meta import FIELDS

    return FIELDS


@hook
def settings() -> Sequence[SettingField]:
    from wirepress.features.social.plugin_api.legacy_settings import SETTINGS
    from wirepress.features.social.responses.replies import SETTING
    from wirepress.features.social.send.follow_up import SETTINGS as FOLLOWING

    return (*SETTINGS, SETTING, *FOLLOWING)


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.social import rest
    from wirepress.features.social.plugin_api.routes import routes

    return [*routes(), *rest.routes()]


@hook
def watched_tables() -> Sequence[Watched]:
    return (
        Watched("social_shareturn", SILENT),
        Watched("social_accountconnection", SILENT, documents="none"),
        Watched("social_connectattempt", SILENT, documents="none"),
        Watched("social_socialaccount", OTHER),
        *(Watched(f"social_{name}", SILENT, documents="none") for name in _SILENT_TABLES),
    )  # accounts stand in every story


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.social.connections.jobs import jobs as account_jobs
    from wirepress.features.social.queue.jobs import jobs
    from wirepress.features.social.responses.jobs import jobs as response_jobs

    return (*jobs(), *account_jobs(), *response_jobs())


@hook
def commands() -> Sequence[Command]:
    from wirepress.features.social.commands import COMMAND

    return (COMMAND,)


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.social import account_pages, pages

    return [*pages.pages(), *account_pages.pages()]


@hook
def story_panels() -> Sequence[StoryPanel]:
    from wirepress.features.social.pages.story_panel import PANEL

    return (PANEL,)


@hook
def public_addresses() -> Sequence[PublicAddress]:
    from wirepress.features.social.pages.public_addresses import ADDRESSES

    return ADDRESSES


@hook
def newsroom_notices() -> Sequence[Notice]:
    from wirepress.features.social.connections.alerts import newsroom_notices

    return newsroom_notices()


@hook
def on_event(event: Event) -> Sequence[None]:
    from wirepress.features.social.share import share_after_write

    share_after_write(event.name, event.object_id)
    return ()


@hook
def fill_demo(context: DemoContext) -> Sequence[None]:
    from wirepress.features.social.sample_data import fill_demo

    fill_demo(context)
    return ()


@hook
def adopt_tables() -> Sequence[str]:
    from wirepress.content.options import store
    from wirepress.features.social.accounts import adopt_accounts
    from wirepress.features.social.plugin_api.import_data import adopt_queue

    new = adopt_accounts(store.get("rop_data", None))
    adopt_queue()
    return ("Credentials of social accounts: each has to be connected again.",) * new


@hook
def imported(document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
    from wirepress.features.social.accounts import add_accounts
    from wirepress.features.social.meta import ACCOUNTS, HISTORY
    from wirepress.features.social.plugin_api.import_data import adopt_history

    meta = document.get("meta")
    accounts = meta.get(ACCOUNTS) if isinstance(meta, Mapping) else None
    new = add_accounts(accounts) if isinstance(accounts, Mapping) else []
    if isinstance(meta, Mapping):
        adopt_history(post.pk if post is not None else 0, meta.get(HISTORY))
    return ("Social accounts are known by their keys only and have to be connected again.",) * len(new)
