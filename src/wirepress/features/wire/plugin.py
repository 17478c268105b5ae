"""The wire: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wirepress.core.cache.watched import SILENT, Watched
from wirepress.core.hooks import AdminPage, EditorPanel, Job, Metric, Notice, SettingField, TodayCard, hook
from wirepress.core.rest.routes import Route
from wirepress.features.wire.hooks import WireHooks

NAME: Final = "wire"
TITLE: Final = "Wire"
DESCRIPTION: Final = "Gathers stories from feeds, agencies and other sites."
ORDER: Final = 50
WORDPRESS_PLUGINS: Final = ()
HOOK_SPECS: Final = WireHooks
_TABLES: Final = (
    "source",
    "cluster",
    "item",
    "itemkey",
    "change",
    "version",
    "shingle",
    "run",
    "block",
    "host",
    "subscription",
)


@hook
def watched_tables() -> Sequence[Watched]:
    # Nothing that readers see is made from these: what is filed becomes a post.
    return tuple(Watched(f"wire_{name}", SILENT, documents="none") for name in _TABLES)


@hook
def editor_panels() -> Sequence[EditorPanel]:
    from wirepress.features.wire.pages.editor_panel import PANEL

    return (PANEL,)


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.wire.maintenance.jobs import jobs

    return jobs()


@hook
def metrics() -> Sequence[Metric]:
    from wirepress.features.wire.maintenance.health import metrics

    return metrics()


@hook
def canonical(post: Any) -> Sequence[str]:
    from wirepress.features.wire.ingest.canonical import canonical_addresses

    return canonical_addresses(post)


@hook
def posts_of_source(source: str, most: int) -> Sequence[int]:
    from wirepress.features.wire.models import Item

    return list(
        Item.objects.filter(source__slug=source, post_id__gt=0).order_by("-id").values_list("post_id", flat=True)[:most]
    )


@hook
def sharing_objections(posts: Sequence[Any]) -> Sequence[tuple[int, str]]:
    from wirepress.features.wire.decide.sharing import sharing_objections

    return sharing_objections(posts)


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.wire.routes import routes

    return routes()


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.wire.pages import pages

    return pages()


@hook
def today_cards() -> Sequence[TodayCard]:
    from wirepress.features.wire.pages.digest import today_cards

    return today_cards()


@hook
def newsroom_notices() -> Sequence[Notice]:
    from wirepress.features.wire.pages.digest import newsroom_notices

    return newsroom_notices()


@hook
def settings() -> Sequence[SettingField]:
    from wirepress.features.wire.maintenance.digest_mail import HOUR, HOUR_DEFAULT

    return (
        SettingField(
            HOUR,
            "integer",
            HOUR_DEFAULT,
            "Hour of the wire's morning mail",
            "0 to 23, in the site's time; -1: no mail.",
            group="wire",
        ),
    )
