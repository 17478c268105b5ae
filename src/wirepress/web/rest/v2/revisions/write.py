"""Deleting revisions, writing autosaves."""

from __future__ import annotations

from wirepress.content.posts import access
from wirepress.content.posts.types import PostType
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.v2.posts.write import may_update
from wirepress.web.rest.v2.revisions.read import find, parent_of


def may_delete(kind: PostType, request: Request) -> RestError | None:
    """Revisions are deleted by nobody but those who may delete the item (WordPress 7.1: delete_post of the revision never holds)."""
    post = parent_of(kind, request)
    if not access.may_delete(request.actor, post):
        return forbidden("rest_cannot_delete", "You are not allowed to delete revisions of this item.", signed_in=request.signed_in)
    if not access.may_delete(request.actor, find(kind, request)):
        return forbidden("rest_cannot_delete", "You are not allowed to delete this revision.", signed_in=request.signed_in)
    return None


def delete(kind: PostType, request: Request) -> Response:
    raise NotImplementedError


def may_autosave(kind: PostType, request: Request) -> RestError | None:
    """Whoever may edit the item."""
    return may_update(kind, request)


def autosave(kind: PostType, request: Request) -> Response:
    raise NotImplementedError
