"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from wirepress.core.cache.watched import SILENT, Watched
from wirepress.core.hooks import (
    JSON,
    AdminPage,
    AnswerNote,
    Breadcrumb,
    Command,
    DemoContext,
    Event,
    FeedAddition,
    HeadTag,
    Job,
    PageFacts,
    PostFacts,
    RestField,
    Route,
    Shortcode,
    StoryColumn,
    StoryPanel,
    WordPressTable,
    hook,
)

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

NAME: Final = "seo"
TITLE: Final = "SEO"
DESCRIPTION: Final = "Titles, descriptions, structured data and notices for search engines and other sites."
ORDER: Final = 40
WORDPRESS_PLUGINS: Final = (
    "all-in-one-seo-pack",
    "all-in-one-seo-pack-pro",
    "wordpress-seo",
    "wordpress-seo-premium",
    "seo-by-rank-math",
    "seo-by-rank-math-pro",
)
WORDPRESS_OPTIONS: Final = r"_?aioseo_.*|wpseo(?:_titles|_social|_taxonomy_meta|-premium-redirects-base)?|redirection_options|rank-math-options-.*"


@hook
def namespaces() -> Sequence[str]:
    return ("aioseo/v1",)


@hook
def rest_fields() -> Sequence[RestField]:
    from wirepress.features.seo.notices import take_notices

    return (RestField(("*post",), "aioseo_notices", take_notices),)


@hook
def head_tags(request: HttpRequest, post: PostFacts | None, page: PageFacts) -> Sequence[HeadTag]:
    from wirepress.features.seo.head.write_tags import head_tags
    from wirepress.features.seo.schema.page_ids import graph_of

    page.extras["article_id"] = graph_of(request, page).article
    return head_tags(request, page)


@hook
def schema_nodes(request: HttpRequest, post: PostFacts | None, page: PageFacts) -> Sequence[Mapping[str, JSON]]:
    from wirepress.features.seo.schema.graph import nodes

    return nodes(request, page)


@hook
def breadcrumbs(request: HttpRequest, page: PageFacts) -> Sequence[Breadcrumb]:
    from wirepress.features.seo.schema.breadcrumbs import shown_to_readers

    return shown_to_readers(request, page)


@hook
def watched_tables() -> Sequence[Watched]:
    rule = ("match", "source", "key", "target", "code", "query", "ignore_case", "ignore_slash", "enabled", "group")
    return (
        # An exact rule is about one address, a pattern about any.
        Watched(
            "seo_redirectrule",
            "redirect",
            ref="key",
            columns=rule,
            only="{row}.match = 'exact'",
            aside=True,
            documents="none",
        ),
        Watched(
            "seo_redirectrule",
            "redirect_pattern",
            columns=(*rule, "position"),
            only="{row}.match <> 'exact'",
            documents="none",
        ),
        Watched("seo_patternsversion", SILENT),
        Watched("seo_missingaddress", SILENT),
        Watched("seo_sitemapstate", SILENT),
        Watched("seo_sitemapchunk", SILENT),
        Watched("seo_notification", SILENT),
        # Nothing that readers see is made from these.
        *(
            Watched(f"seo_{name}", SILENT, documents="none")
            for name in ("storyanalysis", "storyfinding", "storylink", "analysisprogress")
        ),
    )


@hook
def early_answers(request: HttpRequest) -> Sequence[HttpResponseBase]:
    from wirepress.features.seo.notify import indexnow as notify
    from wirepress.features.seo.redirects import answer as redirects
    from wirepress.features.seo.robots import views as robots
    from wirepress.features.seo.sitemaps import views as sitemaps

    found = redirects.answer(request) or sitemaps.answer(request) or robots.answer(request) or notify.key_file(request)
    return (found,) if found is not None else ()


@hook
def note_answers(notes: Sequence[AnswerNote]) -> Sequence[None]:
    from wirepress.features.seo.redirects.notes import take

    take(notes)
    return ()


@hook
def on_event(event: Event) -> Sequence[None]:
    from wirepress.features.seo.analysis.jobs import queue_analysis
    from wirepress.features.seo.notify import queue
    from wirepress.features.seo.redirects import monitor
    from wirepress.features.seo.schema import cut_pictures
    from wirepress.features.seo.sitemaps import refresh

    monitor.hear(event)
    refresh.hear(event)
    queue.hear(event)
    queue_analysis(event)
    cut_pictures.hear(event)
    return ()


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.seo.aioseo_api import routes as aioseo
    from wirepress.features.seo.analysis import routes as analysis
    from wirepress.features.seo.redirects import routes as redirects
    from wirepress.features.seo.robots import routes as robots
    from wirepress.features.seo.routes import overrides, settings

    found = (settings, overrides, redirects, robots, analysis, aioseo)
    return tuple(route for part in found for route in part.routes())


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.seo.analysis import panel
    from wirepress.features.seo.audit import page as audit
    from wirepress.features.seo.pages import settings_page
    from wirepress.features.seo.redirects import pages as redirects
    from wirepress.features.seo.robots import pages as robots

    return (settings_page.PAGE, *redirects.pages(), *robots.pages(), audit.PAGE, panel.PAGE)


@hook
def story_panels() -> Sequence[StoryPanel]:
    from wirepress.features.seo.analysis import panel
    from wirepress.features.seo.pages import story_panel

    return (story_panel.PANEL, panel.PANEL)


@hook
def story_columns() -> Sequence[StoryColumn]:
    from wirepress.features.seo.analysis.column import COLUMN

    return (COLUMN,)


@hook
def adopt_tables(active_plugins: Sequence[str]) -> Sequence[str]:
    from wirepress.features.seo import feeds
    from wirepress.features.seo.analysis.progress import start_again
    from wirepress.features.seo.importing.adopt import adopt
    from wirepress.features.seo.redirects.adopt import adopt_yoast
    from wirepress.features.seo.sitemaps import adopt as sitemaps

    start_again()
    return [*adopt(active_plugins), *sitemaps.adopt(active_plugins), *feeds.adopt(active_plugins), *adopt_yoast()]


@hook
def imported(document: Mapping[str, JSON], post: PostFacts, created: bool) -> Sequence[str]:
    from wirepress.features.seo.analysis.jobs import queue_imported
    from wirepress.features.seo.importing.documents import read_document

    queue_imported(post)
    return read_document(document, post)


@hook
def commands() -> Sequence[Command]:
    from wirepress.features.seo.redirects.commands import app

    return (Command("redirects", app, help="Redirects: import, export, and what an address is answered."),)


@hook
def moved_addresses() -> Sequence[tuple[str, str, int]]:
    from wirepress.features.seo.redirects.listing import single_addresses

    return single_addresses()


@hook
def fill_demo(context: DemoContext) -> Sequence[None]:
    from wirepress.features.seo.redirects import sample_data as redirects

    redirects.fill_demo(context)
    return ()


@hook
def replaces_sitemaps() -> Sequence[str]:
    from wirepress.features.seo.sitemaps.views import own_index

    return own_index()


@hook
def query_names() -> Sequence[str]:
    from wirepress.features.seo.redirects.query_names import known

    return ("aiosp_sitemap_path", *known())


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.seo.analysis import jobs as analysis
    from wirepress.features.seo.notify import queue
    from wirepress.features.seo.schema import cut_pictures
    from wirepress.features.seo.sitemaps import refresh as sitemaps

    return (*sitemaps.JOBS, *queue.JOBS, *analysis.jobs(), *cut_pictures.JOBS)


@hook
def shortcodes() -> Sequence[Shortcode]:
    from wirepress.features.seo.sitemaps.other_forms import SHORTCODE

    return (SHORTCODE,)


@hook
def robots_text(rules: str, sitemap: str) -> Sequence[str]:
    from wirepress.features.seo.robots.views import robots

    return (robots(rules, sitemap),)


@hook
def response_headers(request: HttpRequest, content_type: str) -> Sequence[tuple[str, str]]:
    from wirepress.features.seo import feeds
    from wirepress.features.seo.notify import websub
    from wirepress.features.seo.robots import views as robots

    return (*robots.headers(request), *websub.headers(request, content_type), *feeds.headers(content_type))


@hook
def feed_additions(post: Any) -> Sequence[FeedAddition]:
    from wirepress.features.seo.feeds import additions

    return additions(post)


@hook
def wordpress_tables() -> Sequence[WordPressTable]:
    from wirepress.features.seo.redirects.adopt import TABLES

    return TABLES


@hook
def feed_titles(page: PageFacts) -> Sequence[str]:
    from wirepress.features.seo.feeds import titles

    return titles(page)


@hook
def sharing_objections(posts: Sequence[PostFacts]) -> Sequence[tuple[int, str]]:
    from wirepress.features.seo.overrides.store import kept_out_of_search

    hidden = kept_out_of_search(post.pk for post in posts)
    return [(number, "It is kept out of search engines.") for number in sorted(hidden)]
