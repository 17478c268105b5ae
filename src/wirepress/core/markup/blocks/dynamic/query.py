"""Lists of posts laid out by blocks: core/query and what may stand in it. WordPress 7.1 behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.core.markup.blocks.parts import join_classes, link_color
from wirepress.core.markup.blocks.registry import BlockCall, provides, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import BlockPostQuery
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.lists import wp_parse_id_list
from wirepress.core.php.numbers import intval
from wirepress.core.php.query import parse_str

LIMIT: Final = 100
provides(
    "core/query",
    queryId="queryId",
    query="query",
    displayLayout="displayLayout",
    enhancedPagination="enhancedPagination",
)
provides("core/query-pagination", paginationArrow="paginationArrow", showLabel="showLabel")


def page_number(call: BlockCall) -> int:
    """Return the page of this list that the present address asks for, from 1."""
    _, _, query = call.ctx.request_url.partition("?")
    value = parse_str(query).get(_page_key(call)) if query else None
    return max(1, min(intval(value), 1_000_000)) if isinstance(value, str) else 1


def _page_key(call: BlockCall) -> str:
    number = call.scope.get("queryId")
    return f"query-{number}-page" if isinstance(number, int) else "query-page"


def build_list_query(call: BlockCall, page: int) -> BlockPostQuery | None:
    """Return what the list around the block shows; None for the list of the page itself, which a text does not have."""
    given = call.scope.get("query")
    query: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    if not query or query.get("inherit") is True:
        return None
    limit = intval(query.get("perPage") or call.ctx.site.posts_per_page)
    terms, without = _terms(query.get("taxQuery"))
    for attribute, taxonomy in (("categoryIds", "category"), ("tagIds", "post_tag")):
        if query.get(attribute):
            terms.setdefault(taxonomy, wp_parse_id_list(query[attribute]))
    sticky = query.get("sticky")
    return BlockPostQuery(
        type=_name(query.get("postType"), "post"),
        limit=max(1, min(limit, LIMIT)),
        offset=max(0, intval(query.get("offset") or 0)),
        page=page,
        order="asc" if str(query.get("order", "desc")).lower() == "asc" else "desc",
        orderby=_name(query.get("orderBy"), "date"),
        terms=terms,
        exclude_terms=without,
        authors=_ids(query.get("author")),
        exclude=_ids(query.get("exclude")),
        parents=_ids(query.get("parents")),
        formats=_names(query.get("format")),
        search=_name(query.get("search"), ""),
        sticky=sticky if isinstance(sticky, str) else "",
    )


def _terms(given: Any) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return terms that posts must have and must not have, in the older and the newer spelling of the attribute."""
    if not isinstance(given, Mapping):
        return {}, {}
    plain = {"include": given.get("include"), "exclude": given.get("exclude")}
    if not isinstance(plain["include"], Mapping) and not isinstance(plain["exclude"], Mapping):
        plain = {"include": given, "exclude": {}}
    found = [
        {str(name): ids for name, value in (rows.items() if isinstance(rows, Mapping) else ()) if (ids := _ids(value))}
        for rows in plain.values()
    ]
    return found[0], found[1]


def _ids(value: Any) -> list[int]:
    return [number for number in wp_parse_id_list(value) if number] if value else []


def _name(value: Any, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _names(value: Any) -> list[str]:
    return (
        [str(name) for name in value]
        if isinstance(value, list)
        else [value]
        if isinstance(value, str) and value
        else []
    )


@renders("core/post-template", own_inner=True)
def post_template(call: BlockCall) -> str:
    """The inner blocks once for every post of the list."""
    query = build_list_query(call, page_number(call))
    posts = call.ctx.lookup.posts(query) if query else ()
    if not posts:
        return ""
    call.ctx.lookup.read_attachments({post.thumbnail for post in posts})
    items = []
    for post in posts:
        names = " ".join(["wp-block-post", *call.ctx.lookup.classes(post.id)])
        inner = call.inner({"postId": post.id, "postType": post.type})
        items.append(f'<li class="{esc_attr(names)}">{inner}</li>')
    names = join_classes(_grid(call), link_color(call))
    return f"<ul {wrapper(call, {'class': names} if names else {})}>{''.join(items)}</ul>"


def _grid(call: BlockCall) -> str:
    """Classes of the older way to ask for columns, and of the newer."""
    display = call.scope.get("displayLayout")
    if isinstance(display, Mapping) and display.get("type") == "flex":
        return f"is-flex-container columns-{intval(display.get('columns') or 1)}"
    if call.attrs.path("layout", "type") == "grid" and call.attrs.path("layout", "columnCount"):
        return f"columns-{intval(call.attrs.path('layout', 'columnCount'))}"
    return ""


@renders("core/query-no-results", own_inner=True)
def no_results(call: BlockCall) -> str:
    """What a list shows that finds nothing."""
    query = build_list_query(call, page_number(call))
    if query is None or call.ctx.lookup.posts(query):
        return ""
    inner = call.inner()
    names = link_color(call)
    return f"<div {wrapper(call, {'class': names} if names else {})}>{inner}</div>" if inner.strip() else ""


@renders("core/query-pagination")
def pagination(call: BlockCall) -> str:
    """The row of links to other pages of the list."""
    if not call.content.strip():
        return ""
    names = link_color(call)
    attributes = wrapper(call, {"aria-label": "Pagination"} | ({"class": names} if names else {}))
    return f"<nav {attributes}>{call.content}</nav>"


def _pages(call: BlockCall, query: BlockPostQuery) -> int:
    total = max(0, call.ctx.lookup.count_posts(query) - query.offset)
    pages = -(-total // query.limit)
    given = call.scope.get("query")
    limit = intval(given.get("pages") or 0) if isinstance(given, Mapping) else 0
    return min(pages, limit) if limit else pages


def _page_url(call: BlockCall, page: int) -> str:
    path, _, query = call.ctx.request_url.partition("?")
    key = _page_key(call)
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != key]
    kept += [f"{key}={page}"] if page > 1 else []
    return esc_url(path + ("?" + "&".join(kept) if kept else ""))


def _arrow(call: BlockCall, *, forward: bool) -> str:
    kind = call.scope.get("paginationArrow")
    signs = {"arrow": ("←", "→"), "chevron": ("«", "»")}.get(kind if isinstance(kind, str) else "")
    side = "next" if forward else "previous"
    if not signs:
        return ""
    return f"<span class='wp-block-query-pagination-{side}-arrow is-arrow-{kind}' aria-hidden='true'>{signs[forward]}</span>"


@renders("core/query-pagination-next", "core/query-pagination-previous")
def pagination_step(call: BlockCall) -> str:
    """A link to the page after or before this one, nothing at the end."""
    forward = call.name.endswith("next")
    page = page_number(call)
    query = build_list_query(call, page)
    target = page + 1 if forward else page - 1
    if query is None or target < 1 or (forward and target > _pages(call, query)):
        return ""
    label = call.attrs.text("label") or ("Next Page" if forward else "Previous Page")
    arrow = _arrow(call, forward=forward)
    shown = label if call.scope.get("showLabel") is not False else ""
    text = f"{shown}{arrow}" if forward else f"{arrow}{shown}"
    extra = {} if shown else {"aria-label": label}
    return f'<a href="{_page_url(call, target)}" {wrapper(call, extra)}>{text}</a>'


@renders("core/query-pagination-numbers")
def pagination_numbers(call: BlockCall) -> str:
    """Links to the pages around this one and at both ends."""
    page = page_number(call)
    query = build_list_query(call, page)
    pages = _pages(call, query) if query else 0
    if pages < 2:
        return ""
    middle = call.attrs.number("midSize", 2)
    parts, gap = [], False
    for number in range(1, min(pages, 10_000) + 1):
        if number == page:
            parts.append(f'<span aria-current="page" class="page-numbers current">{number}</span>')
            gap = True
        elif number in (1, pages) or abs(number - page) <= middle:
            parts.append(f'<a class="page-numbers" href="{_page_url(call, number)}">{number}</a>')
            gap = True
        elif gap:
            parts.append('<span class="page-numbers dots">&hellip;</span>')
            gap = False
    body = "\n".join(parts)
    return f"<div {wrapper(call)}>{body}</div>"


@renders("core/query-title", "core/term-description", "core/query-total")
def only_on_archives(call: BlockCall) -> str:
    """These speak of the page's own list, which a text does not have."""
    return ""
