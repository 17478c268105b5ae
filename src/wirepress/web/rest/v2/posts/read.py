"""Reading posts of a type: the list and one item, with who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.models import Post
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.request.moments import local_moment
from wirepress.web.rest.response.paging import paged_response, require_existing_page
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.posts.document import PostDocumentWriter
from wirepress.web.rest.v2.posts.params import collection_params


def may_list(kind: PostType, request: Request) -> RestError | None:
    """Everybody may list what is public; context=edit is for those who edit the type."""
    if request.get("context") == "edit" and not access.may_edit_type(request.actor, kind.name):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to edit items of this type.", signed_in=request.signed_in
        )
    return None


def find_post(kind: PostType, request: Request) -> Post:
    """Return the post that the path names. Raises RestError 404. Read once for permission and handler."""
    number = int(request["id"] or 0)
    kept: dict[int, Post | None] = request.attributes.setdefault("posts", {})
    if number not in kept:
        loaded = queries.load_posts([number]) if 0 < number < 2**63 else []
        kept[number] = loaded[0] if loaded else None
    post = kept[number]
    if post is None or post.type != kind.name:
        raise RestError("rest_post_invalid_id", "There is no item with that ID.", 404)
    return post


def find_bare_post(request: Request, number: int, post_type: str) -> Post | None:
    """Return the post of a number and type without what belongs to it, for types whose documents need none of that; read once a request."""
    kept: dict[int, Post | None] = request.attributes.setdefault("plain_posts", {})
    if number not in kept:
        kept[number] = Post.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    post = kept[number]
    return post if post is not None and post.type == post_type else None


def may_get(kind: PostType, request: Request) -> RestError | bool | None:
    """Return whether the actor may read the item, edit it for context=edit, and gave the right password if any."""
    post = find_post(kind, request)
    if request.get("context") == "edit" and not access.may_edit(request.actor, post):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to edit this item.", signed_in=request.signed_in
        )
    given = request.query.get("password")
    if (
        given not in (None, "", "0", [], {}) and given != post.password
    ):  # also where the item has none (WordPress 7.1 behaviour)
        return RestError("rest_post_incorrect_password", "That is not the password of the item.", 403)
    return access.may_read(request.actor, post)


Maker = Callable[[PostType, Request], PostDocumentWriter]


def get_one(kind: PostType, request: Request, maker: Maker = PostDocumentWriter) -> Response:
    """Answer GET of one item of the type with its document."""
    return item_response(kind, find_post(kind, request), request, maker)


def item_response(kind: PostType, post: Post, request: Request, maker: Maker = PostDocumentWriter) -> Response:
    """Return the answer that shows one item, also after it was written."""
    data, links = maker(kind, request).write(post)
    response = Response(data, links=links)
    if kind.viewable and kind.public:
        response.headers["Link"] = f'<{permalinks.post_link(post)}>; rel="alternate"; type=text/html'
    return response


def get_list(kind: PostType, request: Request, maker: Maker = PostDocumentWriter) -> Response:
    """Return one page of the list."""
    check_order(request)
    ids, total = find_page(build_query(kind, request))
    return paged_response(
        request, build_documents(kind, request, queries.load_posts(ids), maker), total, kind.rest_path
    )


def find_page(query: PostQuery) -> tuple[list[int], int]:
    """Return the ids of a page of a list, and how many there are. Raises RestError (400) for a page that is too far.

    WordPress counts nothing when it finds nothing, but for a page that is too far, reached by its number alone.
    """
    ids, total = queries.find_post_ids(query)
    if not ids and (query.page <= 1 or query.offset):
        total = 0
    require_existing_page(query.page, total, query.per_page, "rest_post_invalid_page_number")
    return ids, total


def check_order(request: Request) -> None:
    """Raises RestError (400) for an order that needs another argument."""
    if request["orderby"] == "include" and not request["include"]:
        raise RestError("rest_orderby_include_missing_include", "Give `include` when the list is ordered by it.", 400)
    if request["orderby"] == "relevance" and not request["search"]:
        raise RestError("rest_no_search_term_defined", "Give `search` when the list is ordered by relevance.", 400)


def build_documents(
    kind: PostType, request: Request, posts: list[Post], maker: Maker = PostDocumentWriter
) -> list[Any]:
    """Return the documents of those that the actor may see, links inside."""
    if request.method == "HEAD":
        return []
    may = access.may_edit if request.get("context") == "edit" and site.compat() != "6.8" else access.may_read
    writer = maker(kind, request)
    writer.prepare(posts)
    return [with_links(*writer.write(post)) for post in posts if may(request.actor, post)]


def build_query(kind: PostType, request: Request) -> PostQuery:
    """Return the list's arguments as a query."""
    query = PostQuery(
        types=[kind.name],
        statuses=list(request["status"] or ["publish"]),
        page=int(request["page"] or 1),
        per_page=int(request["per_page"] or 10),
        order=str(request["order"] or "desc"),
        orderby=str(request["orderby"] or "date"),
        actor=request.actor,
    )
    _copy_plain_args(kind, query, request)
    for name in ("after", "before", "modified_after", "modified_before"):
        if request[name]:
            setattr(query, name, local_moment(request[name]))
    _settle_contradictions(query)
    if request["ignore_sticky"] is False:
        query.ignore_sticky = False
    _terms(kind, query, request)
    return query


def _settle_contradictions(query: PostQuery) -> None:
    """Of what narrows a list in two directions one counts (WordPress 7.1 behaviour, WP_Query)."""
    if query.include and query.sticky is False:
        query.sticky = None
    if query.include or query.sticky:
        query.exclude = ()
    if query.author_exclude:
        query.author = ()
    if query.parent:
        query.parent_exclude = ()


_NUMBERS = ("author", "author_exclude", "include", "exclude", "offset", "parent", "parent_exclude", "menu_order")


def _copy_plain_args(kind: PostType, query: PostQuery, request: Request) -> None:
    """Arguments that go over as they are."""
    known = collection_params(kind)
    for name in (
        "search",
        "search_columns",
        "search_semantics",
        "author",
        "author_exclude",
        "include",
        "exclude",
        "offset",
        "slug",
        "parent",
        "parent_exclude",
        "menu_order",
        "sticky",
        "tax_relation",
        "format",
    ):
        value = request[name]
        if name in known and value is not None and value != []:
            setattr(query, name, types.unsigned(value) if name in _NUMBERS else value)
    query.slug = [sanitize_title(slug) for slug in query.slug]


def _terms(kind: PostType, query: PostQuery, request: Request) -> None:
    for taxonomy in taxonomies_of(kind):
        for suffix, include in (("", True), ("_exclude", False)):
            value = request[f"{taxonomy.rest_base}{suffix}"]
            if not value:
                continue
            wish = value if isinstance(value, dict) else {"terms": value}
            if not wish.get("terms"):
                continue
            query.terms.append(
                TermCondition(
                    taxonomy.name,
                    types.unsigned(list(wish["terms"])),
                    include=include,
                    children=bool(wish.get("include_children")),
                    operator=str(wish.get("operator") or "OR"),
                )
            )
