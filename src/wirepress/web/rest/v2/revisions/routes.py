"""The routes of revisions and autosaves of one post type."""

from __future__ import annotations

from functools import partial
from typing import Any

from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.routes import CREATE, DELETE, READ, Endpoint, Route
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.posts.schema import post_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg
from wirepress.web.rest.v2.revisions import read, write
from wirepress.web.rest.v2.revisions.schema import autosave_schema, collection_params, revision_schema

_PARENT = {"parent": {"description": "Number of the item.", "type": "integer"}}
_ID = {"id": {"description": "Number of the revision.", "type": "integer"}}


def revision_routes(kind: PostType) -> list[Route]:
    """Return the routes of the list of revisions and of a single one."""
    base, schema = kind.rest_path + r"/(?P<parent>[\d]+)/revisions", partial(revision_schema, kind)
    return [
        Route(
            "wp/v2",
            base,
            (
                Endpoint(
                    READ,
                    partial(read.get_list, kind),
                    lambda: {**_PARENT, **collection_params()},
                    partial(read.may_list, kind),
                ),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            base + r"/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ,
                    partial(read.get_one, kind),
                    {**_PARENT, **_ID, "context": context_arg()},
                    partial(read.may_list, kind),
                ),
                Endpoint(
                    DELETE,
                    partial(write.delete, kind),
                    {**_PARENT, **_ID, "force": force_arg("Must be true: revisions have no trash.")},
                    partial(write.may_delete, kind),
                ),
            ),
            schema,
        ),
    ]


def autosave_routes(kind: PostType) -> list[Route]:
    """List and item; the newest autosave of the one who asks is made or replaced by POST."""
    schema = partial(autosave_schema, kind)

    def create_args() -> dict[str, dict[str, Any]]:
        return {
            **_PARENT,
            **args_from_schema(post_schema(kind), "PUT"),
        }  # the type's own `parent` is judged in its place

    return [
        Route(
            "wp/v2",
            kind.rest_path + r"/(?P<id>[\d]+)/autosaves",
            (
                Endpoint(
                    READ,
                    partial(read.get_autosaves, kind),
                    {**_PARENT, "context": context_arg()},
                    partial(read.may_list_autosaves, kind),
                ),
                Endpoint(CREATE, partial(write.autosave, kind), create_args, partial(write.may_autosave, kind)),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            kind.rest_path + r"/(?P<parent>[\d]+)/autosaves/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ,
                    partial(read.get_autosave, kind),
                    {**_PARENT, **_ID, "context": context_arg()},
                    partial(read.may_list, kind),
                ),
            ),
            schema,
        ),
    ]
