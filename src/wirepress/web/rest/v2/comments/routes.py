"""The routes of comments."""

from __future__ import annotations

from functools import partial

from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.comments import preload, read, write
from wirepress.web.rest.v2.comments.schema import collection_params, comment_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg

_PASSWORD = {"description": "Password of the item, if it has one.", "type": "string"}


def comment_routes(release: str) -> list[Route]:
    """Return the routes of the list of comments and of a single one."""
    schema = partial(comment_schema, release)
    return [
        Route(
            "wp/v2",
            read.PATH,
            (
                Endpoint(READ, read.get_list, collection_params, read.may_list, gather=preload.preload_comment_pages),
                Endpoint(CREATE, write.create, lambda: args_from_schema(schema(), "POST"), write.may_create),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            read.PATH + r"/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ,
                    read.get_one,
                    {"id": id_arg("The comment's number."), "context": context_arg(), "password": _PASSWORD},
                    read.may_get,
                    gather=preload.preload_comments,
                ),
                Endpoint(
                    EDIT, write.update, lambda: {"id": id_arg(), **args_from_schema(schema(), "PUT")}, write.may_update
                ),
                Endpoint(
                    DELETE,
                    write.delete,
                    {"id": id_arg(), "force": force_arg(), "password": _PASSWORD},
                    write.may_delete,
                ),
            ),
            schema,
        ),
    ]
