"""SEO: what this feature adds to Wirepress, hook by hook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from wirepress.core.hooks import JSON, Breadcrumb, HeadTag, PageFacts, PostFacts, RestField, hook

if TYPE_CHECKING:
    from django.http import HttpRequest

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
def adopt_tables() -> Sequence[str]:
    from wirepress.features.seo.importing.adopt import adopt

    return adopt()
