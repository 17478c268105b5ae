"""Engagement: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import SILENT, Watched
from wirepress.core.hooks import (
    JSON,
    AdminPage,
    AjaxAction,
    BlockType,
    CardNote,
    CommentField,
    DemoContext,
    EditorPanel,
    Fragment,
    FrontBlock,
    GatheredWrite,
    Job,
    LiveStream,
    PageAsset,
    PublicAddress,
    SeedContext,
    SeedRows,
    SettingField,
    Shortcode,
    StoryStep,
    hook,
)
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.rest.routes import Route

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wirepress.core.contract.json_value import JSON
    from wirepress.core.hooks import PageFacts, PostFacts

NAME: Final = "engagement"
TITLE: Final = "Engagement"
DESCRIPTION: Final = (
    "Read time, reactions, likes, views, share buttons, author box, stars in comments, read later, most read lists."
)
ORDER: Final = 10
WORDPRESS_PLUGINS: Final = ("booster-extension",)
WORDPRESS_OPTIONS: Final = r"twp_be_.*|booster_extension.*|twp_visited_date"
ADOPTED_META: Final = (
    *(f"twp_be_{kind}react_{n}" for kind in ("", "ip_address_") for n in range(1, 7)),
    "twp_be_like_count",
    "twp_be_dislike_like_count",
    "twp_be_ip_address_lists_like",
    "twp_be_ip_address_lists_dislike",
    "twp_be_post_views_count",
)


@hook
def content_filters() -> Sequence[ContentFilter]:
    from wirepress.features.engagement.filters import FILTERS

    return FILTERS


@hook
def prepare_posts(post_ids: Sequence[int], context: RenderContext) -> Sequence[None]:
    from wirepress.features.engagement import settings
    from wirepress.features.engagement.reactions.state import read_ahead

    if settings.read().reactions:
        read_ahead(post_ids, context)
    return ()


@hook
def shortcodes() -> Sequence[Shortcode]:
    from wirepress.features.engagement import shortcodes

    return shortcodes.shortcodes()


@hook
def blocks() -> Sequence[BlockType]:
    from wirepress.features.engagement import shortcodes

    return shortcodes.blocks()


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.engagement import routes

    return routes.routes()


@hook
def gathered_writes() -> Sequence[GatheredWrite]:
    from wirepress.features.engagement.likes.gathered import LIKES
    from wirepress.features.engagement.reactions.gathered import REACTIONS
    from wirepress.features.engagement.sharing.gathered import SHARES
    from wirepress.features.engagement.views.gathered import VIEWS

    return (REACTIONS, LIKES, SHARES, VIEWS)


@hook
def ajax_actions() -> Sequence[AjaxAction]:
    from wirepress.features.engagement.likes import ajax as likes
    from wirepress.features.engagement.reactions import ajax as reactions
    from wirepress.features.engagement.read_later import ajax as read_later

    return (reactions.ACTION, likes.ACTION, read_later.ACTION)


@hook
def settings() -> Sequence[SettingField]:
    from wirepress.features.engagement.settings import fields

    return fields()


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.engagement.page import PAGE

    return (PAGE,)


@hook
def watched_tables() -> Sequence[Watched]:
    return (
        Watched(
            "engagement_reactioncount", "reaction", ref="post_id", columns=("count",), aside=True, documents="live"
        ),
        Watched("engagement_readerreaction", "reader", ref="reader", aside=True, documents="none"),
        Watched("engagement_likecount", "like", ref="post_id", columns=("count",), aside=True, documents="none"),
        Watched("engagement_readerlike", "reader", ref="reader", aside=True, documents="none"),
        # Pages show numbers of the moment when they are made; no page is made anew because it was read.
        Watched("engagement_postcount", SILENT, documents="none"),
        Watched("engagement_dailyviews", SILENT, documents="none"),
    )


@hook
def live_values() -> Sequence[LiveValues]:
    from wirepress.features.engagement.reactions.live import VALUES

    return (VALUES,)


@hook
def live_streams() -> Sequence[LiveStream]:
    from wirepress.features.engagement import settings
    from wirepress.features.engagement.live import STREAM

    return (STREAM,) if settings.read_own().live else ()


@hook
def reader_names(address: str, agent: str) -> Sequence[str]:
    from wirepress.features.engagement.reactions.reader import reader_of

    return reader_of(address, agent).known


@hook
def reader_sees_own(address: str, agent: str, tags: Sequence[str]) -> Sequence[bool]:
    from wirepress.features.engagement.reactions.reader import reader_of
    from wirepress.features.engagement.votes.ballots import ALL
    from wirepress.features.engagement.votes.standing import has_voted

    reader = reader_of(address, agent)
    for ballot in ALL:
        kind = f"{ballot.name}:"
        posts = [int(tag[len(kind) :]) for tag in tags if tag.startswith(kind)]
        if (posts or not tags) and has_voted(ballot, posts, reader):
            return (True,)
    return ()


@hook
def editor_panels() -> Sequence[EditorPanel]:
    from wirepress.features.engagement.editor_panel import PANEL

    return (PANEL,)


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.engagement.forget import forget_readers

    return (Job("engagement.forget_readers", forget_readers, every=timedelta(days=1)),)


@hook
def site_fragments() -> Sequence[Fragment]:
    from wirepress.features.engagement.author_box import fragment as author_box
    from wirepress.features.engagement.lists import on_lists
    from wirepress.features.engagement.reactions.page_data import FRAGMENT
    from wirepress.features.engagement.read_time import byline

    return (FRAGMENT, byline.FRAGMENT, author_box.FRAGMENT, on_lists.FRAGMENT)


@hook
def card_notes(post_ids: Sequence[int]) -> Sequence[CardNote]:
    from wirepress.features.engagement.lists.on_lists import notes

    return notes(post_ids)


@hook
def public_addresses() -> Sequence[PublicAddress]:
    from wirepress.features.engagement.likes import form as likes
    from wirepress.features.engagement.reactions import form, icons

    return (form.ADDRESS, icons.ADDRESS, likes.ADDRESS)


@hook
def page_assets() -> Sequence[PageAsset]:
    from wirepress.features.engagement.assets import ASSETS

    return ASSETS


@hook
def front_blocks(request: HttpRequest) -> Sequence[FrontBlock]:
    from wirepress.features.engagement.lists.front_block import block as most_read
    from wirepress.features.engagement.reactions.front_block import block
    from wirepress.features.engagement.read_later.front_block import block as reading_list

    return [one for one in (reading_list(), most_read(), block()) if one is not None]


@hook
def story_steps() -> Sequence[StoryStep]:
    from wirepress.features.engagement.story_blocks import STEP

    return (STEP,)


@hook
def comment_fields() -> Sequence[CommentField]:
    from wirepress.features.engagement.ratings.field import FIELD

    return (FIELD,)


@hook
def schema_nodes(request: HttpRequest, post: PostFacts | None, page: PageFacts) -> Sequence[Mapping[str, JSON]]:
    from wirepress.features.engagement.ratings import schema

    return schema.nodes(page)


@hook
def seed_rows(context: SeedContext) -> Sequence[SeedRows]:
    from wirepress.features.engagement.sample_data import seed_rows

    return seed_rows(context)


@hook
def fill_demo(context: DemoContext) -> Sequence[None]:
    from wirepress.features.engagement.sample_data import fill_demo

    fill_demo(context)
    return ()


@hook
def take_out_of_import(document: Mapping[str, Any], html: str) -> Sequence[str]:
    from wirepress.features.engagement.importing.takeout import take_out

    taken = take_out(html)
    return (taken.story,) if taken.found else ()


@hook
def views_before(post_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
    from wirepress.features.engagement.tally import read_imported_views

    return read_imported_views(post_ids)


@hook
def adopt_tables() -> Sequence[str]:
    from wirepress.features.engagement.importing.adopt import adopt_days, adopt_meta

    adopt_meta()
    adopt_days()
    return ()


@hook
def wordpress_meta(post_ids: Sequence[int]) -> Sequence[tuple[int, str, JSON]]:
    from wirepress.features.engagement.importing.adopt import meta_of_posts

    return meta_of_posts(post_ids)


@hook
def imported(document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
    from wirepress.features.engagement.importing.imported import read_back

    return read_back(document, post.id)
