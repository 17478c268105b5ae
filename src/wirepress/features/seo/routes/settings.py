"""/wirepress/v1/seo/settings: every part of the SEO settings; /wirepress/v1/seo/tags: the words that templates may hold."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import EDIT, READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.seo.head.smart_tags import TAGS, WITH_ARGUMENT
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.parts import PARTS

NAMESPACE: Final = "wirepress/v1"
BASE: Final = "/wirepress/v1/seo"


def routes() -> list[Route]:
    """Return the routes."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/settings",
            (
                Endpoint(READ, show_settings, {}, may_manage, hidden=True),
                Endpoint(EDIT, change_settings, _args, may_manage, hidden=True),
            ),
            settings_schema,
        ),
        Route(NAMESPACE, f"{BASE}/tags", (Endpoint(READ, list_tags, {}, may_write, hidden=True),)),
    ]


def may_manage(request: Request) -> RestError | None:
    """Refuse who may not change the site's settings."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("seo_cannot_manage", "You are not allowed to manage SEO settings.", signed_in=request.signed_in)


def may_write(request: Request) -> RestError | None:
    """Refuse who writes nothing here."""
    if request.actor.can("edit_posts"):
        return None
    return forbidden("seo_cannot_write", "You are not allowed to write stories.", signed_in=request.signed_in)


def show_settings(request: Request) -> Response:
    """Return every part."""
    return Response(_document())


def change_settings(request: Request) -> Response:
    """Change what is named, of any parts; all of it or nothing."""
    with transaction.atomic():
        for part in PARTS:
            given = request.get(part.NAME)
            if given is not None:
                store.change(part, given)
    return Response(_document())


def list_tags(request: Request) -> Response:
    """Return the names of all smart tags; those of `with_argument` are followed by a hyphen and a name."""
    return Response(
        {
            "tags": [f"#{name}" for name in sorted(TAGS)],
            "with_argument": [f"#{name}-" for name in sorted(WITH_ARGUMENT)],
        }
    )


def settings_schema() -> Schema:
    """Return the schema of the settings."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "seo-settings",
        "type": "object",
        "properties": {part.NAME: {**store.schema_of(part), "description": part.ABOUT or part.TITLE} for part in PARTS},
    }


def _args() -> dict[str, Schema]:
    return {part.NAME: {"type": "object", "description": part.ABOUT or part.TITLE} for part in PARTS}


def _document() -> dict[str, Any]:
    return {part.NAME: store.as_document(store.read(part)) for part in PARTS}
