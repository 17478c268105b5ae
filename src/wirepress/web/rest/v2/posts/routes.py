"""The routes of one post type: a table of methods, arguments, permissions and handlers."""

from __future__ import annotations

from functools import partial

from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Args, Endpoint, Route
from wirepress.web.rest.v2.posts import preload, read, write
from wirepress.web.rest.v2.posts.params import collection_params
from wirepress.web.rest.v2.posts.schema import cached_args, post_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg


def get_args(kind: PostType) -> Args:
    """Arguments of reading one item."""
    args = {"id": id_arg(), "context": context_arg()}
    if kind.can("excerpt") or kind.name in ("post", "page"):
        args["excerpt_length"] = {
            "description": "Words in an excerpt that is made from the content.",
            "type": "integer",
        }
    if kind.can("editor"):
        args["password"] = {"description": "The item's password, if it has one.", "type": "string"}
    return args


def post_routes(kind: PostType, *, batch: bool = True) -> list[Route]:
    """Return the routes of the list of items of a post type and of a single one."""
    schema = partial(post_schema, kind)
    collection = Route(
        kind.rest_namespace,
        kind.rest_path,
        (
            Endpoint(
                READ,
                partial(read.get_list, kind),
                partial(collection_params, kind),
                partial(read.may_list, kind),
                batch,
            ),
            Endpoint(
                CREATE,
                partial(write.create, kind),
                partial(cached_args, kind, "POST"),
                partial(write.may_create, kind),
                batch,
            ),
        ),
        schema,
    )
    item = Route(
        kind.rest_namespace,
        kind.rest_path + r"/(?P<id>[\d]+)",
        (
            Endpoint(
                READ,
                partial(read.get_one, kind),
                partial(get_args, kind),
                partial(read.may_get, kind),
                batch,
                gather=preload.preload_posts,
            ),
            Endpoint(
                EDIT,
                partial(write.update, kind),
                lambda: {"id": id_arg(), **cached_args(kind, "PUT")},
                partial(write.may_update, kind),
                batch,
            ),
            Endpoint(
                DELETE,
                partial(write.delete, kind),
                {"id": id_arg(), "force": force_arg()},
                partial(write.may_delete, kind),
                batch,
            ),
        ),
        schema,
    )
    return [collection, item]
