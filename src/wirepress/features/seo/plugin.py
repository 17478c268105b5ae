"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from wirepress.core.hooks import (
    JSON,
    AdminPage,
    Breadcrumb,
    HeadTag,
    PageFacts,
    PostFacts,
    RestField,
    Route,
    StoryPanel,
    hook,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

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
WORDPRESS_OPTIONS: Final = r"_?aioseo_.*|wpseo(?:_titles|_social|_taxonomy_meta)?|rank-math-options-.*"


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
def adopt_tables(active_plugins: Sequence[str]) -> Sequence[str]:
    from wirepress.features.seo.importing.adopt import adopt

    return adopt(active_plugins)


@hook
def imported(document: Mapping[str, JSON], post: PostFacts, created: bool) -> Sequence[str]:
    from wirepress.features.seo.importing.documents import read_document

    return read_document(document, post)


@hook
def routes() -> Sequence[Route]:
    from wirepress.features.seo.routes import overrides, settings

    return (*settings.routes(), *overrides.routes())


@hook
def admin_pages() -> Sequence[AdminPage]:
    from wirepress.features.seo.pages.settings_page import PAGE

    return (PAGE,)


@hook
def story_panels() -> Sequence[StoryPanel]:
    from wirepress.features.seo.pages.story_panel import PANEL

    return (PANEL,)
