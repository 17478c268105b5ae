"""Writing users: who may, and the handlers."""

from __future__ import annotations

from wirepress.content.users import access
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.v2.users.read import find


def may_create(request: Request) -> RestError | None:
    """create_users."""
    if not access.may_create(request.actor):
        return forbidden("rest_cannot_create_user", "You are not allowed to make users.", signed_in=request.signed_in)
    return None


def may_update(request: Request) -> RestError | None:
    """edit_user; roles need promote_user."""
    user = find(request)
    if request.get("roles"):
        if not access.may_promote(request.actor, user.id):
            return forbidden("rest_cannot_edit_roles", "You are not allowed to change this user's roles.", signed_in=request.signed_in)
        others = [name for name in request.body.keys() | (request.json or {}).keys() if name not in ("id", "roles", "context")]
        if not others:
            return None
    if not access.may_edit(request.actor, user.id):
        return forbidden("rest_cannot_edit", "You are not allowed to edit this user.", signed_in=request.signed_in)
    return None


def may_delete(request: Request) -> RestError | None:
    """delete_user."""
    if not access.may_delete(request.actor, find(request).id):
        return forbidden("rest_user_cannot_delete", "You are not allowed to delete this user.", signed_in=request.signed_in)
    return None


def may_update_me(request: Request) -> RestError | None:
    """Oneself."""
    request.path_params["id"] = request.actor.id
    return may_update(request)


def may_delete_me(request: Request) -> RestError | None:
    """Oneself, with delete_users."""
    request.path_params["id"] = request.actor.id
    return may_delete(request)


def create(request: Request) -> Response:
    raise NotImplementedError


def update(request: Request) -> Response:
    raise NotImplementedError


def delete(request: Request) -> Response:
    raise NotImplementedError


def update_me(request: Request) -> Response:
    raise NotImplementedError


def delete_me(request: Request) -> Response:
    raise NotImplementedError
