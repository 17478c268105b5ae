"""The whole extension contract. A plugin is a module (entry point group `wirepress.plugins`) whose functions carry these names,
each marked `@hook`. Every one is optional; each answers a list. Built-in features use nothing else.

Models, migrations, templates and static files come with a Django app (entry point group `wirepress.apps`). A feature that others hook
into lists those hooks in a class `HOOK_SPECS` of its module, in the form of `Hooks` below. docs/plugins.md is the way through all this.

A plugin's module also has `NAME` (its switch in `wirepress feature`), `TITLE`, `DESCRIPTION`, and if it needs them: `REQUIRES_API`, the
version of this contract that it was written for (a module that needs a newer one is left out, by name); `VERSION`, its release, else that
of its package; `ORDER`, its place among the others (100). For imports: `WORDPRESS_PLUGINS`, the folders of WordPress plugins whose presence
switches it on, and `WORDPRESS_OPTIONS`, a regular expression for the names of those plugins' options, which an import keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pluggy

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import Watched
from wirepress.core.contract.beacons import Beacon, BeaconMessage, NotReady
from wirepress.core.contract.commands import Command
from wirepress.core.contract.content.post_facts import PostFacts
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.saving import Change, Refusal
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.contract.editor_panels import EditorFact, EditorField, EditorPanel
from wirepress.core.contract.events import Event
from wirepress.core.contract.importers import Importer, ImportResult, WordPressTable
from wirepress.core.contract.jobs import Job
from wirepress.core.contract.json_value import JSON
from wirepress.core.contract.live_streams import LiveStream
from wirepress.core.contract.markup import BlockType, Shortcode
from wirepress.core.contract.metrics import Metric
from wirepress.core.contract.newsroom import (
    AdminPage,
    AjaxAction,
    AjaxAnswer,
    Notice,
    StoryColumn,
    StoryPanel,
    TodayCard,
)
from wirepress.core.contract.pages.comment_fields import CommentField
from wirepress.core.contract.pages.feeds import FeedAddition
from wirepress.core.contract.pages.front_page import FrontBlock, StoryCard
from wirepress.core.contract.pages.page_facts import Breadcrumb, PageFacts
from wirepress.core.contract.pages.page_head import HeadTag
from wirepress.core.contract.pages.site import AnswerNote, CardNote, Fragment, PageAsset, PageKind, PublicAddress
from wirepress.core.contract.pages.story_steps import StoryPage, StoryStep
from wirepress.core.contract.reader_actions import ReaderAction
from wirepress.core.contract.rest import GatheredWrite, MetaField, ObjectType, RestField
from wirepress.core.contract.sample_data import DemoContext, SeedContext, SeedRows
from wirepress.core.contract.settings import SettingField
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.rest.routes import Route

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

__all__ = [
    "API_VERSION",
    "JSON",
    "PROJECT",
    "AdminPage",
    "AjaxAction",
    "AjaxAnswer",
    "AnswerNote",
    "Beacon",
    "BeaconMessage",
    "BlockType",
    "Breadcrumb",
    "CardNote",
    "Change",
    "Command",
    "CommentField",
    "ContentFilter",
    "DemoContext",
    "EditorFact",
    "EditorField",
    "EditorPanel",
    "Event",
    "FeedAddition",
    "Fragment",
    "FrontBlock",
    "GatheredWrite",
    "HeadTag",
    "Hooks",
    "ImportResult",
    "Importer",
    "Job",
    "LiveStream",
    "LiveValues",
    "MetaField",
    "Metric",
    "NotReady",
    "Notice",
    "ObjectType",
    "PageAsset",
    "PageFacts",
    "PageKind",
    "PostFacts",
    "PostType",
    "PublicAddress",
    "ReaderAction",
    "Refusal",
    "RenderContext",
    "RestField",
    "Route",
    "SeedContext",
    "SeedRows",
    "SettingField",
    "Shortcode",
    "StoryCard",
    "StoryColumn",
    "StoryPage",
    "StoryPanel",
    "StoryStep",
    "Taxonomy",
    "TodayCard",
    "Watched",
    "WordPressTable",
    "hook",
    "hook_spec",
]

PROJECT: Final = "wirepress"
API_VERSION: Final = 1  # of this contract: grows when what was promised changes, not when a hook is added
hook = pluggy.HookimplMarker(PROJECT)
hook_spec = pluggy.HookspecMarker(PROJECT)


class Hooks:
    """Every hook, in one list."""

    @hook_spec
    def post_types(self) -> Sequence[PostType]:
        """Further types of posts, with REST routes, newsroom pages, addresses, feeds and sitemaps as far as their facts ask for them."""
        raise NotImplementedError

    @hook_spec
    def taxonomies(self) -> Sequence[Taxonomy]:
        """Further taxonomies, of built-in or own post types."""
        raise NotImplementedError

    @hook_spec
    def blocks(self) -> Sequence[BlockType]:
        """Blocks that are computed when a story is shown."""
        raise NotImplementedError

    @hook_spec
    def shortcodes(self) -> Sequence[Shortcode]:
        """Shortcodes of stories."""
        raise NotImplementedError

    @hook_spec
    def before_save(self, change: Change) -> Sequence[Refusal]:
        """Asked before a post, term or comment is stored, inside the transaction: why it must not be (nothing: it may). With a
        refusal nothing is stored, and whoever wrote it is told. Imports are not asked, nor is the way into the trash."""
        raise NotImplementedError

    @hook_spec
    def meta_fields(self) -> Sequence[MetaField]:
        """Registered meta."""
        raise NotImplementedError

    @hook_spec
    def rest_fields(self) -> Sequence[RestField]:
        """Further fields of REST documents."""
        raise NotImplementedError

    @hook_spec
    def content_filters(self) -> Sequence[ContentFilter]:
        """Filters of a story's content, with their order among WordPress's own (blocks 9, texturize and autop 10, shortcodes 11, images 12)."""
        raise NotImplementedError

    @hook_spec
    def excerpt_filters(self) -> Sequence[ContentFilter]:
        """Filters of an excerpt (texturize, smilies and autop are at 10)."""
        raise NotImplementedError

    @hook_spec
    def title_filters(self) -> Sequence[ContentFilter]:
        """Filters of a title (texturize and the like are at 10, capitals at 11)."""
        raise NotImplementedError

    @hook_spec
    def post_classes(self, post: PostFacts) -> Sequence[str]:
        """Further CSS classes of a post, after WordPress's own."""
        raise NotImplementedError

    @hook_spec
    def prepare_posts(self, post_ids: Sequence[int], context: RenderContext) -> Sequence[None]:
        """Told once before a list of posts is rendered: read here what the filters need, in one query, into `context.extras`."""
        raise NotImplementedError

    @hook_spec
    def commands(self) -> Sequence[Command]:
        """Commands of the command line. Those of the engine cannot be replaced."""
        raise NotImplementedError

    @hook_spec
    def importers(self) -> Sequence[Importer]:
        """Formats of files that `wirepress import` reads."""
        raise NotImplementedError

    @hook_spec
    def jobs(self) -> Sequence[Job]:
        """Background jobs."""
        raise NotImplementedError

    @hook_spec
    def routes(self) -> Sequence[Route]:
        """REST routes."""
        raise NotImplementedError

    @hook_spec
    def gathered_writes(self) -> Sequence[GatheredWrite]:
        """Small writes of readers that come in crowds."""
        raise NotImplementedError

    @hook_spec
    def beacons(self) -> Sequence[Beacon]:
        """Addresses at which readers' pages leave small messages."""
        raise NotImplementedError

    @hook_spec
    def ajax_actions(self) -> Sequence[AjaxAction]:
        """Actions of admin-ajax.php."""
        raise NotImplementedError

    @hook_spec
    def namespaces(self) -> Sequence[str]:
        """REST namespaces of the WordPress plugin that this feature stands for: each has an index, whatever routes are in it."""
        raise NotImplementedError

    @hook_spec
    def admin_pages(self) -> Sequence[AdminPage]:
        """Pages of the newsroom."""
        raise NotImplementedError

    @hook_spec
    def story_columns(self) -> Sequence[StoryColumn]:
        """Columns of the newsroom's lists of stories."""
        raise NotImplementedError

    @hook_spec
    def newsroom_notices(self) -> Sequence[Notice]:
        """What somebody has to do now: shown on the newsroom's first page. Asked at each view of it, so one quick query at most."""
        raise NotImplementedError

    @hook_spec
    def today_cards(self) -> Sequence[TodayCard]:
        """Cards on the newsroom's first page, beside its lists. Asked at each view of it: a few quick queries at most."""
        raise NotImplementedError

    @hook_spec
    def settings(self) -> Sequence[SettingField]:
        """Options with their types and defaults."""
        raise NotImplementedError

    @hook_spec
    def site_fragments(self) -> Sequence[Fragment]:
        """HTML for places of the public site."""
        raise NotImplementedError

    @hook_spec
    def canonical(self, post: PostFacts) -> Sequence[str]:
        """Where a post was published first, when that is not here: its page names the address as canonical. The first answer counts."""
        raise NotImplementedError

    @hook_spec
    def sharing_objections(self, posts: Sequence[PostFacts]) -> Sequence[tuple[int, str]]:
        """Which published posts must not be sent to social networks, and why: number and sentence (its source's rights, kept from search
        engines ...). Asked for those that are about to go out: a few quick queries, however many they are."""
        raise NotImplementedError

    @hook_spec
    def story_panels(self) -> Sequence[StoryPanel]:
        """Parts of the newsroom's form of stories, below what every story has; panels of the block editor, too."""
        raise NotImplementedError

    @hook_spec
    def editor_panels(self) -> Sequence[EditorPanel]:
        """Panels of the block editor: fields that are bound to meta, facts, scripts of the plugin's own."""
        raise NotImplementedError

    @hook_spec
    def metrics(self) -> Sequence[Metric]:
        """Numbers for /-/metrics, computed when they are asked for: a few quick queries at most."""
        raise NotImplementedError

    @hook_spec
    def take_out_of_import(self, document: Mapping[str, JSON], html: str) -> Sequence[str]:
        """Given a REST document and its content.rendered: the story without what this feature's WordPress plugin wove in
        (empty list: nothing of ours in it). May keep counters for `imported`."""
        raise NotImplementedError

    @hook_spec
    def imported(self, document: Mapping[str, JSON], post: PostFacts, created: bool) -> Sequence[str]:
        """Told after a REST document became a post: read the feature's own data back. Answers what was lost, in words."""
        raise NotImplementedError

    @hook_spec
    def views_before(self, post_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Views of posts that another counter had counted before this site was imported, as the feature took them over: post and
        number. One quick query."""
        raise NotImplementedError

    @hook_spec
    def adopt_tables(self, active_plugins: Sequence[str]) -> Sequence[str]:
        """Told after a WordPress database was imported: take over the rows that the feature's WordPress plugin kept in meta and
        options. `active_plugins`: the folders of the plugins that were active there. Answers what was lost, in words."""
        raise NotImplementedError

    @hook_spec
    def wordpress_meta(self, post_ids: Sequence[int]) -> Sequence[tuple[int, str, JSON]]:
        """What the feature keeps of these posts in tables of its own, as meta of the WordPress plugin that it stands for: post, key, value.
        For exports; an import of the same meta gives the feature's rows back."""
        raise NotImplementedError

    @hook_spec
    def moved_addresses(self) -> Sequence[tuple[str, str, int]]:
        """Addresses of this site that lead elsewhere, for a copy of it as files: path, target (an address or a path; "" is gone), status.
        Only what stands for one address each: a copy has nobody who could try patterns."""
        raise NotImplementedError

    @hook_spec
    def wordpress_tables(self) -> Sequence[WordPressTable]:
        """Tables of WordPress plugins that the feature takes over from an imported database."""
        raise NotImplementedError

    @hook_spec
    def watched_tables(self) -> Sequence[Watched]:
        """How changes of the feature's own tables are told to the caches. A table that is not named here is of the kind `other`:
        any change of it makes every cached answer anew."""
        raise NotImplementedError

    @hook_spec
    def live_values(self) -> Sequence[LiveValues]:
        """Values in posts' documents that change without the post (marked with `core.cache.slots.mark` when it is rendered)."""
        raise NotImplementedError

    @hook_spec
    def live_streams(self) -> Sequence[LiveStream]:
        """Numbers that open pages are told of as they change. Asked when the server starts and when options have changed."""
        raise NotImplementedError

    @hook_spec
    def reader_names(self, address: str, agent: str) -> Sequence[str]:
        """The names under which the feature keeps what one reader did, as changes of its tables tell them (kind `reader`)."""
        raise NotImplementedError

    @hook_spec
    def reader_sees_own(self, address: str, agent: str, tags: Sequence[str]) -> Sequence[bool]:
        """Whether an answer that depends on these tags shows this reader something that others do not see ([True]; else nothing).
        Without tags: whether any answer does."""
        raise NotImplementedError

    @hook_spec
    def on_event(self, event: Event) -> Sequence[None]:
        """Told of every event, after commit."""
        raise NotImplementedError

    @hook_spec
    def on_reader_actions(self, actions: Sequence[ReaderAction]) -> Sequence[None]:
        """Told, after commit and many at once, what readers did with stories: liked, shared. Has to be quick: whoever
        clicked waits for it."""
        raise NotImplementedError

    # The public site

    @hook_spec
    def public_addresses(self) -> Sequence[PublicAddress]:
        """Public addresses of the feature's own."""
        raise NotImplementedError

    @hook_spec
    def early_answers(self, request: HttpRequest) -> Sequence[HttpResponseBase]:
        """Asked for every address that is not the newsroom's, REST's or a file's, before anything is looked for there. The first
        answer is given in place of what is at the address. Like a page it is kept until content changes: what else it rests on is
        said with `core.cache.depends`, also when nothing is answered. Has to be quick: it is asked for every page that is made."""
        raise NotImplementedError

    @hook_spec
    def replaces_sitemaps(self) -> Sequence[str]:
        """The address of the sitemap that stands in the place of WordPress's own: theirs lead there, and `?sitemap=` means nothing
        (nothing answered: they answer themselves)."""
        raise NotImplementedError

    @hook_spec
    def robots_text(self, rules: str, sitemap: str) -> Sequence[str]:
        """What /robots.txt says in place of WordPress's own: `rules` is its group for everybody, `sitemap` the address of its sitemap
        ("": there is none). The first answer counts."""
        raise NotImplementedError

    @hook_spec
    def response_headers(self, request: HttpRequest, content_type: str) -> Sequence[tuple[str, str]]:
        """Further headers of an answer of the public site: names and values. `content_type` is "" where nothing is shown. A Link
        stands beside those that are there, any other header only where there is none of its name."""
        raise NotImplementedError

    @hook_spec
    def posts_of_source(self, source: str, most: int) -> Sequence[int]:
        """The newest posts that came from a source of that name, at most so many."""
        raise NotImplementedError

    @hook_spec
    def query_names(self) -> Sequence[str]:
        """Names in the queries of public addresses that the feature reads. All others are left out before a page is looked up or made
        (`utm_source` shows nowhere). Asked when the server starts and when options have changed."""
        raise NotImplementedError

    @hook_spec
    def feed_titles(self, page: PageFacts) -> Sequence[str]:
        """The title, as text, of a feed of a list (a term, an author, a date, a search) in place of WordPress's. The first counts."""
        raise NotImplementedError

    @hook_spec
    def feed_additions(self, post: PostFacts) -> Sequence[FeedAddition]:
        """What is added to a story where it stands in a feed."""
        raise NotImplementedError

    @hook_spec
    def comment_fields(self) -> Sequence[CommentField]:
        """Fields of the form that readers comment by."""
        raise NotImplementedError

    @hook_spec
    def note_answers(self, notes: Sequence[AnswerNote]) -> Sequence[None]:
        """Told every few seconds by the server which addresses led elsewhere or had nothing. Not every single one is told of:
        the number of different ones between two tellings is bounded."""
        raise NotImplementedError

    @hook_spec
    def card_notes(self, post_ids: Sequence[int]) -> Sequence[CardNote]:
        """Notes in the lines below the stories of a list. Asked once for a page of a list, one query; they are as old as the page."""
        raise NotImplementedError

    @hook_spec
    def page_assets(self) -> Sequence[PageAsset]:
        """Style sheets and scripts of public pages."""
        raise NotImplementedError

    @hook_spec
    def head_tags(self, request: HttpRequest, post: PostFacts | None, page: PageFacts) -> Sequence[HeadTag]:
        """Tags in a page's head; `post` is what the page is about, if anything, `page` says more of it. One with the key of a built-in
        tag stands in its place."""
        raise NotImplementedError

    @hook_spec
    def schema_nodes(
        self, request: HttpRequest, post: PostFacts | None, page: PageFacts
    ) -> Sequence[Mapping[str, JSON]]:
        """Nodes of schema.org for a page. Those of all features stand in one JSON-LD graph; what has the `@id` of a node before it adds
        its properties to that one."""
        raise NotImplementedError

    @hook_spec
    def breadcrumbs(self, request: HttpRequest, page: PageFacts) -> Sequence[Breadcrumb]:
        """The way from the front page to a page, the page itself last. The first feature that answers is shown."""
        raise NotImplementedError

    @hook_spec
    def template_folders(self) -> Sequence[Path]:
        """Folders whose templates go before the built-in ones of the same name (docs/themes.md). Those in `templates/` of the site's
        own folder go before all."""
        raise NotImplementedError

    @hook_spec
    def front_blocks(self, request: HttpRequest) -> Sequence[FrontBlock]:
        """Blocks of the front page."""
        raise NotImplementedError

    @hook_spec
    def story_steps(self) -> Sequence[StoryStep]:
        """Steps over the tree of a story's HTML on its way into a page."""
        raise NotImplementedError

    @hook_spec
    def seed_rows(self, context: SeedContext) -> Sequence[SeedRows]:
        """Rows beside invented stories of a site that is filled for measuring."""
        raise NotImplementedError

    @hook_spec
    def fill_demo(self, context: DemoContext) -> Sequence[None]:
        """Told when the demo newspaper is written, in the same transaction: add the feature's own invented data."""
        raise NotImplementedError
