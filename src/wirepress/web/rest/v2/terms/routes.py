"""The routes of one taxonomy."""

from __future__ import annotations

from functools import partial

from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg
from wirepress.web.rest.v2.terms import preload, read, write
from wirepress.web.rest.v2.terms.schema import collection_params, term_schema


def term_routes(taxonomy: Taxonomy) -> list[Route]:
    """Return the routes of the list of terms of a taxonomy and of a single one."""
    schema = partial(term_schema, taxonomy)
    collection = Route(
        taxonomy.rest_namespace,
        taxonomy.rest_path,
        (
            Endpoint(
                READ,
                partial(read.get_list, taxonomy),
                partial(collection_params, taxonomy),
                partial(read.may_list, taxonomy),
                True,
                gather=partial(preload.preload_post_terms, taxonomy),
            ),
            Endpoint(
                CREATE,
                partial(write.create, taxonomy),
                lambda: args_from_schema(schema(), "POST"),
                partial(write.may_create, taxonomy),
                True,
            ),
        ),
        schema,
    )
    item = Route(
        taxonomy.rest_namespace,
        taxonomy.rest_path + r"/(?P<id>[\d]+)",
        (
            Endpoint(
                READ,
                partial(read.get_one, taxonomy),
                {"id": id_arg("The term's number."), "context": context_arg()},
                partial(read.may_get, taxonomy),
                True,
                gather=partial(preload.preload_terms, taxonomy),
            ),
            Endpoint(
                EDIT,
                partial(write.update, taxonomy),
                lambda: {"id": id_arg(), **args_from_schema(schema(), "PUT")},
                partial(write.may_update, taxonomy),
                True,
            ),
            Endpoint(
                DELETE,
                partial(write.delete, taxonomy),
                {"id": id_arg(), "force": force_arg("Must be true: terms have no trash.")},
                partial(write.may_delete, taxonomy),
                True,
            ),
        ),
        schema,
    )
    return [collection, item]
