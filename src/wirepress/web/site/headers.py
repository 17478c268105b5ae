"""Security headers of every answer that Django gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from wirepress.web.rest.response.headers import NO_CACHE
from wirepress.web.site import csp

_NEWSROOM: Final = ("/wp-admin/", "/wp-login.php")
_PAGE: Final = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def forbid_caching(response: HttpResponse) -> HttpResponse:
    """Return the answer with headers that keep it out of every cache."""
    for name, value in NO_CACHE.items():
        response.headers[name] = value
    return response


class SecurityHeaders:
    """Adds the headers that every answer carries, and to HTML the policy of its part of the site. A view that sets one itself wins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            self._page(request, response)
        return response

    def _page(self, request: HttpRequest, response: HttpResponse) -> None:
        kind = response.headers["Content-Type"]
        response.headers["Content-Type"] = kind.replace("charset=utf-8", "charset=UTF-8")  # as WordPress writes it
        newsroom = request.path_info.startswith(_NEWSROOM)
        policy = csp.newsroom_policy(request) if newsroom else csp.public_policy(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in _PAGE.items():
            response.headers.setdefault(name, value)
