"""/wp-block-editor/v1/url-details: what a page says about itself, for the editor's link preview."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from selectolax.lexbor import LexborHTMLParser

from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.core.http.client import FetchedResponse, FetchError, fetch
from wirepress.core.http.target import is_fetchable
from wirepress.core.markup.kses.urls import sanitize_url
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import item_schema, prop

NAMESPACE: Final = "wp-block-editor/v1"
KEPT: Final = 3600
_PAGE: Final = 150 * 1024  # bytes of a page that are looked at
_LENGTH: Final = 2000  # characters of a text at most
_SEEN_IN: Final = ["view", "edit", "embed"]


def schema() -> Schema:
    """Return the JSON schema of the details of a page elsewhere."""
    return item_schema(
        "url-details",
        {
            "title": prop("string", "What stands in the page's title.", _SEEN_IN, readonly=True),
            "icon": prop("string", "Address of its icon.", _SEEN_IN, format="uri", readonly=True),
            "description": prop("string", "What it says it is about.", _SEEN_IN, readonly=True),
            "image": prop(
                "string",
                "Address of the picture that it wants to be shown with.",
                _SEEN_IN,
                format="uri",
                readonly=True,
            ),
        },
    )


def may_fetch_details(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types()):
        return None
    return forbidden(
        "rest_cannot_view_url_details", "You are not allowed to fetch details of pages.", signed_in=request.signed_in
    )


def _fetchable(value: Any, request: Request, name: str) -> bool:
    return is_fetchable(value, site.home())


def _clean(value: Any, request: Request, name: str) -> str:
    return sanitize_url(types.to_text(value))


def get_url_details(request: Request) -> Response:
    """Return the page's words. Raises RestError 404 when it does not answer or says nothing."""
    url = str(request["url"]).rstrip("/")
    name = "url-details:" + hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
    found = cache.get(name)
    if found is None:
        found = extract_details(_fetch_page(url))
        cache.set(name, found, KEPT)
    wanted = wanted_fields(request)
    data = {key: value for key, value in found.items() if is_field_wanted(key, wanted)}
    return Response(filter_by_context(data, schema(), str(request.get("context") or "view")))


def _fetch_page(url: str) -> FetchedResponse:
    try:
        page = fetch(url, size=_PAGE, cut=True, allow=_own_hosts())
    except FetchError:
        page = None
    if page is None or page.status != 200:
        raise RestError("no_response", "The page does not answer.", 404)
    if not page.body:
        raise RestError("no_content", "The page is empty.", 404)
    return page


def _own_hosts() -> list[str]:
    """The site itself may be asked, wherever it runs."""
    home = urlsplit(site.home())
    return [f"{home.hostname}:{home.port or (443 if home.scheme == 'https' else 80)}"]


def extract_details(page: FetchedResponse) -> dict[str, str]:
    """Title, icon, description and picture of a page, each empty when it has none. Plain text."""
    tree = LexborHTMLParser(page.text)
    title = tree.css_first("head title") or tree.css_first("title")
    metas: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        name = str(meta.attributes.get("property") or meta.attributes.get("name") or "").strip().lower()
        metas.setdefault(name, str(meta.attributes.get("content") or ""))
    return {
        "title": _text(title.text() if title else ""),
        "icon": _address(_icon(tree), page.url),
        "description": _text(metas.get("description") or metas.get("og:description") or ""),
        "image": _address(metas.get("og:image") or metas.get("og:image:url") or "", page.url),
    }


def _icon(tree: LexborHTMLParser) -> str:
    for link in tree.css("link[rel][href]"):
        if "icon" in str(link.attributes.get("rel") or "").lower().split():
            return str(link.attributes.get("href") or "")
    return ""


def _text(value: str) -> str:
    return " ".join(value[: 4 * _LENGTH].split())[:_LENGTH]


def _address(value: str, base: str) -> str:
    """Absolute; data: addresses of icons stay as they are."""
    value = value.strip()
    if not value or value.startswith("data:image/"):
        return value[: 64 * 1024]
    try:
        return sanitize_url(urljoin(base, value[:_LENGTH]), ("http", "https"))
    except ValueError:
        return ""


def url_details_routes() -> list[Route]:
    """Return the route of the details of a page elsewhere."""
    url: Schema = {
        "description": "Address of the page.",
        "type": "string",
        "format": "uri",
        "required": True,
        "validate": _fetchable,
        "sanitize": _clean,
    }
    return [
        Route(
            NAMESPACE,
            f"/{NAMESPACE}/url-details",
            (Endpoint(READ, get_url_details, {"url": url}, may_fetch_details),),
            schema,
        )
    ]
