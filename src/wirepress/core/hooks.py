"""The whole extension contract. A plugin is a module (entry point group `wirepress.plugins`) whose functions carry these names,
each marked `@hook`. Every one is optional; each answers a list. Built-in features use nothing else.

A plugin's module also has `NAME` (its switch in `wirepress feature`), `TITLE`, `DESCRIPTION` and, for imports,
`WORDPRESS_PLUGINS`: the folders of WordPress plugins whose presence switches it on, and `WORDPRESS_OPTIONS`: a regular expression
for the names of those plugins' options, which an import keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pluggy

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import Watched
from wirepress.core.contract.events import Event
from wirepress.core.contract.front_page import FrontBlock, StoryCard
from wirepress.core.contract.jobs import Job
from wirepress.core.contract.json_value import JSON
from wirepress.core.contract.metrics import Metric
from wirepress.core.contract.newsroom import AdminPage, AjaxAction
from wirepress.core.contract.page_head import HeadTag
from wirepress.core.contract.post_facts import PostFacts
from wirepress.core.contract.rest import GatheredWrite, MetaField, ObjectType, RestField
from wirepress.core.contract.sample_data import DemoContext, SeedContext, SeedRows
from wirepress.core.contract.settings import SettingField
from wirepress.core.contract.site import Fragment, PageAsset, PageKind, PublicAddress
from wirepress.core.contract.story_steps import StoryPage, StoryStep
from wirepress.core.rest.routes import Route

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpRequest

    from wirepress.core.markup.context import ContentFilter

__all__ = [
    "JSON",
    "PROJECT",
    "AdminPage",
    "AjaxAction",
    "DemoContext",
    "Event",
    "Fragment",
    "FrontBlock",
    "GatheredWrite",
    "HeadTag",
    "Hooks",
    "Job",
    "LiveValues",
    "MetaField",
    "Metric",
    "ObjectType",
    "PageAsset",
    "PageKind",
    "PostFacts",
    "PublicAddress",
    "RestField",
    "Route",
    "SeedContext",
    "SeedRows",
    "SettingField",
    "StoryCard",
    "StoryPage",
    "StoryStep",
    "Watched",
    "hook",
]

PROJECT: Final = "wirepress"
hook = pluggy.HookimplMarker(PROJECT)
_spec = pluggy.HookspecMarker(PROJECT)


class Hooks:
    """Every hook, in one list."""

    @_spec
    def meta_fields(self) -> Sequence[MetaField]:
        """Registered meta."""
        raise NotImplementedError

    @_spec
    def rest_fields(self) -> Sequence[RestField]:
        """Further fields of REST documents."""
        raise NotImplementedError

    @_spec
    def content_filters(self) -> Sequence[ContentFilter]:
        """Filters of a story's content, with their order among WordPress's own (blocks 9, texturize and autop 10, shortcodes 11, images 12)."""
        raise NotImplementedError

    @_spec
    def excerpt_filters(self) -> Sequence[ContentFilter]:
        """Filters of an excerpt (texturize, smilies and autop are at 10)."""
        raise NotImplementedError

    @_spec
    def post_classes(self, post: Any) -> Sequence[str]:
        """Further CSS classes of a post, after WordPress's own."""
        raise NotImplementedError

    @_spec
    def prepare_posts(self, post_ids: Sequence[int], context: Any) -> Sequence[None]:
        """Told once before a list of posts is rendered: read here what the filters need, in one query, into `context.extras`."""
        raise NotImplementedError

    @_spec
    def jobs(self) -> Sequence[Job]:
        """Background jobs."""
        raise NotImplementedError

    @_spec
    def routes(self) -> Sequence[Route]:
        """REST routes."""
        raise NotImplementedError

    @_spec
    def gathered_writes(self) -> Sequence[GatheredWrite]:
        """Small writes of readers that come in crowds."""
        raise NotImplementedError

    @_spec
    def ajax_actions(self) -> Sequence[AjaxAction]:
        """Actions of admin-ajax.php."""
        raise NotImplementedError

    @_spec
    def namespaces(self) -> Sequence[str]:
        """REST namespaces of the WordPress plugin that this feature stands for: each has an index, whatever routes are in it."""
        raise NotImplementedError

    @_spec
    def admin_pages(self) -> Sequence[AdminPage]:
        """Pages of the newsroom."""
        raise NotImplementedError

    @_spec
    def settings(self) -> Sequence[SettingField]:
        """Options with their types and defaults."""
        raise NotImplementedError

    @_spec
    def site_fragments(self) -> Sequence[Fragment]:
        """HTML for places of the public site."""
        raise NotImplementedError

    @_spec
    def canonical(self, post: Any) -> Sequence[str]:
        """Where a post was published first, when that is not here: its page names the address as canonical. The first answer counts."""
        raise NotImplementedError

    @_spec
    def metrics(self) -> Sequence[Metric]:
        """Numbers for /-/metrics, computed when they are asked for: a few quick queries at most."""
        raise NotImplementedError

    @_spec
    def take_out_of_import(self, document: Mapping[str, Any], html: str) -> Sequence[str]:
        """Given a REST document and its content.rendered: the story without what this feature's WordPress plugin wove in
        (empty list: nothing of ours in it). May keep counters for `imported`."""
        raise NotImplementedError

    @_spec
    def imported(self, document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
        """Told after a REST document became a post: read the feature's own data back. Answers what was lost, in words."""
        raise NotImplementedError

    @_spec
    def adopt_tables(self) -> Sequence[str]:
        """Told after a WordPress database was imported: take over the rows that the feature's WordPress plugin kept in meta and
        options. Answers what was lost, in words."""
        raise NotImplementedError

    @_spec
    def watched_tables(self) -> Sequence[Watched]:
        """How changes of the feature's own tables are told to the caches. A table that is not named here is of the kind `other`:
        any change of it makes every cached answer anew."""
        raise NotImplementedError

    @_spec
    def live_values(self) -> Sequence[LiveValues]:
        """Values in posts' documents that change without the post (marked with `core.cache.slots.mark` when it is rendered)."""
        raise NotImplementedError

    @_spec
    def reader_names(self, address: str, agent: str) -> Sequence[str]:
        """The names under which the feature keeps what one reader did, as changes of its tables tell them (kind `reader`)."""
        raise NotImplementedError

    @_spec
    def reader_sees_own(self, address: str, agent: str, tags: Sequence[str]) -> Sequence[bool]:
        """Whether an answer that depends on these tags shows this reader something that others do not see ([True]; else nothing).
        Without tags: whether any answer does."""
        raise NotImplementedError

    @_spec
    def on_event(self, event: Event) -> Sequence[None]:
        """Told of every event, after commit."""
        raise NotImplementedError

    # The public site

    @_spec
    def public_addresses(self) -> Sequence[PublicAddress]:
        """Public addresses of the feature's own."""
        raise NotImplementedError

    @_spec
    def page_assets(self) -> Sequence[PageAsset]:
        """Style sheets and scripts of public pages."""
        raise NotImplementedError

    @_spec
    def head_tags(self, request: HttpRequest, post: PostFacts | None) -> Sequence[HeadTag]:
        """Tags in a page's head; `post` is what the page is about, if anything. One with the key of a built-in tag stands in its place."""
        raise NotImplementedError

    @_spec
    def schema_nodes(self, request: HttpRequest, post: PostFacts | None) -> Sequence[Mapping[str, JSON]]:
        """Nodes of schema.org for a page. Those of all features stand in one JSON-LD graph."""
        raise NotImplementedError

    @_spec
    def template_folders(self) -> Sequence[Path]:
        """Folders whose templates go before the built-in ones of the same name (docs/themes.md). Those in `templates/` of the site's
        own folder go before all."""
        raise NotImplementedError

    @_spec
    def front_blocks(self, request: HttpRequest) -> Sequence[FrontBlock]:
        """Blocks of the front page."""
        raise NotImplementedError

    @_spec
    def story_steps(self) -> Sequence[StoryStep]:
        """Steps over the tree of a story's HTML on its way into a page."""
        raise NotImplementedError

    @_spec
    def seed_rows(self, context: SeedContext) -> Sequence[SeedRows]:
        """Rows beside invented stories of a site that is filled for measuring."""
        raise NotImplementedError

    @_spec
    def fill_demo(self, context: DemoContext) -> Sequence[None]:
        """Told when the demo newspaper is written, in the same transaction: add the feature's own invented data."""
        raise NotImplementedError
