"""Writing users: who may, and the handlers."""

from __future__ import annotations

from django.db import transaction

from wirepress.content.options import site
from wirepress.content.users import access
from wirepress.content.users.actions.create import create_user, update_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES
from wirepress.content.workflows.delete_user import delete_user
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.change import write_meta_rows
from wirepress.web.rest.response.action_errors import refusals_as_rest_errors
from wirepress.web.rest.v2.users.read import PATH, find_user, user_document


def may_create(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `create_users`."""
    if not access.may_create(request.actor):
        return forbidden("rest_cannot_create_user", "You are not allowed to create users.", signed_in=request.signed_in)
    return None


def may_update(request: Request) -> RestError | None:
    """edit_user; roles need promote_user."""
    user = find_user(request)
    if request.get("roles"):
        if not access.may_promote(request.actor, user.id):
            return forbidden(
                "rest_cannot_edit_roles",
                "You are not allowed to change this user's roles.",
                signed_in=request.signed_in,
            )
        others = [
            name for name in request.body.keys() | (request.json or {}).keys() if name not in ("id", "roles", "context")
        ]
        if not others:
            return None
    if not access.may_edit(request.actor, user.id):
        return forbidden("rest_cannot_edit", "You are not allowed to edit this user.", signed_in=request.signed_in)
    return None


def may_delete(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may delete the user (`delete_user`)."""
    if not access.may_delete(request.actor, find_user(request).id):
        return forbidden(
            "rest_user_cannot_delete", "You are not allowed to delete this user.", signed_in=request.signed_in
        )
    return None


def may_update_me(request: Request) -> RestError | None:
    """Return the refusal, or None for whoever is signed in."""
    request.path_params["id"] = request.actor.id
    return may_update(request)


def may_delete_me(request: Request) -> RestError | None:
    """Return the refusal, or None for a signed-in user with the capability `delete_users`."""
    request.path_params["id"] = request.actor.id
    return may_delete(request)


_FIELDS = (
    "name",
    "first_name",
    "last_name",
    "email",
    "url",
    "description",
    "locale",
    "nickname",
    "slug",
    "roles",
    "password",
)


@transaction.atomic  # what is refused midway leaves nothing
def create(request: Request) -> Response:
    """Make a user; 201 with the address."""
    if request["id"]:
        raise RestError("rest_user_exists", "The user already exists.", 400)
    roles = list(request["roles"] or [])
    _check_roles(roles, request)
    meta = {
        name: str(request[name])
        for name in ("first_name", "last_name", "nickname", "description", "locale")
        if request[name] is not None
    }
    with refusals_as_rest_errors():
        user = create_user(
            login=str(request["username"]),
            email=str(request["email"]),
            password=str(request["password"]),
            role=roles[0] if roles else "",
            display_name=str(request["name"] or ""),
            url=str(request["url"] or ""),
            slug=str(request["slug"] or ""),
            **meta,
        )
        if len(roles) > 1:
            update_user(user, {"roles": roles})
    _write_meta(user, request)
    response = _answer(user.pk, request)
    response.status = 201
    response.headers["Location"] = site.rest_url(f"{PATH}/{user.pk}")
    return response


def _check_roles(roles: list[str], request: Request, user: User | None = None) -> None:
    for role in roles:
        if role not in ROLES:
            raise RestError("rest_user_invalid_role", f"There is no role '{role}'.", 400)
    if user is not None and not access.keeps_own_power(request.actor, user.pk, roles):
        raise forbidden("rest_user_invalid_role", "You cannot take away your own rights.", signed_in=request.signed_in)


@transaction.atomic  # what is refused midway leaves nothing
def update(request: Request) -> Response:
    """Change the fields of a user that the request gives."""
    user = find_user(request)
    if request["username"] is not None and request["username"] != user.login:
        raise RestError("rest_user_invalid_argument", "A login cannot be changed.", 400)
    if request["roles"] is not None:
        _check_roles(list(request["roles"]), request, user)
    fields = {name: request[name] for name in _FIELDS if request[name] is not None}
    if fields:
        with refusals_as_rest_errors():
            update_user(user, fields)
    _write_meta(user, request)
    return _answer(user.pk, request)


def delete(request: Request) -> Response:
    """Delete a user for good; the posts go to `reassign`, or with the user when it is empty."""
    user = find_user(request)
    if not request["force"]:
        raise RestError("rest_trash_not_supported", "Users have no trash: delete with force=true.", 501)
    heir = request["reassign"]
    number = 0
    if heir not in (None, "", False, "false"):
        number = types.to_int(heir)
        if not number or number == user.pk or not User.objects.filter(pk=number).exists():
            raise RestError("rest_user_invalid_reassign", "The posts cannot be reassigned to that user.", 400)
    request.set("context", "edit")
    data, _ = user_document(user, request)
    with refusals_as_rest_errors():
        delete_user(user, actor=request.actor, reassign=number)
    request.attributes.pop("users", None)
    return Response({"deleted": True, "previous": data})


def update_me(request: Request) -> Response:
    """Change the fields of the signed-in user that the request gives."""
    request.path_params["id"] = request.actor.id
    return update(request)


def delete_me(request: Request) -> Response:
    """Delete the signed-in user's own account."""
    request.path_params["id"] = request.actor.id
    return delete(request)


def _write_meta(user: User, request: Request) -> None:
    write_meta_rows(user.meta_rows, "user", "", request)
    plugin_fields.write("user", user, request)


def _answer(number: int, request: Request) -> Response:
    request.attributes.pop("users", None)
    request.path_params["id"] = number
    request.set("context", "edit")
    data, links = user_document(find_user(request), request)
    return Response(data, links=links)
