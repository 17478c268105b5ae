"""The routes of oembed/1.0 (WordPress 7.1)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.rendering import oembed as own
from wirepress.core.markup.kses.urls import sanitize_url
from wirepress.core.php.numbers import absint
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.index import namespace_route
from wirepress.web.rest.oembed import foreign
from wirepress.web.rest.oembed.xml import encode_xml

NAMESPACE: Final = "oembed/1.0"
_DEFAULT_WIDTH: Final = 600
_WIDEST: Final = 999_999_999


def _sanitize_url(value: Any, request: Request, name: str) -> str:
    return sanitize_url(types.to_text(value))


def _sanitize_absint(value: Any, request: Request, name: str) -> int:
    """absint: digits at the start count, whatever else is 0."""
    return min(absint(types.to_text(value).strip()), _WIDEST)


def _sanitize_format(value: Any, request: Request, name: str) -> str:
    return "xml" if value == "xml" else "json"


def not_found() -> RestError:
    """404: nothing to embed under that address."""
    return RestError("oembed_invalid_url", "There is nothing to embed at this address.", 404)


def get_embed(request: Request) -> Response:
    """Return the embed of one of our stories. Raises RestError 404."""
    post = own.find_story_at(str(request["url"]))
    data = own.oembed_document(post, int(request["maxwidth"] or 0)) if post else None
    if data is None:
        raise not_found()
    if request["format"] == "xml":
        return Response(data, raw=encode_xml(data).encode(), content_type="text/xml; charset=utf-8")
    return Response(data)


def may_proxy(request: Request) -> RestError | None:
    """edit_posts: whoever writes stories."""
    if request.actor.can("edit_posts"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to embed.", signed_in=request.signed_in)


def get_proxied_embed(request: Request) -> Response:
    """Return the embed of any address, ours or another site's. Raises RestError 404."""
    url = str(request["url"])
    width, height = int(request["maxwidth"] or _DEFAULT_WIDTH), int(request["maxheight"] or 0)
    post = own.find_story_at(url)
    data = own.oembed_document(post, width) if post else None
    data = data or foreign.fetch_document(url, width, height, discover=bool(request["discover"]))
    if data is None:
        raise not_found()
    return Response(data)


def oembed_routes() -> list[Route]:
    """Return all of the namespace."""
    url: Schema = {
        "description": "Address of what is embedded.",
        "type": "string",
        "format": "uri",
        "required": True,
        "sanitize": _sanitize_url,
    }
    asked: dict[str, Schema] = {
        "url": url,
        "format": {"default": "json", "sanitize": _sanitize_format},
        "maxwidth": {"default": _DEFAULT_WIDTH, "sanitize": _sanitize_absint},
    }
    proxied: dict[str, Schema] = {
        "url": url,
        "format": {
            "description": "Form of the other site's answer.",
            "type": "string",
            "default": "json",
            "enum": ["json", "xml"],
        },
        "maxwidth": {
            "description": "Widest that it may be, pixels.",
            "type": "integer",
            "default": _DEFAULT_WIDTH,
            "sanitize": _sanitize_absint,
        },
        "maxheight": {
            "description": "Highest that it may be, pixels.",
            "type": "integer",
            "sanitize": _sanitize_absint,
        },
        "discover": {"description": "Also look at the page itself.", "type": "boolean", "default": True},
    }
    return [
        namespace_route(NAMESPACE),
        Route(NAMESPACE, f"/{NAMESPACE}/embed", (Endpoint(READ, get_embed, asked),)),
        Route(NAMESPACE, f"/{NAMESPACE}/proxy", (Endpoint(READ, get_proxied_embed, proxied, may_proxy),)),
    ]
