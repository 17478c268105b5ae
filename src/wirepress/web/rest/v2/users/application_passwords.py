"""/wp/v2/users/(ID|me)/application-passwords: passwords of programs, made, listed, renamed, revoked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.users import access, application_passwords
from wirepress.content.users.models import ApplicationPassword, User
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import (
    CREATE,
    DELETE,
    EDIT,
    READ,
    Endpoint,
    Permission,
    Request,
    Response,
    Route,
    Schema,
)
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, VIEW_EDIT_EMBED, context_arg, item_schema, prop

BASE: Final = r"/wp/v2/users/(?P<user_id>(?:[\d]+|me))/application-passwords"
_APP_ID: Final[Schema] = {
    "description": "Number that names the program itself, the same for all its users.",
    "type": "string",
    "oneOf": [{"type": "string", "format": "uuid"}, {"type": "string", "enum": [""]}],
}


def schema() -> Schema:
    """Return the JSON schema of an application password."""
    return item_schema(
        "application-password",
        {
            "uuid": prop("string", "The password's number.", format="uuid", readonly=True),
            "app_id": {**_APP_ID, "context": list(VIEW_EDIT_EMBED)},
            "name": {
                "description": "Which program it is for.",
                "type": "string",
                "required": True,
                "context": list(VIEW_EDIT_EMBED),
                "minLength": 1,
                "pattern": r".*\S.*",
            },
            "password": prop("string", "The password itself, shown once.", EDIT_ONLY, readonly=True),
            "created": prop("string", "When it was made, GMT.", VIEW_EDIT, format="date-time", readonly=True),
            "last_used": prop(
                ["string", "null"], "When it was used last, GMT.", VIEW_EDIT, format="date-time", readonly=True
            ),
            "last_ip": prop(["string", "null"], "From where it was used last.", VIEW_EDIT, format="ip", readonly=True),
        },
    )


def find_owner(request: Request) -> User:
    """Return the user whose passwords they are. Raises RestError 401 or 404."""
    wanted = str(request["user_id"])
    if wanted == "me":
        if not request.signed_in:
            raise RestError("rest_not_logged_in", "Sign in first.", 401)
        number = request.actor.id
    else:
        number = int(wanted)
    user = User.objects.filter(pk=number).first() if 0 < number < 2**63 else None
    if user is None:
        raise RestError("rest_user_invalid_id", "There is no user with that ID.", 404)
    return user


def find_password(request: Request) -> ApplicationPassword:
    """Return the password that the path names. Raises RestError 404."""
    row = ApplicationPassword.objects.filter(user=find_owner(request), uuid=str(request["uuid"])).first()
    if row is None:
        raise RestError("rest_application_password_not_found", "There is no such application password.", 404)
    return row


def _permission(action: str) -> Permission:
    """edit_user of the owner; the code says what was refused."""

    def may(request: Request) -> RestError | None:
        user = find_owner(request)
        if access.may_manage_application_passwords(request.actor, user.pk):
            return None
        return forbidden(f"rest_cannot_{action}", "You are not allowed to do that.", signed_in=request.signed_in)

    return may


def may_introspect(request: Request) -> RestError | None:
    """Return the refusal, or None for users who ask about themselves."""
    if request.actor.id == find_owner(request).pk:
        return None
    code = "rest_cannot_introspect_app_password_for_non_authenticated_user"
    return forbidden(code, "A program can only ask about its own user.", signed_in=request.signed_in)


def get_list(request: Request) -> Response:
    """Return all of a user's."""
    rows = ApplicationPassword.objects.filter(user=find_owner(request)).order_by("id")
    return Response([with_links(*password_document(row, request)) for row in rows])


def get_one(request: Request) -> Response:
    """Answer GET of one application password with its document."""
    return _answer(find_password(request), request)


def introspect(request: Request) -> Response:
    """Return the one that signed this request. Raises RestError 404."""
    row = request.attributes.get("application_password")
    if not isinstance(row, ApplicationPassword):
        raise RestError(
            "rest_no_authenticated_app_password",
            "This request was not authenticated with an application password.",
            404,
        )
    return _answer(row, request)


def create(request: Request) -> Response:
    """Make one; the answer shows it for the only time."""
    user = find_owner(request)
    name = sanitize_text_field(str(request["name"]))
    row, secret = application_passwords.create(user, name[:255], str(request["app_id"] or ""))
    request.set("context", "edit")
    data, links = password_document(row, request, secret)
    return Response(data, 201, {"Location": _address(row)}, links)


def update(request: Request) -> Response:
    """Give one application password another name."""
    row = find_password(request)
    if request["name"] is not None:
        row.name = sanitize_text_field(str(request["name"]))[:255]
    if request["app_id"] is not None:
        row.app_id = str(request["app_id"])
    row.save(update_fields=["name", "app_id"])
    return _answer(row, request)


def delete_one(request: Request) -> Response:
    """Revoke one application password of the user."""
    row = find_password(request)
    request.set("context", "edit")
    data, _ = password_document(row, request)
    row.delete()
    return Response({"deleted": True, "previous": data})


def delete_all(request: Request) -> Response:
    """Revoke all of a user's."""
    count, _ = ApplicationPassword.objects.filter(user=find_owner(request)).delete()
    return Response({"deleted": True, "count": count})


def _answer(row: ApplicationPassword, request: Request) -> Response:
    data, links = password_document(row, request)
    return Response(data, links=links)


def password_document(
    row: ApplicationPassword, request: Request, secret: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links. `secret` is known only when it was just made."""
    wanted = wanted_fields(request)
    data: dict[str, Any] = {
        "uuid": row.uuid,
        "app_id": row.app_id,
        "name": row.name,
        "created": _moment(row.created),
        "last_used": _moment(row.last_used) if row.last_used else None,
        "last_ip": row.last_ip or None,
    }
    if secret:
        data["password"] = application_passwords.group_characters(secret)
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    data = filter_by_context(data, schema(), str(request.get("context") or "view"))
    if not is_field_wanted("_links", wanted):
        return data, {}
    allow = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return data, {"self": [{"href": _address(row), "targetHints": {"allow": allow}}]}


def _address(row: ApplicationPassword) -> str:
    return site.rest_url(f"/wp/v2/users/{row.user_id}/application-passwords/{row.uuid}")


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def routes() -> list[Route]:
    """Collection, the one in use, and single ones."""
    view = {"context": context_arg()}
    change = {"app_id": {**_APP_ID}, **args_from_schema(schema(), "PUT")}
    return [
        Route(
            "wp/v2",
            BASE,
            (
                Endpoint(READ, get_list, view, _permission("list_application_passwords")),
                Endpoint(
                    CREATE, create, args_from_schema(schema(), "POST"), _permission("create_application_passwords")
                ),
                Endpoint(DELETE, delete_all, {}, _permission("delete_application_passwords")),
            ),
            schema,
        ),
        Route("wp/v2", BASE + "/introspect", (Endpoint(READ, introspect, view, may_introspect),), schema),
        Route(
            "wp/v2",
            BASE + r"/(?P<uuid>[\w\-]+)",
            (
                Endpoint(READ, get_one, view, _permission("read_application_password")),
                Endpoint(EDIT, update, change, _permission("edit_application_password")),
                Endpoint(DELETE, delete_one, {}, _permission("delete_application_password")),
            ),
            schema,
        ),
    ]
