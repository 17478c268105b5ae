"""The whole extension contract. A plugin is a module (entry point group `wirepress.plugins`) whose functions carry these names,
each marked `@hook`. Every one is optional; each answers a list. Built-in features use nothing else.

Models, migrations, templates and static files come with a Django app (entry point group `wirepress.apps`). A feature that others hook
into lists those hooks in a class `HOOK_SPECS` of its module, in the form of `Hooks` below. docs/plugins.md is the way through all this.

A plugin's module also has `NAME` (its switch in `wirepress feature`), `TITLE`, `DESCRIPTION` and, for imports,
`WORDPRESS_PLUGINS`: the folders of WordPress plugins whose presence switches it on. `REQUIRES_API`: the version of this contract
that it was written for; a module that needs a newer one is left out, by name. `VERSION`: its release, else that of its package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pluggy

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import Watched
from wirepress.core.contract.commands import Command
from wirepress.core.contract.events import Event
from wirepress.core.contract.importers import Importer, ImportResult
from wirepress.core.contract.jobs import Job
from wirepress.core.contract.json_value import JSON
from wirepress.core.contract.markup import BlockType, Shortcode
from wirepress.core.contract.metrics import Metric
from wirepress.core.contract.newsroom import AdminPage, AjaxAction
from wirepress.core.contract.post_facts import PostFacts
from wirepress.core.contract.post_types import PostType
from wirepress.core.contract.rest import GatheredWrite, MetaField, ObjectType, RestField
from wirepress.core.contract.saving import Change, Refusal
from wirepress.core.contract.settings import SettingField
from wirepress.core.contract.site import Fragment
from wirepress.core.contract.taxonomies import Taxonomy
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.rest.routes import Route

__all__ = [
    "API_VERSION",
    "JSON",
    "PROJECT",
    "AdminPage",
    "AjaxAction",
    "BlockType",
    "Change",
    "Command",
    "ContentFilter",
    "Event",
    "Fragment",
    "GatheredWrite",
    "Hooks",
    "ImportResult",
    "Importer",
    "Job",
    "LiveValues",
    "MetaField",
    "Metric",
    "ObjectType",
    "PostFacts",
    "PostType",
    "Refusal",
    "RenderContext",
    "RestField",
    "Route",
    "SettingField",
    "Shortcode",
    "Taxonomy",
    "Watched",
    "hook",
    "hook_spec",
]

PROJECT: Final = "wirepress"
API_VERSION: Final = 1  # of this contract: grows when what was promised changes, not when a hook is added
hook = pluggy.HookimplMarker(PROJECT)
hook_spec = _spec = pluggy.HookspecMarker(PROJECT)


class Hooks:
    """Every hook, in one list."""

    @_spec
    def post_types(self) -> Sequence[PostType]:
        """Further types of posts, with REST routes, newsroom pages, addresses, feeds and sitemaps as far as their facts ask for them."""
        raise NotImplementedError

    @_spec
    def taxonomies(self) -> Sequence[Taxonomy]:
        """Further taxonomies, of built-in or own post types."""
        raise NotImplementedError

    @_spec
    def blocks(self) -> Sequence[BlockType]:
        """Blocks that are computed when a story is shown."""
        raise NotImplementedError

    @_spec
    def shortcodes(self) -> Sequence[Shortcode]:
        """Shortcodes of stories."""
        raise NotImplementedError

    @_spec
    def before_save(self, change: Change) -> Sequence[Refusal]:
        """Asked before a post, term or comment is stored, inside the transaction: why it must not be (nothing: it may). With a
        refusal nothing is stored, and whoever wrote it is told. Imports are not asked, nor is the way into the trash."""
        raise NotImplementedError

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
    def title_filters(self) -> Sequence[ContentFilter]:
        """Filters of a title (texturize and the like are at 10, capitals at 11)."""
        raise NotImplementedError

    @_spec
    def post_classes(self, post: PostFacts) -> Sequence[str]:
        """Further CSS classes of a post, after WordPress's own."""
        raise NotImplementedError

    @_spec
    def prepare_posts(self, post_ids: Sequence[int], context: RenderContext) -> Sequence[None]:
        """Told once before a list of posts is rendered: read here what the filters need, in one query, into `context.extras`."""
        raise NotImplementedError

    @_spec
    def commands(self) -> Sequence[Command]:
        """Commands of the command line. Those of the engine cannot be replaced."""
        raise NotImplementedError

    @_spec
    def importers(self) -> Sequence[Importer]:
        """Formats of files that `wirepress import` reads."""
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
    def canonical(self, post: PostFacts) -> Sequence[str]:
        """Where a post was published first, when that is not here: its page names the address as canonical. The first answer counts."""
        raise NotImplementedError

    @_spec
    def metrics(self) -> Sequence[Metric]:
        """Numbers for /-/metrics, computed when they are asked for: a few quick queries at most."""
        raise NotImplementedError

    @_spec
    def take_out_of_import(self, document: Mapping[str, JSON], html: str) -> Sequence[str]:
        """Given a REST document and its content.rendered: the story without what this feature's WordPress plugin wove in
        (empty list: nothing of ours in it). May keep counters for `imported`."""
        raise NotImplementedError

    @_spec
    def imported(self, document: Mapping[str, JSON], post: PostFacts, created: bool) -> Sequence[str]:
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
