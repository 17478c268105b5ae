"""Reading revisions and autosaves of a post type."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access, revisions, rows
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.users import nonces
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.markup.links.query_args import add_query_args
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response, Schema
from wirepress.web.rest.meta import describe
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.posts.document import rfc3339
from wirepress.web.rest.v2.revisions.schema import autosave_schema, revision_schema

_NONE = 2**62  # "all of them" as a page size


def find_parent(kind: PostType, request: Request, name: str = "parent") -> Post:
    """Return the item whose revisions are asked for. Raises RestError 404."""
    number = types.to_int(request.get(name if name in request.path_params else "id"))
    kept: dict[int, Post | None] = request.attributes.setdefault("posts", {})
    if number not in kept:
        found = queries.load_posts([number]) if 0 < number < 2**63 else []
        kept[number] = found[0] if found else None
    post = kept[number]
    if post is None or post.type != kind.name:
        raise RestError("rest_post_invalid_parent", "There is no item with that ID.", 404)
    return post


def may_list(kind: PostType, request: Request) -> RestError | None:
    """Whoever may edit the item."""
    if not access.may_edit(request.actor, find_parent(kind, request)):
        return forbidden(
            "rest_cannot_read", "You are not allowed to see the revisions of this item.", signed_in=request.signed_in
        )
    return None


def get_list(kind: PostType, request: Request) -> Response:
    """Revisions of the item, newest first, autosaves among them."""
    post = find_parent(kind, request)
    ids, total, per_page = search_revisions(request, post)
    check_page(request, total, per_page)
    items = [with_links(*revision_document(kind, found, post, request)) for found in queries.load_posts(ids)]
    return paged_response(
        request, items, total, f"{kind.rest_path}/{post.id}/revisions", per_page=per_page or max(total, 1)
    )


def search_revisions(request: Request, post: Post) -> tuple[list[int], int, int]:
    """Return ids of one page of the item's revisions, how many there are, and how many a page has (0: all). Raises RestError 400."""
    if request["orderby"] == "include" and not request["include"]:
        raise RestError("rest_orderby_include_missing_include", "Give `include` when the list is ordered by it.", 400)
    per_page = int(request["per_page"] or 0)
    query = PostQuery(
        types=("revision",),
        statuses=("inherit",),
        parent=(post.id,),
        search=str(request["search"] or ""),
        include=types.unsigned(request["include"]) or None,
        exclude=() if request["include"] else types.unsigned(request["exclude"] or ()),
        order=str(request["order"] or "desc"),
        orderby=str(request["orderby"] or "date"),
        page=int(request["page"] or 1),
        per_page=per_page or -1,
        actor=request.actor,
        offset=request["offset"] if per_page else None,
    )
    ids, total = queries.find_post_ids(query)
    return ids, total, per_page


def check_page(request: Request, total: int, per_page: int) -> None:
    """Raises RestError (400) for a page beyond the last."""
    if not total:
        return
    if request["offset"] is not None and int(request["offset"]) >= total:
        raise RestError("rest_revision_invalid_offset_number", "The item has fewer revisions than that.", 400)
    if request["offset"] is None and int(request["page"] or 1) > (-(-total // per_page) if per_page else 1):
        raise RestError("rest_revision_invalid_page_number", "The list has fewer pages than that.", 400)


def find_revision(kind: PostType, request: Request) -> Post:
    """Return the revision that the path names. Raises RestError 404."""
    number = types.to_int(request.get("id"))
    found = queries.load_posts([number]) if 0 < number < 2**63 else []
    if not found or found[0].type != "revision":
        raise RestError("rest_post_invalid_id", "There is no revision with that ID.", 404)
    if found[0].parent_id != find_parent(kind, request).id:
        raise RestError("rest_revision_parent_id_mismatch", "The revision does not belong to this item.", 404)
    return found[0]


def get_one(kind: PostType, request: Request) -> Response:
    """Answer GET of one revision with its document."""
    data, links = revision_document(kind, find_revision(kind, request), find_parent(kind, request), request)
    return Response(data, links=links)


def may_list_autosaves(kind: PostType, request: Request) -> RestError | None:
    """Whoever may edit the item."""
    return may_list(kind, request)


def get_autosaves(kind: PostType, request: Request) -> Response:
    """Autosaves of the item, one for each who edits it."""
    post = find_parent(kind, request)
    found = queries.load_posts([row.id for row in revisions.autosaves_of(post.id)])
    return Response([with_links(*revision_document(kind, row, post, request, autosave=True)) for row in found])


def get_autosave(kind: PostType, request: Request) -> Response:
    """Return the actor's autosave of the item, else the newest; its number in the path does not count (WordPress 7.1 behaviour)."""
    post = find_parent(kind, request)
    rows = revisions.autosaves_of(post.id)
    if not rows:
        raise RestError("rest_post_no_autosave", "This item has no autosave.", 404)
    data, links = revision_document(kind, queries.load_posts([rows[0].id])[0], post, request, autosave=True)
    return Response(data, links=links)


def revision_document(
    kind: PostType, revision: Post, post: Post, request: Request, *, autosave: bool = False
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Return the revision's document without links, and its links."""
    wanted = wanted_fields(request)
    schema: Schema = autosave_schema(kind) if autosave else revision_schema(kind)
    context = str(request.get("context") or "view")
    rendering = render.new_context(request)
    makers: dict[str, Any] = {
        "author": lambda: revision.author_id,
        "date": lambda: rfc3339(revision.date) if revision.date_gmt else None,
        "date_gmt": lambda: rfc3339(revision.date_gmt),
        "id": lambda: revision.id,
        "modified": lambda: rfc3339(revision.modified),
        "modified_gmt": lambda: rfc3339(revision.modified_gmt),
        "parent": lambda: revision.parent_id,
        "slug": lambda: revision.slug,
        "guid": lambda: {"rendered": render.render_guid(revision), "raw": revision.guid},
        "title": lambda: {"raw": revision.title, "rendered": render.render_title(revision, rendering)},
        "content": lambda: {"raw": revision.content, "rendered": render.render_content(revision, rendering)},
        "excerpt": lambda: {
            "raw": revision.excerpt,
            "rendered": render.render_excerpt(revision, rendering, automatic=False),
        },
        "meta": lambda: describe.read_meta("post", kind.name, rows.meta_rows(revision)),
        "preview_link": lambda: _preview(revision, post, request),
    }
    data = {
        name: make() for name, make in makers.items() if name in schema["properties"] and is_field_wanted(name, wanted)
    }
    data = filter_by_context(data, schema, context)
    for name in ("title", "content", "excerpt", "guid"):
        if isinstance(data.get(name), dict):
            data[name] = {key: value for key, value in data[name].items() if is_field_wanted(f"{name}.{key}", wanted)}
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    links = {"parent": [{"href": site.rest_url(f"{kind.rest_path}/{post.id}")}]}
    return data, links if shown and revision.type == "revision" else {}


def _preview(revision: Post, post: Post, request: Request) -> str:
    nonce = nonces.create(f"post_preview_{post.id}", request.actor.id, str(request.attributes.get("session", "")))
    if revision.type != "revision":  # a draft of one's own, changed itself
        return add_query_args(permalinks.post_link(post), {"preview": "true"})
    query = {"preview_id": str(post.id), "preview_nonce": nonce, "preview": "true"}
    return add_query_args(permalinks.post_link(post), query)
