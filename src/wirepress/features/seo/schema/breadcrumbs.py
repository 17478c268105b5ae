"""The way from the front page to a page, for readers and machines alike."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from typing import cast
from urllib.parse import quote_plus

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks, plugin_addresses
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import parent_of, terms_of
from wirepress.content.posts.types import known
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms.models import Term
from wirepress.content.terms.taxonomies import known as taxonomy_of
from wirepress.content.users.models import User
from wirepress.core.hooks import Breadcrumb, PageFacts
from wirepress.core.php.dates.format import php_date
from wirepress.features.seo.head import texts
from wirepress.features.seo.head.smart_tags import replace_tags, term_name
from wirepress.features.seo.schema.json_ld import Node
from wirepress.features.seo.schema.page_ids import Graph, graph_of

_DEPTH = 20  # parents of a page or section that are followed


def shown_to_readers(request: HttpRequest, page: PageFacts) -> list[Breadcrumb]:
    """Return the way to a page as readers see it: none where there is nothing between it and the front page."""
    graph = graph_of(request, page)
    if not graph.settings.breadcrumbs or page.subject in ("front", "missing", "refused", "search"):
        return []
    steps = [Breadcrumb(texts.plain(step.name), step.url) for step in trail(graph) if step.name]
    return [*steps[:-1], Breadcrumb(steps[-1].name)] if len(steps) > 1 else []


def breadcrumbs_node(graph: Graph) -> Node | None:
    """Return the way to a page for machines."""
    steps = trail(graph)
    if graph.plugin_like:
        return _as_the_plugin(graph, steps)
    shown = [step for step in steps if step.name]
    if len(shown) < 2:
        return None
    items = [
        {"@type": "ListItem", "position": place, "name": step.name, **({"item": step.url} if step.url else {})}
        for place, step in enumerate(shown, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": graph.breadcrumbs, "itemListElement": items}


def trail(graph: Graph) -> list[Breadcrumb]:
    """Return the steps from the front page to the page, each with its address."""
    page = graph.page
    steps = [Breadcrumb(graph.settings.breadcrumb_home, site.home())]
    if page.subject == "story" and page.post is not None:
        steps += _to_story(cast(Post, page.post), graph)
    elif page.subject == "term" and page.term is not None:
        steps += _to_term(cast(Term, page.term), graph)
    elif page.subject == "author" and page.person is not None:
        user = cast(User, page.person)
        steps.append(Breadcrumb(texts.decoded(user.display_name), permalinks.author_link(user)))
    elif page.subject == "search":
        steps.append(_search(graph))
    elif page.subject == "date" and not graph.plugin_like:
        steps += _to_date(page.date)
    elif page.subject == "type":
        steps.append(Breadcrumb(known(page.post_type).label, page.first))
    if page.number > 1:
        words = replace_tags("Page #page_number", graph.meta.scope)
        steps.append(Breadcrumb(words, site.home() if graph.plugin_like else graph.meta.address))
    return steps


def _to_story(post: Post, graph: Graph) -> list[Breadcrumb]:
    own = Breadcrumb(graph.meta.own.breadcrumb or graph.headline, permalinks.post_link(post))
    kind = known(post.type)
    if kind.hierarchical:
        return [*_parents(post, graph), own]
    steps = []
    if kind.has_archive:
        steps.append(Breadcrumb(kind.label, plugin_addresses.archive_link(kind)))
    term = _deepest(post, graph)
    return [*steps, *(_to_term(term, graph) if term is not None else ()), own]


def _parents(post: Post, graph: Graph) -> list[Breadcrumb]:
    steps: list[Breadcrumb] = []
    above = parent_of(post)
    while above is not None and len(steps) < _DEPTH:
        name = texts.plain(above.title)
        steps.insert(0, Breadcrumb(name, permalinks.post_link(above)))
        above = parent_of(above)
    return steps


def _deepest(post: Post, graph: Graph) -> Term | None:
    """The chosen section, else the one with most sections above it; of several the first made."""
    terms = terms_of(post, "category")
    chosen = graph.meta.own.primary.get("category")
    if main := next((term for term in terms if term.pk == chosen), None):
        return main
    return min(terms, key=lambda term: (-len(term_rows.ancestors(term)), term.pk)) if terms else None


def _to_term(term: Term, graph: Graph) -> list[Breadcrumb]:
    hierarchical = taxonomy_of(term.taxonomy).hierarchical
    above = list(reversed(term_rows.ancestors(term))) if hierarchical else []
    return [Breadcrumb(_name(one, graph), permalinks.term_link(one)) for one in [*above, term]]


def _name(term: Term, graph: Graph) -> str:
    """AIOSEO gives names as they are stored, with entities."""
    return term.name if graph.plugin_like else term_name(term)


def _to_date(date: tuple[int, ...]) -> list[Breadcrumb]:
    steps = []
    for count in range(1, len(date) + 1):
        year, month, day = [*date[:count], 1, 1][:3]
        words = php_date(("Y", "F", "j")[count - 1], datetime(year, month, day))
        steps.append(Breadcrumb(words, permalinks.date_link(*date[:count])))
    return steps


def _search(graph: Graph) -> Breadcrumb:
    words = texts.plain(graph.page.words)
    if graph.plugin_like:  # the plugin leaves the words out, and escapes them twice in the address
        escaped = html.escape(html.escape(graph.page.words))
        return Breadcrumb("Search Results for ''", site.home(f"/?s={quote_plus(escaped)}"))
    return Breadcrumb(f"Search: {words}" if words else "Search", graph.page.first)


def _as_the_plugin(graph: Graph, steps: Sequence[Breadcrumb]) -> Node:
    """As AIOSEO writes it: every step names the ones before and after; the last has no address."""
    if graph.page.subject == "missing":
        steps = [*steps, Breadcrumb("404 - Page Not Found")]
    ids = [f"{step.url}#listItem" for step in steps]
    items = []
    for place, step in enumerate(steps):
        item: Node = {"@type": "ListItem", "@id": ids[place], "position": place + 1}
        if step.name:
            item["name"] = step.name
        if place + 1 < len(steps):
            item["item"] = step.url
            if steps[place + 1].name:
                item["nextItem"] = {"@type": "ListItem", "@id": ids[place + 1], "name": steps[place + 1].name}
        if place:
            item["previousItem"] = {"@type": "ListItem", "@id": ids[place - 1], "name": steps[place - 1].name}
        items.append(item)
    if graph.page.subject == "missing":
        items.pop()
    return {"@type": "BreadcrumbList", "@id": graph.breadcrumbs, "itemListElement": items}
