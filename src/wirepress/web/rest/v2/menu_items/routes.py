"""The routes of the entries of menus."""

from __future__ import annotations

from functools import partial

from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.menu_items import read, write
from wirepress.web.rest.v2.menu_items.schema import KIND, collection_params, entry_schema
from wirepress.web.rest.v2.posts import write as posts
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg


def menu_item_routes() -> list[Route]:
    """Return the routes of the list of menu items and of a single one."""
    path = KIND.rest_path
    return [
        Route(
            "wp/v2",
            path,
            (
                Endpoint(READ, read.get_list, collection_params, read.may_list, True),
                Endpoint(
                    CREATE,
                    write.create,
                    lambda: args_from_schema(entry_schema(), "POST"),
                    partial(posts.may_create, KIND),
                    True,
                ),
            ),
            entry_schema,
        ),
        Route(
            "wp/v2",
            path + r"/(?P<id>[\d]+)",
            (
                Endpoint(READ, read.get_one, {"id": id_arg(), "context": context_arg()}, read.may_get, True),
                Endpoint(
                    EDIT,
                    write.update,
                    lambda: {"id": id_arg(), **args_from_schema(entry_schema(), "PUT")},
                    partial(posts.may_update, KIND),
                    True,
                ),
                Endpoint(
                    DELETE,
                    write.delete,
                    {"id": id_arg(), "force": force_arg("Must be true: entries have no trash.")},
                    partial(posts.may_delete, KIND),
                    True,
                ),
            ),
            entry_schema,
        ),
    ]
