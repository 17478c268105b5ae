"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from wirepress.core.cache.watched import SILENT, Watched
from wirepress.core.hooks import (
    JSON,
    AdminPage,
    AnswerNote,
    Breadcrumb,
    Command,
    DemoContext,
    Event,
    HeadTag,
    Job,
    PageFacts,
    PostFacts,
    RestField,
    Route,
    StoryColumn,
    StoryPanel,
    hook,
)

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

NAME: Final = "seo"
TITLE: Final = "SEO"
DESCRIPTION: Final = "Titles, descriptions, structured data and notices for search engines and other sites."
ORDER: Final = 40
WORDPRESS_PLUGINS: Final = ("all-in-one-seo-pack", "all-in-one-seo-pack-pro")
WORDPRESS_OPTIONS: Final = r"_?aioseo_.*"


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
        # Nothing that readers see is made from these.
        *(
            Watched(f"seo_{name}", SILENT, documents="none")
            for name in ("storyanalysis", "storyfinding", "storylink", "analysisprogress")
        ),
    )


@hook
def early_answers(request: HttpRequest) -> Sequence[HttpResponseBase]:
    from wirepress.features.seo.redirects.answer import answer

    found = answer(request)
    return (found,) if found is not None else ()


@hook
def note_answers(notes: Sequence[AnswerNote]) -> Sequence[None]:
    from wirepress.features.seo.redirects.notes import take

    take(notes)
    return ()


@hook
def on_event(event: Event) -> Sequence[None]:
    from wirepress.features.seo.analysis.jobs import queue_analysis
    from wirepress.features.seo.redirects.monitor import hear

    hear(event)
    queue_analysis(event)
    return ()


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.seo.analysis import routes as analysis
    from wirepress.features.seo.redirects import routes as redirects

    return (*redirects.routes(), *analysis.routes())


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.seo.analysis import panel
    from wirepress.features.seo.audit import page as audit
    from wirepress.features.seo.redirects import pages as redirects

    return (*redirects.pages(), audit.PAGE, panel.PAGE)


@hook
def story_panels() -> Sequence[StoryPanel]:
    from wirepress.features.seo.analysis import panel

    return (panel.PANEL,)


@hook
def story_columns() -> Sequence[StoryColumn]:
    from wirepress.features.seo.analysis.column import COLUMN

    return (COLUMN,)


@hook
def jobs() -> Sequence[Job]:
    from wirepress.features.seo.analysis.jobs import jobs

    return jobs()


@hook
def adopt_tables() -> Sequence[str]:
    from wirepress.features.seo.analysis.progress import start_again
    from wirepress.features.seo.importing.adopt import adopt

    start_again()
    return adopt()


@hook
def commands() -> Sequence[Command]:
    from wirepress.features.seo.redirects.commands import app

    return (Command("redirects", app, help="Redirects: import, export, and what an address is answered."),)


@hook
def fill_demo(context: DemoContext) -> Sequence[None]:
    from wirepress.features.seo.redirects import sample_data as redirects

    redirects.fill_demo(context)
    return ()
