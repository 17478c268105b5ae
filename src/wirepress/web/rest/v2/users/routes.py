"""The routes of users."""

from __future__ import annotations

from typing import Any

from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Args, Endpoint, Request, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.properties import context_arg, id_arg
from wirepress.web.rest.v2.users import preload, read, write
from wirepress.web.rest.v2.users.schema import collection_params, user_schema


def _reassign(value: Any, request: Request, name: str) -> Any:
    """Return a user's number, or nothing (also written false) for nobody."""
    return value


_DELETE: Args = {
    "force": {"type": "boolean", "default": False, "description": "Must be true: users have no trash."},
    "reassign": {
        "type": "integer",
        "description": "Who gets the user's posts; empty: they are deleted.",
        "required": True,
        "sanitize": _reassign,
    },
}


def user_routes() -> list[Route]:
    """List, one user, oneself."""
    return [
        Route(
            "wp/v2",
            read.PATH,
            (
                Endpoint(READ, read.get_list, collection_params, read.may_list, True),
                Endpoint(CREATE, write.create, lambda: args_from_schema(user_schema(), "POST"), write.may_create, True),
            ),
            user_schema,
        ),
        Route(
            "wp/v2",
            read.PATH + r"/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ,
                    read.get_one,
                    {"id": id_arg("The user's number."), "context": context_arg()},
                    read.may_get,
                    True,
                    gather=preload.preload_users,
                ),
                Endpoint(
                    EDIT,
                    write.update,
                    lambda: {"id": id_arg(), **args_from_schema(user_schema(), "PUT")},
                    write.may_update,
                    True,
                ),
                Endpoint(DELETE, write.delete, {"id": id_arg(), **_DELETE}, write.may_delete, True),
            ),
            user_schema,
        ),
        Route(
            "wp/v2",
            read.PATH + "/me",
            (
                Endpoint(READ, read.get_me, {"context": context_arg()}),
                Endpoint(EDIT, write.update_me, lambda: args_from_schema(user_schema(), "PUT"), write.may_update_me),
                Endpoint(DELETE, write.delete_me, _DELETE, write.may_delete_me),
            ),
            user_schema,
        ),
    ]
