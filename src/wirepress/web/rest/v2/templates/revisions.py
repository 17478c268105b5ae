"""Revisions and autosaves of templates: shown as the template was then."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access, revisions, rows
from wirepress.content.posts.actions.revise import save_autosave as keep_autosave
from wirepress.content.posts.models import Post
from wirepress.content.themes import templates
from wirepress.content.users.models import User
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.paging import paged_response
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.revisions.read import check_page, search_revisions
from wirepress.web.rest.v2.templates.document import MANAGE, path_of, template_document
from wirepress.web.rest.v2.templates.write import _fields


def find_parent(post_type: str, request: Request) -> Post:
    """Return the post whose revisions are asked for. Raises RestError: 404 for none, 400 for a file of the theme."""
    if "template_post" not in request.attributes:  # asked for permission, and again by the handler
        given = templates.clean_id(str(request.path_params.get("parent") or request.path_params.get("id") or ""))
        template = templates.find_template(post_type, given)
        if template is None:
            raise RestError("rest_post_invalid_parent", "There is no template with that ID.", 404)
        if template.post is None:
            raise RestError("rest_invalid_template", "Files of the theme have no revisions.", 400)
        request.attributes["template_post"] = template.post
    post: Post = request.attributes["template_post"]
    return post


def _rows(ids: list[int]) -> list[Post]:
    found = Post.objects.in_bulk(ids)
    authors = User.objects.in_bulk({row.author_id for row in found.values() if row.author_id})
    for row in found.values():
        rows.attach_author(row, authors.get(row.author_id or 0))
    return [found[number] for number in ids]


def may_list(post_type: str, request: Request) -> RestError | None:
    """Whoever may edit the template."""
    if access.may_edit(request.actor, find_parent(post_type, request)):
        return None
    return forbidden(
        "rest_cannot_read", "You are not allowed to see the revisions of this template.", signed_in=request.signed_in
    )


def may_delete(post_type: str, request: Request) -> RestError | None:
    """Whoever may delete the template."""
    if access.may_delete(request.actor, find_parent(post_type, request)) and request.actor.can(MANAGE):
        return None
    return forbidden(
        "rest_cannot_delete", "You are not allowed to delete revisions of this template.", signed_in=request.signed_in
    )


def get_list(post_type: str, request: Request) -> Response:
    """Revisions of the template, newest first."""
    post = find_parent(post_type, request)
    ids, total, per_page = search_revisions(request, post)
    check_page(request, total, per_page)
    items = [with_links(*_shown(row, post, request, "revisions")) for row in _rows(ids)]
    template = templates.from_post(post)
    path = f"{path_of(template)}/revisions" if template else ""
    return paged_response(request, items, total, path, per_page=per_page or max(total, 1))


def _find(post_type: str, request: Request) -> tuple[Post, Post]:
    post, number = find_parent(post_type, request), int(request.path_params["id"])
    revision = Post.objects.filter(pk=number).first() if number < 2**63 else None
    if revision is None or revision.type != "revision":
        raise RestError("rest_post_invalid_id", "There is no revision with that ID.", 404)
    if revision.parent_id != post.id:
        raise RestError("rest_revision_parent_id_mismatch", "The revision does not belong to this template.", 404)
    return revision, post


def get_one(post_type: str, request: Request) -> Response:
    """Answer GET of one revision of a template with its document."""
    data, links = _shown(*_find(post_type, request), request, "revisions")
    return Response(data, links=links)


def delete(post_type: str, request: Request) -> Response:
    """Delete a revision for good; without `force` 501, because revisions have no trash."""
    revision, post = _find(post_type, request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Revisions have no trash: delete with force=true.", 501)
    data, _ = _shown(revision, post, request, "revisions")
    revision.delete()
    return Response({"deleted": True, "previous": data})


def get_autosaves(post_type: str, request: Request) -> Response:
    """Autosaves of the template, one for each who edits it."""
    post = find_parent(post_type, request)
    found = _rows([row.id for row in revisions.autosaves_of(post.id)])
    return Response([with_links(*_shown(row, post, request, "autosaves")) for row in found])


def get_autosave(post_type: str, request: Request) -> Response:
    """Return the newest autosave; its number in the path does not count (WordPress 7.1 behaviour)."""
    post = find_parent(post_type, request)
    saved = revisions.autosaves_of(post.id)
    if not saved:
        raise RestError("rest_post_no_autosave", "This template has no autosave.", 404)
    data, links = _shown(saved[0], post, request, "autosaves")
    return Response(data, links=links)


def autosave(post_type: str, request: Request) -> Response:
    """Keep what the actor is writing."""
    post = find_parent(post_type, request)
    texts = {name: str(text) for name, text in _fields(request).items() if name != "author"}
    request.set("context", "edit")
    row = keep_autosave(post, texts, actor=request.actor)
    data, links = _shown(row, post, request, "autosaves")
    return Response(data, links=links)


def _shown(
    revision: Post, post: Post, request: Request, base: str
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    template = templates.from_post(revision, post)
    if template is None:
        raise RestError("rest_template_not_found", "The template belongs to no theme.", 404)
    data = template_document(template, request)
    if is_field_wanted("parent", wanted_fields(request)):
        data["parent"] = post.id
    href = site.rest_url(path_of(template))
    return data, {"self": [{"href": f"{href}/{base}/{revision.id}"}], "parent": [{"href": href}]}
