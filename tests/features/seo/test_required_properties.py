"""What search engines ask of each kind of node, as their documentation of structured data says, on the pages of a small paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.test import Client

from tests.features.seo.test_pages_for_machines import BLOCKS, graph_of
from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link

# Kind -> properties without which a node is worth nothing to those who read it.
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "NewsArticle": (
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "mainEntityOfPage",
        "inLanguage",
    ),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position",),
    "FAQPage": ("mainEntity",),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "HowTo": ("name", "step"),
    "HowToStep": ("text",),
    "VideoObject": ("name", "thumbnailUrl", "uploadDate"),
    "NewsMediaOrganization": ("name", "url"),
    "Person": ("name", "url"),
    "ProfilePage": ("mainEntity",),
    "ImageObject": ("url",),
    "WebSite": ("name", "url"),
    "SearchAction": ("target", "query-input"),
    "WebPage": ("url",),
    "CollectionPage": ("url", "name"),
    "SearchResultsPage": ("url", "name"),
    "SpeakableSpecification": ("cssSelector",),
    "ItemList": ("itemListElement",),
    "EntryPoint": ("urlTemplate",),
}
DATES: Final = ("datePublished", "dateModified", "dateCreated", "uploadDate")
ADDRESSES: Final = ("url", "contentUrl", "embedUrl", "thumbnailUrl", "item", "license", "sameAs")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node, wherever it stands."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def test_each_kind_of_node_says_what_is_asked_of_it(write: Write, reader: Client) -> None:
    store.put("posts_per_page", 1)
    picture = '<p><img src="http://elsewhere.example/boat.jpg" width="900" height="600" alt="A boat"></p>'
    story = write("Low water", content=picture + BLOCKS)
    write("High water")
    pages = (
        "/",
        "/page/2/",
        post_link(story),
        "/author/edda/",
        "/2026/",
        "/?s=water",
        "/category/harbour/",
        "/nothing/",
    )
    seen = set()
    for address in pages:
        for node in nodes(graph_of(reader, address)):
            kind = node["@type"]
            seen.add(kind)
            assert not [name for name in REQUIRED[kind] if node.get(name) in (None, "", [])], (address, node)
            for name in DATES:
                if name in node:
                    assert datetime.fromisoformat(node[name]).tzinfo is not None, (address, name, node[name])
            for name in ADDRESSES:
                for value in node[name] if isinstance(node.get(name), list) else [node.get(name)]:
                    assert value is None or re.match(r"https?://[^\s<>]+$", value), (address, name, value)
    assert seen >= set(REQUIRED) - {"Article"}
