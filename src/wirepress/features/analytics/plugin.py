"""Analytics: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wirepress.core.cache.watched import SILENT, Watched
from wirepress.core.hooks import (
    AdminPage,
    AjaxAction,
    Beacon,
    BlockType,
    Command,
    DemoContext,
    Event,
    FeedAddition,
    Fragment,
    FrontBlock,
    Importer,
    Job,
    MetaField,
    PageAsset,
    PostFacts,
    PostType,
    PublicAddress,
    ReaderAction,
    SettingField,
    Shortcode,
    StoryColumn,
    StoryPanel,
    Taxonomy,
    TodayCard,
    WordPressTable,
    hook,
)
from wirepress.core.rest.routes import Actor, Route

if TYPE_CHECKING:
    from django.http import HttpRequest

NAME: Final = "analytics"
TITLE: Final = "Analytics"
DESCRIPTION: Final = "Counts what was read; site notes."
ORDER: Final = 30
WORDPRESS_PLUGINS: Final = (
    "google-analytics-for-wordpress",
    "google-analytics-premium",
    "wordpress-popular-posts",
)
WORDPRESS_OPTIONS: Final = r"monsterinsights_.*"
# No page is made from these: what shows numbers to readers says so itself.
_TABLES: Final = (
    "daycount",
    "hourcount",
    "minutecount",
    "label",
    "storyversion",
    "dayreader",
    "daysketch",
    "daysalt",
    "progress",
    "importedviews",
)


def _allow_editors(actor: Actor, object_id: int) -> bool:
    """Whoever may edit the post; that is judged before."""
    return True


FIELDS: Final = (
    MetaField(
        "post",
        "_monsterinsights_skip_tracking",
        "boolean",
        default=False,
        may_write=_allow_editors,
        description="Readers of this item are not counted.",
    ),
    MetaField(
        "post",
        "_monsterinsights_sitenote_active",
        "boolean",
        default=False,
        may_write=_allow_editors,
        description="Whether publishing it makes a note on the charts.",
    ),
    MetaField(
        "post",
        "_monsterinsights_sitenote_note",
        "string",
        default="",
        may_write=_allow_editors,
        description="Text of the note.",
    ),
    MetaField(
        "post",
        "_monsterinsights_sitenote_category",
        "integer",
        default=0,
        may_write=_allow_editors,
        description="Category of the note.",
    ),
)


@hook
def namespaces() -> Sequence[str]:
    return ("monsterinsights/v1",)


@hook
def meta_fields() -> Sequence[MetaField]:
    return FIELDS


@hook
def on_event(event: Event) -> Sequence[None]:
    from wirepress.features.analytics.popular import places
    from wirepress.features.analytics.sitenotes import of_story

    of_story.hear(event)
    places.hear(event)
    return ()


@hook
def post_types() -> Sequence[PostType]:
    from wirepress.features.analytics.sitenotes.note_types import NOTE_TYPE

    return (NOTE_TYPE,)


@hook
def taxonomies() -> Sequence[Taxonomy]:
    from wirepress.features.analytics.sitenotes.note_types import CATEGORIES

    return (CATEGORIES,)


@hook
def ajax_actions() -> Sequence[AjaxAction]:
    from wirepress.features.analytics.sitenotes.ajax import ACTIONS

    return ACTIONS


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.analytics.dashboard import pages as dashboard
    from wirepress.features.analytics.mails import page as mails
    from wirepress.features.analytics.sitenotes import page as notes

    return (*dashboard.PAGES, *mails.PAGES, *notes.PAGES)


@hook
def story_panels() -> Sequence[StoryPanel]:
    from wirepress.features.analytics.sitenotes import panel as notes

    return (notes.PANEL,)


@hook
def story_columns() -> Sequence[StoryColumn]:
    from wirepress.features.analytics.dashboard.cards import COLUMN

    return (COLUMN,)


@hook
def today_cards() -> Sequence[TodayCard]:
    from wirepress.features.analytics.dashboard.cards import today_cards

    return today_cards()


@hook
def feed_additions(post: PostFacts) -> Sequence[FeedAddition]:
    from wirepress.features.analytics.feed_links import additions

    return additions(post)


@hook
def watched_tables() -> Sequence[Watched]:
    return (
        *(Watched(f"analytics_{name}", SILENT, documents="none") for name in _TABLES),
        Watched("analytics_popularstory", "popular", columns=("post_id",), aside=True, documents="none"),
        # A story with a list in its text is another one when the list is.
        Watched("analytics_popularplace", "post", ref="post_id", columns=("changed",), documents="own"),
    )


@hook
def commands() -> Sequence[Command]:
    from wirepress.features.analytics.commands import COMMAND

    return (COMMAND,)


@hook
def settings() -> Sequence[SettingField]:
    from wirepress.features.analytics.popular import settings as popular
    from wirepress.features.analytics.settings import fields

    return (*fields(), *popular.fields())


@hook
def beacons() -> Sequence[Beacon]:
    from wirepress.features.analytics.collect.keep import BEACON

    return (BEACON,)


@hook
def public_addresses() -> Sequence[PublicAddress]:
    from wirepress.features.analytics.collect.keep import ADDRESS

    return (ADDRESS,)


@hook
def on_reader_actions(actions: Sequence[ReaderAction]) -> Sequence[None]:
    from wirepress.features.analytics.collect.keep import record_actions

    record_actions(actions)
    return ()


@hook
def site_fragments() -> Sequence[Fragment]:
    from wirepress.features.analytics.collect.page import FRAGMENT
    from wirepress.features.analytics.popular import on_pages as popular

    return (FRAGMENT, popular.FRAGMENT)


@hook
def page_assets() -> Sequence[PageAsset]:
    from wirepress.features.analytics.collect.page import ASSET
    from wirepress.features.analytics.popular import on_pages as popular

    return (ASSET, popular.STYLE)


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.analytics.mails import send as mails
    from wirepress.features.analytics.popular import jobs as popular
    from wirepress.features.analytics.rollups.jobs import jobs

    return (*jobs(), *popular.JOBS, *mails.JOBS)


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.analytics.popular import routes as popular
    from wirepress.features.analytics.rest.routes import routes

    return (*routes(), *popular.ROUTES)


@hook
def fill_demo(context: DemoContext) -> Sequence[None]:
    from wirepress.features.analytics.sample_data import fill_demo

    fill_demo(context)
    return ()


@hook
def wordpress_tables() -> Sequence[WordPressTable]:
    from wirepress.features.analytics.importing.starting_lines import TABLES

    return TABLES


@hook
def importers() -> Sequence[Importer]:
    from wirepress.features.analytics.importing.jetpack import IMPORTER

    return (IMPORTER,)


@hook
def blocks() -> Sequence[BlockType]:
    from wirepress.features.analytics.popular.markup import BLOCKS

    return BLOCKS


@hook
def shortcodes() -> Sequence[Shortcode]:
    from wirepress.features.analytics.popular.markup import SHORTCODES

    return SHORTCODES


@hook
def front_blocks(request: HttpRequest) -> Sequence[FrontBlock]:
    from wirepress.features.analytics.popular import on_pages as popular

    return popular.front_blocks()


@hook
def adopt_tables(active_plugins: Sequence[str]) -> Sequence[str]:
    from wirepress.features.analytics.importing.monsterinsights import adopt
    from wirepress.features.analytics.popular.places import note_all

    note_all()
    return adopt()
