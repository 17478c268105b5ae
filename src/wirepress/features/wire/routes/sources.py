"""/wirepress/v1/wire/sources: where stories come from. Passwords, tokens and secrets go in and never come out again."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.paging import PAGE, format_moment
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.curation.block import block_source
from wirepress.features.wire.models import KINDS, Source
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    load_source,
    may_manage,
    paged_response,
    refusals_as_errors,
)
from wirepress.features.wire.sources import manage

_WRITABLE: Final[dict[str, Schema]] = {
    "name": {"description": "As people call it; empty: its host.", "type": "string"},
    "url": {"description": "Address of the feed or API, or path of the folder.", "type": "string"},
    "home": {"description": "The site's page for people.", "type": "string"},
    "kind": {"description": "What it gives; auto: found out.", "type": "string", "enum": list(KINDS)},
    "enabled": {"description": "Whether it is looked at.", "type": "boolean"},
    "allow_private": {"description": "Whether it may stand at a private or loopback address.", "type": "boolean"},
    "interval": {"description": "Seconds between two looks.", "type": "integer"},
    "policy": {"description": "What was decided for it.", "type": "object"},
    "auth": {
        "description": "Sign-in at the source: how (basic, bearer, header) and what that needs. Never shown again.",
        "type": "object",
    },
}
_READ: Final[dict[str, Schema]] = {
    "id": {"description": "Its number.", "type": "integer", "readonly": True},
    "slug": {"description": "Its name in addresses.", "type": "string", "readonly": True},
    **_WRITABLE,
    "title": {"description": "As it names itself.", "type": "string", "readonly": True},
    "language": {"description": "As it says.", "type": "string", "readonly": True},
    "created": {"description": "When it was added, GMT.", "type": "string", "readonly": True},
    "due": {"description": "When it is looked at next, GMT.", "type": ["string", "null"], "readonly": True},
    "looked": {"description": "When it was looked at last, GMT.", "type": ["string", "null"], "readonly": True},
    "good": {"description": "The last look without an error, GMT.", "type": ["string", "null"], "readonly": True},
    "suggested": {
        "description": "Another feed, which its home page names; empty: none.",
        "type": "string",
        "readonly": True,
    },
    "failures": {"description": "Looks without success since then.", "type": "integer", "readonly": True},
    "error": {"description": "What is wrong, in words.", "type": "string", "readonly": True},
    "secret": {
        "description": "Signs what is pushed to us. Shown once, when it is made.",
        "type": "string",
        "readonly": True,
    },
}
_ACCEPT: Final[Schema] = {
    "description": "Whether the suggested feed takes the place of the source's own.",
    "type": "boolean",
    "required": True,
}
_PATH: Final = f"{BASE}/sources"
_ONE: Final = rf"{_PATH}/(?P<id>[\d]+)"


def routes() -> list[Route]:
    """Return the routes: the list, one source, and its actions."""
    return [
        Route(
            NAMESPACE,
            _PATH,
            (
                Endpoint(READ, list_sources, PAGE, may_manage, hidden=True),
                Endpoint(CREATE, create_source, _args(), may_manage, hidden=True),
            ),
            source_schema,
        ),
        Route(
            NAMESPACE,
            _ONE,
            (
                Endpoint(READ, show_source, {"id": ID}, may_manage, hidden=True),
                Endpoint(EDIT, update_source, {"id": ID, **_args()}, may_manage, hidden=True),
                Endpoint(DELETE, delete_source, {"id": ID}, may_manage, hidden=True),
            ),
            source_schema,
        ),
        Route(
            NAMESPACE,
            f"{_ONE}/secret",
            (Endpoint(CREATE, replace_secret, {"id": ID}, may_manage, hidden=True),),
            source_schema,
        ),
        Route(
            NAMESPACE,
            f"{_ONE}/suggestion",
            (Endpoint(CREATE, decide_suggestion, {"id": ID, "accept": _ACCEPT}, may_manage, hidden=True),),
            source_schema,
        ),
        Route(
            NAMESPACE,
            f"{_ONE}/block",
            (Endpoint(CREATE, block_source_route, {"id": ID}, may_manage, hidden=True),),
            source_schema,
        ),
    ]


def _args() -> Args:
    return {name: dict(arg) for name, arg in _WRITABLE.items()}


def list_sources(request: Request) -> Response:
    """Return the sources by name."""
    return paged_response(request, Source.objects.order_by("name", "id"), source_document)


def show_source(request: Request) -> Response:
    """Return one source. Raises RestError 404."""
    return Response(source_document(load_source(request)))


def create_source(request: Request) -> Response:
    """Return a new source, due at once. Raises RestError 400 that names what is wrong."""
    with refusals_as_errors():
        source = manage.add_source(_given_fields(request))
    return Response(source_document(source, secret=source.secret), 201)


def update_source(request: Request) -> Response:
    """Return the fields given, the others stay. Raises RestError 400, 404."""
    source = load_source(request)
    had = source.secret
    with refusals_as_errors():
        manage.change_source(source, _given_fields(request))
    return Response(source_document(source, secret="" if had else source.secret))


def delete_source(request: Request) -> Response:
    """Forget the source and its items; what was filed stays. Raises RestError 404."""
    source = load_source(request)
    before = source_document(source)
    number = manage.remove_source(source)
    words = f"{number} items were forgotten; what was filed of them stays."
    return Response({"deleted": True, "words": words, "previous": before})


def replace_secret(request: Request) -> Response:
    """Return a new secret. Raises RestError 404."""
    source = load_source(request)
    with refusals_as_errors():
        secret = manage.renew_secret(source)
    return Response(source_document(source, secret=secret))


def decide_suggestion(request: Request) -> Response:
    """Take the feed that its home page names, or refuse it for good. Raises RestError 404, 409."""
    from wirepress.features.wire.maintenance.moved_feed import accept_suggestion, refuse_suggestion

    source = load_source(request)
    with refusals_as_errors():
        if request["accept"]:
            source = accept_suggestion(source)
        else:
            refuse_suggestion(source)
    return Response(source_document(source))


def block_source_route(request: Request) -> Response:
    """Switch it off and rejects what waits from it. Raises RestError 404."""
    source = load_source(request)
    with refusals_as_errors():
        words = block_source(source, actor=request.actor)
    return Response({"words": words, "source": source_document(source)})


def _given_fields(request: Request) -> dict[str, Any]:
    return {name: request[name] for name in _WRITABLE if request.has(name) and request[name] is not None}


def source_document(source: Source, *, secret: str = "") -> dict[str, Any]:
    """Return a source as REST shows it. Of its sign-in: how, and the user's or header's name."""
    shown = {name: source.auth[name] for name in ("how", "user", "name") if name in source.auth}
    return {
        "id": source.pk,
        "slug": source.slug,
        "name": source.name,
        "url": source.url,
        "home": source.home,
        "kind": source.kind,
        "enabled": source.enabled,
        "allow_private": source.allow_private,
        "interval": source.interval,
        "policy": manage.policy_of(source).model_dump(mode="json"),
        "auth": shown,
        "title": source.title,
        "language": source.language,
        "created": format_moment(source.created),
        "due": format_moment(source.due),
        "looked": format_moment(source.looked),
        "good": format_moment(source.good),
        "suggested": source.suggested,
        "failures": source.failures,
        "error": source.error,
        **({"secret": secret} if secret else {}),
    }


def source_schema() -> Schema:
    """Return the JSON schema of a source."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-source",
        "type": "object",
        "properties": dict(_READ),
    }
