"""Revisions of the site's own styles."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.themes import styles
from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.global_styles.read import KIND, find_styles
from wirepress.web.rest.v2.global_styles.schema import revision_schema
from wirepress.web.rest.v2.posts.document import rfc3339
from wirepress.web.rest.v2.revisions.read import check_page, search_revisions


def _parent(request: Request) -> Post:
    try:
        return find_styles(request, "parent")
    except RestError:
        raise RestError("rest_post_invalid_parent", "There are no styles with that ID.", 404) from None


def may_list(request: Request) -> RestError | None:
    """Whoever may change the styles."""
    if access.may_edit(request.actor, _parent(request)):
        return None
    return forbidden(
        "rest_cannot_read", "You are not allowed to see the revisions of the styles.", signed_in=request.signed_in
    )


def get_list(request: Request) -> Response:
    """Answer GET of the revisions of the styles, newest first."""
    post = _parent(request)
    ids, total, per_page = search_revisions(request, post)
    check_page(request, total, per_page)
    items = [with_links(*_shown(row, request)) for row in queries.load_posts(ids)]
    return paged_response(
        request, items, total, f"{KIND.rest_path}/{post.id}/revisions", per_page=per_page or max(total, 1)
    )


def get_one(request: Request) -> Response:
    """Answer GET of one revision of the styles with its document."""
    post, number = _parent(request), int(request.path_params["id"])
    found = queries.load_posts([number]) if number < 2**63 else []
    if not found or found[0].type != "revision":
        raise RestError("rest_post_invalid_id", "There is no revision with that ID.", 404)
    if found[0].parent_id != post.id:
        raise RestError("rest_revision_parent_id_mismatch", "The revision does not belong to these styles.", 404)
    data, links = _shown(found[0], request)
    return Response(data, links=links)


def _shown(revision: Post, request: Request) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    wanted, saved = wanted_fields(request), styles.parse_styles(revision.content)
    data: dict[str, Any] = {
        **{part: PhpObject(saved.get(part) or {}) for part in styles.PARTS},
        "author": revision.author_id,
        "date": rfc3339(revision.date),
        "date_gmt": rfc3339(revision.date_gmt),
        "id": revision.id,
        "modified": rfc3339(revision.modified),
        "modified_gmt": rfc3339(revision.modified_gmt),
        "parent": revision.parent_id,
    }
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    context = str(request.get("context") or "view")
    href = site.rest_url(f"{KIND.rest_path}/{revision.parent_id}")
    return filter_by_context(data, revision_schema(), context), {"parent": [{"href": href}]}
