"""Writing media: who may, and the handlers."""

from __future__ import annotations

from functools import partial

from wirepress.content.posts import access, queries
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.v2.media.schema import KIND
from wirepress.web.rest.v2.posts import write as posts

may_update = partial(posts.may_update, KIND)
may_delete = partial(posts.may_delete, KIND)


def may_create(request: Request) -> RestError | None:
    """upload_files; a file for an item is for whoever may edit the item."""
    refusal = posts.may_create(KIND, request)
    if refusal is not None:
        return refusal
    if not request.actor.can("upload_files"):
        return forbidden("rest_cannot_create", "You are not allowed to upload files.", signed_in=request.signed_in)
    number = request.get("post")
    if number:
        owner = queries.load([int(number)])
        if owner and not access.may_edit(request.actor, owner[0]):
            return forbidden("rest_cannot_edit", "You are not allowed to add files to this item.", signed_in=request.signed_in)
    return None


def may_edit(request: Request) -> RestError | None:
    """upload_files and the right to edit the file."""
    if not request.actor.can("upload_files"):
        return forbidden("rest_cannot_edit_image", "You are not allowed to upload files.", signed_in=request.signed_in)
    return may_update(request)


def create(request: Request) -> Response:
    raise NotImplementedError


def update(request: Request) -> Response:
    raise NotImplementedError


def delete(request: Request) -> Response:
    raise NotImplementedError


def post_process(request: Request) -> Response:
    raise NotImplementedError


def edit(request: Request) -> Response:
    raise NotImplementedError
