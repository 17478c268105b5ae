"""All nodes of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from wirepress.core.hooks import PageFacts
from wirepress.features.seo.head.smart_tags import replace_tags
from wirepress.features.seo.schema.article import article_node
from wirepress.features.seo.schema.breadcrumbs import breadcrumbs_node
from wirepress.features.seo.schema.from_blocks import nodes_of_blocks
from wirepress.features.seo.schema.json_ld import Node
from wirepress.features.seo.schema.page_ids import Graph, graph_of
from wirepress.features.seo.schema.people import of_page, person_node
from wirepress.features.seo.schema.publisher import publisher_node, website_node
from wirepress.features.seo.schema.web_page import web_page_node


def nodes(request: HttpRequest, page: PageFacts) -> list[Node]:
    """Return the graph of a page: sorted by type, those that the page's item brings behind the others."""
    graph = graph_of(request, page)
    if page.subject == "refused" or _left_to_wordpress(graph):
        return []
    crumbs = breadcrumbs_node(graph)
    found = [
        crumbs,
        publisher_node(graph),
        website_node(graph),
        web_page_node(graph, has_breadcrumbs=crumbs is not None),
        article_node(graph),
        *(person_node(user, graph) for user in of_page(graph)),
    ]
    known = sorted((one for one in found if one is not None), key=lambda one: str(one["@type"]))
    if page.subject != "story" or page.closed:
        return known
    return [*known, *nodes_of_blocks(graph), *own_nodes(graph)]


def _left_to_wordpress(graph: Graph) -> bool:
    term = graph.page.term
    return graph.plugin_like and graph.page.subject == "term" and term is not None and term.taxonomy == "post_format"


def own_nodes(graph: Graph) -> list[Node]:
    """Return the nodes that somebody wrote for this very page, with smart tags in their texts: a ClaimReview, a Dataset ..."""
    return [_filled(one, graph) for one in graph.meta.own.nodes if one.get("@type")]


def _filled(value: Any, graph: Graph) -> Any:
    if isinstance(value, str):
        return replace_tags(value, graph.meta.scope)
    if isinstance(value, Mapping):
        return {key: _filled(one, graph) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_filled(one, graph) for one in value]
    return value
