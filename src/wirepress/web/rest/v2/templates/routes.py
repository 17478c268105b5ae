"""The routes of templates or of template parts. Revisions come first: a template's id may hold slashes."""

from __future__ import annotations

from functools import partial

from wirepress.content.posts import types as post_types
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route, Schema
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.properties import context_arg, force_arg
from wirepress.web.rest.v2.revisions.schema import collection_params
from wirepress.web.rest.v2.templates import read, revisions, write
from wirepress.web.rest.v2.templates.schema import ID, list_args, lookup_args, revision_schema, template_schema

_ID: Schema = {"id": {"description": "Id of the template: theme//slug.", "type": "string"}}
_PARENT: Schema = {"parent": {"description": "Id of the template: theme//slug.", "type": "string"}}
_NUMBER: Schema = {"id": {"description": "Number of the revision.", "type": "integer"}}


def template_routes(post_type: str) -> list[Route]:
    """Return all of one kind, in WordPress's order."""
    return [*_revision_routes(post_type), *_autosave_routes(post_type), *_own_routes(post_type)]


def _revision_routes(post_type: str) -> list[Route]:
    base = post_types.known(post_type).rest_path + f"/(?P<parent>{ID})/revisions"
    schema, may_list = partial(revision_schema, post_type), partial(revisions.may_list, post_type)
    force = {"force": force_arg("Must be true: revisions have no trash.")}
    return [
        Route(
            "wp/v2",
            base,
            (
                Endpoint(
                    READ, partial(revisions.get_list, post_type), lambda: {**_PARENT, **collection_params()}, may_list
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
                    partial(revisions.get_one, post_type),
                    {**_PARENT, **_NUMBER, "context": context_arg()},
                    may_list,
                ),
                Endpoint(
                    DELETE,
                    partial(revisions.delete, post_type),
                    {**_PARENT, **_NUMBER, **force},
                    partial(revisions.may_delete, post_type),
                ),
            ),
            schema,
        ),
    ]


def _autosave_routes(post_type: str) -> list[Route]:
    base, schema = post_types.known(post_type).rest_path, partial(revision_schema, post_type)
    may_list = partial(revisions.may_list, post_type)

    def written() -> dict[str, Schema]:
        return {**_ID, **args_from_schema(template_schema(post_type), "PUT")}

    return [
        Route(
            "wp/v2",
            base + f"/(?P<id>{ID})/autosaves",
            (
                Endpoint(
                    READ, partial(revisions.get_autosaves, post_type), {**_ID, "context": context_arg()}, may_list
                ),
                Endpoint(CREATE, partial(revisions.autosave, post_type), written, read.may_manage),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            base + f"/(?P<parent>{ID})/autosaves/(?P<id>[\\d]+)",
            (
                Endpoint(
                    READ,
                    partial(revisions.get_autosave, post_type),
                    {**_PARENT, **_NUMBER, "context": context_arg()},
                    may_list,
                ),
            ),
            schema,
        ),
    ]


def _own_routes(post_type: str) -> list[Route]:
    base, schema = post_types.known(post_type).rest_path, partial(template_schema, post_type)

    def created() -> dict[str, Schema]:
        return args_from_schema(schema(), "POST")

    def changed() -> dict[str, Schema]:
        return {**_ID, **args_from_schema(schema(), "PUT")}

    return [
        Route(
            "wp/v2",
            base,
            (
                Endpoint(READ, partial(read.get_list, post_type), list_args, read.may_read),
                Endpoint(CREATE, partial(write.create, post_type), created, read.may_manage),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            f"{base}/lookup",
            (Endpoint(READ, partial(read.get_fallback_template, post_type), lookup_args, read.may_read),),
            schema,
        ),
        Route(
            "wp/v2",
            base + f"/(?P<id>{ID})",
            (
                Endpoint(READ, partial(read.get_one, post_type), {**_ID, "context": context_arg()}, read.may_read),
                Endpoint(EDIT, partial(write.update, post_type), changed, read.may_manage),
                Endpoint(DELETE, partial(write.delete, post_type), {**_ID, "force": force_arg()}, read.may_manage),
            ),
            schema,
        ),
    ]
