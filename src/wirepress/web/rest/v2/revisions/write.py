"""Deleting revisions, writing autosaves."""

from __future__ import annotations

from typing import Any

from wirepress.content.posts import access
from wirepress.content.posts.actions.revise import save_autosave as keep_autosave
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.editing.conflicts import EditConflict
from wirepress.content.posts.editing.locks import find_holder
from wirepress.content.posts.editing.versions import read_base
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.posts import prepare
from wirepress.web.rest.v2.posts.write import may_update
from wirepress.web.rest.v2.revisions.read import find_parent, find_revision, revision_document

# What an autosave of one's own draft changes: the post's own columns, neither its terms nor its meta (WordPress 7.1 behaviour).
_COLUMNS = (
    "title",
    "content",
    "excerpt",
    "slug",
    "status",
    "date",
    "date_gmt",
    "author",
    "parent",
    "menu_order",
    "password",
    "comment_status",
    "ping_status",
)


def may_delete(kind: PostType, request: Request) -> RestError | None:
    """Revisions are deleted by nobody but those who may delete the item (WordPress 7.1: delete_post of the revision never holds)."""
    post = find_parent(kind, request)
    if not access.may_delete(request.actor, post):
        return forbidden(
            "rest_cannot_delete", "You are not allowed to delete revisions of this item.", signed_in=request.signed_in
        )
    if not access.may_delete(request.actor, find_revision(kind, request)):
        return forbidden(
            "rest_cannot_delete", "You are not allowed to delete this revision.", signed_in=request.signed_in
        )
    return None


def delete(kind: PostType, request: Request) -> Response:
    """Delete a revision for good; without `force` 501, because revisions have no trash."""
    revision = find_revision(kind, request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Revisions have no trash: delete with force=true.", 501)
    data, _ = revision_document(kind, revision, find_parent(kind, request), request)
    revision.delete()
    return Response({"deleted": True, "previous": data})


def may_autosave(kind: PostType, request: Request) -> RestError | None:
    """Whoever may edit the item."""
    return may_update(kind, request)


def _is_changed_itself(post: Post, request: Request) -> bool:
    """Return whether an autosave changes the post: a draft of one's own that nobody else is writing (WordPress 7.1 behaviour)."""
    own = post.status in ("draft", "auto-draft") and post.author_id == request.actor.id
    return own and find_holder(post.pk, request.actor.id) is None


def _change_draft(post: Post, fields: dict[str, Any], request: Request) -> bool:
    """Write the draft. False: somebody else has saved it since the version that the writer began with, and it stays as it is."""
    try:
        with refusals_as_rest_errors():
            update_post(post, fields, actor=request.actor, revise=False, base=read_base(request.headers))
    except EditConflict:
        return False
    return True


def autosave(kind: PostType, request: Request) -> Response:
    """Keep what the actor is writing. A draft of one's own is changed itself, as WordPress does."""
    post = find_parent(kind, request)
    fields = prepare.prepare_fields(kind, request, post)
    texts: dict[str, str] = {name: str(fields[name]) for name in ("title", "content", "excerpt") if name in fields}
    request.set("context", "edit")
    own = {name: value for name, value in fields.items() if name in _COLUMNS}
    if _is_changed_itself(post, request) and _change_draft(post, own, request):
        data, links = revision_document(kind, queries.load_posts([post.id])[0], post, request, autosave=True)
        return Response(data, links=links)
    meta = request["meta"]
    row = keep_autosave(post, texts, actor=request.actor, meta=meta if isinstance(meta, dict) else None)
    data, links = revision_document(kind, queries.load_posts([row.id])[0], post, request, autosave=True)
    return Response(data, links=links)
