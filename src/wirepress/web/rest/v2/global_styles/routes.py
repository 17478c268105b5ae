"""The routes of global styles, in WordPress's order."""

from __future__ import annotations

from wirepress.core.rest.routes import EDIT, READ, Endpoint, Route, Schema
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.global_styles import read, revisions, write
from wirepress.web.rest.v2.global_styles.read import KIND
from wirepress.web.rest.v2.global_styles.schema import revision_schema, style_schema
from wirepress.web.rest.v2.properties import context_arg

_PARENT: Schema = {"parent": {"description": "Number of the styles.", "type": "integer"}}
_REVISION: Schema = {"id": {"description": "Number of the revision.", "type": "integer"}}
_ID: Schema = {"id": {"description": "Number of the styles.", "type": "integer"}}
_THEME: Schema = {"stylesheet": {"description": "The theme's folder.", "type": "string"}}


def _paging() -> dict[str, Schema]:
    numbers = {name: dict(arg) for name, arg in NUMBERS.items()}
    del numbers["per_page"]["default"]  # all of them, unless asked otherwise
    offset = {"description": "Leave out this many revisions.", "type": "integer"}
    return {**_PARENT, "context": context_arg(), **numbers, "offset": offset}


def style_routes() -> list[Route]:
    """Revisions, the theme's own styles, the site's."""
    base = KIND.rest_path
    return [
        Route(
            "wp/v2",
            base + r"/(?P<parent>[\d]+)/revisions",
            (Endpoint(READ, revisions.get_list, _paging, revisions.may_list),),
            revision_schema,
        ),
        Route(
            "wp/v2",
            base + r"/(?P<parent>[\d]+)/revisions/(?P<id>[\d]+)",
            (
                Endpoint(
                    READ, revisions.get_one, {**_PARENT, **_REVISION, "context": context_arg()}, revisions.may_list
                ),
            ),
            revision_schema,
        ),
        Route(
            "wp/v2",
            base + r"/themes/(?P<stylesheet>[\/\s%\w\.\(\)\[\]\@_\-]+)/variations",
            (Endpoint(READ, read.get_variations, _THEME, read.may_get_theme, batch=False),),
        ),
        Route(
            "wp/v2",
            base + r'/themes/(?P<stylesheet>[^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)',
            (Endpoint(READ, read.get_theme, _THEME, read.may_get_theme, batch=False),),
        ),
        Route(
            "wp/v2",
            base + r"/(?P<id>[\/\d+]+)",
            (
                Endpoint(READ, read.get_one, _ID, read.may_get, batch=False),
                Endpoint(
                    EDIT, write.update, lambda: args_from_schema(style_schema(), "PUT"), write.may_update, batch=False
                ),
            ),
            style_schema,
        ),
    ]
