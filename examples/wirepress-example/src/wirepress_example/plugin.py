"""What the plugin adds to Wirepress, hook by hook.

This module is imported early and by every command, before Django is ready: whatever needs models is imported inside the hooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from wirepress.core.cache.watched import Watched
from wirepress.core.hooks import (
    AdminPage,
    BlockType,
    Change,
    Command,
    Event,
    HeadTag,
    Job,
    PostFacts,
    PostType,
    PublicAddress,
    Refusal,
    Route,
    Shortcode,
    Taxonomy,
    hook,
)

if TYPE_CHECKING:
    from django.http import HttpRequest


NAME = "example"
TITLE = "Recipes"
DESCRIPTION = "Recipes, with tastings by the kitchen."
ORDER = 200
REQUIRES_API = 1


@hook
def post_types() -> Sequence[PostType]:
    from wirepress_example.content import RECIPE

    return (RECIPE,)


@hook
def taxonomies() -> Sequence[Taxonomy]:
    from wirepress_example.content import CUISINE

    return (CUISINE,)


@hook
def blocks() -> Sequence[BlockType]:
    from wirepress_example.markup import STARS

    return (STARS,)


@hook
def shortcodes() -> Sequence[Shortcode]:
    from wirepress_example.markup import SERVINGS

    return (SERVINGS,)


@hook
def routes() -> Sequence[Route]:
    from wirepress_example.routes import routes

    return routes()


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress_example.pages import show_tastings

    return (AdminPage("tastings", "Tastings", show_tastings, capability="edit_posts", section="Kitchen", icon="star"),)


@hook
def commands() -> Sequence[Command]:
    from wirepress_example.command import tastings

    return (Command("tastings", tastings, help="Show how the recipes were liked."),)


@hook
def jobs() -> Sequence[Job]:
    from wirepress_example.tastings import forget_old

    return (Job("example.forget_old_tastings", forget_old, every=timedelta(days=1)),)


@hook
def watched_tables() -> Sequence[Watched]:
    # A tasting shows in the story with the block: its document and page are made anew.
    return (Watched("example_tasting", "post", ref="post_id", documents="own shown"),)


@hook
def before_save(change: Change) -> Sequence[Refusal]:
    from wirepress_example.checks import check_recipe

    return check_recipe(change)


@hook
def on_event(event: Event) -> Sequence[None]:
    if event.name == "post.deleted" and event.data.get("type") == "recipe":
        from wirepress_example.tastings import forget_recipe

        forget_recipe(event.object_id)
    return ()


@hook
def head_tags(request: HttpRequest, post: PostFacts | None) -> Sequence[HeadTag]:
    from wirepress_example.public import tags_of

    return tags_of(post)


@hook
def public_addresses() -> Sequence[PublicAddress]:
    from wirepress_example.public import ADDRESSES

    return ADDRESSES
