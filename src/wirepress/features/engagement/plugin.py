"""Engagement: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import Watched
from wirepress.core.hooks import (
    AdminPage,
    AjaxAction,
    DemoContext,
    EditorPanel,
    Fragment,
    FrontBlock,
    GatheredWrite,
    Job,
    PageAsset,
    PublicAddress,
    SeedContext,
    SeedRows,
    SettingField,
    StoryStep,
    hook,
)
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.rest.routes import Route

if TYPE_CHECKING:
    from django.http import HttpRequest

NAME: Final = "engagement"
TITLE: Final = "Engagement"
DESCRIPTION: Final = "Read time and six reader reactions."
ORDER: Final = 10
WORDPRESS_PLUGINS: Final = ("booster-extension",)
WORDPRESS_OPTIONS: Final = r"twp_be_.*|booster_extension.*"
ADOPTED_META: Final = tuple(f"twp_be_{kind}react_{n}" for kind in ("", "ip_address_") for n in range(1, 7))


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
def routes() -> Sequence[Route]:
    from wirepress.features.engagement.reactions.routes import routes

    return routes()


@hook
def gathered_writes() -> Sequence[GatheredWrite]:
    from wirepress.features.engagement.reactions.gathered import REACTIONS

    return (REACTIONS,)


@hook
def ajax_actions() -> Sequence[AjaxAction]:
    from wirepress.features.engagement.reactions.ajax import ACTION

    return (ACTION,)


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
    )


@hook
def live_values() -> Sequence[LiveValues]:
    from wirepress.features.engagement.reactions.live import VALUES

    return (VALUES,)


@hook
def reader_names(address: str, agent: str) -> Sequence[str]:
    from wirepress.features.engagement.reactions.reader import reader_of

    return reader_of(address, agent).known


@hook
def reader_sees_own(address: str, agent: str, tags: Sequence[str]) -> Sequence[bool]:
    from wirepress.features.engagement.reactions.reader import reader_of
    from wirepress.features.engagement.reactions.state import has_reacted

    kind = "reaction:"
    posts = [int(tag[len(kind) :]) for tag in tags if tag.startswith(kind)]
    if tags and not posts:
        return ()
    return (True,) if has_reacted(posts, reader_of(address, agent)) else ()


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
    from wirepress.features.engagement.reactions.page_data import FRAGMENT

    return (FRAGMENT,)


@hook
def public_addresses() -> Sequence[PublicAddress]:
    from wirepress.features.engagement.reactions import form, icons

    return (form.ADDRESS, icons.ADDRESS)


@hook
def page_assets() -> Sequence[PageAsset]:
    from wirepress.features.engagement.reactions.assets import ASSETS

    return ASSETS


@hook
def front_blocks(request: HttpRequest) -> Sequence[FrontBlock]:
    from wirepress.features.engagement.reactions.front_block import block

    return (block(),)


@hook
def story_steps() -> Sequence[StoryStep]:
    from wirepress.features.engagement.reactions.buttons import STEP

    return (STEP,)


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
    from wirepress.features.engagement.takeout import take_out

    taken = take_out(html)
    return (taken.story,) if taken.found else ()


@hook
def adopt_tables() -> Sequence[str]:
    from wirepress.features.engagement.adopt import adopt_meta

    adopt_meta()
    return ()


@hook
def imported(document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
    from wirepress.features.engagement.imported import read_back

    return read_back(document, post.id)
