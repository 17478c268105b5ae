"""Headers that every REST answer carries, and CORS."""

from __future__ import annotations

from collections.abc import Mapping

from wirepress.content.options import site
from wirepress.core.markup.kses.urls import sanitize_url
from wirepress.core.rest.routes import Request

NO_CACHE = {
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
    "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
}
EXPOSED = "X-WP-Total, X-WP-TotalPages, Link"
ALLOWED = "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type"


def root_link() -> str:
    """Return the Link header that leads to the REST root."""
    return f'<{site.rest_url("/")}>; rel="https://api.w.org/"'


def common_headers(headers: Mapping[str, str], method: str) -> dict[str, str]:
    """Headers before the route is known. `headers`: the request's, names in lower case."""
    return {
        "X-Robots-Tag": "noindex",
        "Link": root_link(),
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Expose-Headers": EXPOSED,
        "Access-Control-Allow-Headers": ALLOWED,
    }


def cors_headers(request: Request) -> dict[str, str]:
    """CORS of this request: the origin is echoed, so that browsers of other sites may read public answers."""
    origin = request.headers.get("origin")
    if origin:
        if not origin.isprintable():
            return {}
        return {
            "Access-Control-Allow-Origin": origin if origin == "null" else sanitize_url(origin),
            "Access-Control-Allow-Methods": "OPTIONS, GET, POST, PUT, PATCH, DELETE",
            "Access-Control-Allow-Credentials": "true",
            "Vary": "Origin",
        }
    return {"Vary": "Origin"} if request.attributes.get("http_method") == "GET" and not request.signed_in else {}
