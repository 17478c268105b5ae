"""The routes of menus."""

from __future__ import annotations

from functools import partial

from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.menus import read, write
from wirepress.web.rest.v2.menus.schema import TAXONOMY, menu_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg
from wirepress.web.rest.v2.terms import write as terms
from wirepress.web.rest.v2.terms.schema import collection_params


def menu_routes() -> list[Route]:
    """Return the routes of the list of menus and of a single one."""
    path = TAXONOMY.rest_path
    return [
        Route(
            "wp/v2",
            path,
            (
                Endpoint(READ, read.get_list, partial(collection_params, TAXONOMY), read.may_list, True),
                Endpoint(
                    CREATE,
                    write.create,
                    lambda: args_from_schema(menu_schema(), "POST"),
                    partial(terms.may_create, TAXONOMY),
                    True,
                ),
            ),
            menu_schema,
        ),
        Route(
            "wp/v2",
            path + r"/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ,
                    read.get_one,
                    {"id": id_arg("The menu's number."), "context": context_arg()},
                    read.may_get,
                    True,
                ),
                Endpoint(
                    EDIT,
                    write.update,
                    lambda: {"id": id_arg(), **args_from_schema(menu_schema(), "PUT")},
                    partial(terms.may_update, TAXONOMY),
                    True,
                ),
                Endpoint(
                    DELETE,
                    write.delete,
                    {"id": id_arg(), "force": force_arg("Must be true: menus have no trash.")},
                    partial(terms.may_delete, TAXONOMY),
                    True,
                ),
            ),
            menu_schema,
        ),
    ]
