"""What features answer before an address of the public site is looked up (hook `early_answers`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from wirepress.content.options.features import extensions

# The newsroom, programs, and files: none of a feature's business.
_OWN: Final = (
    "/wp-admin",
    "/wp-login.php",
    "/wp-json",
    "/index.php/wp-json",
    "/wp-includes/",
    "/wp-cron.php",
    "/wp-comments-post.php",
    "/xmlrpc.php",
    "/favicon.ico",
)
_UPLOADS: Final = "/wp-content/uploads/"


class EarlyAnswers:
    """Gives the first answer that a feature has. Where a file is missing, features are asked afterwards: most files are there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if request.method not in ("GET", "HEAD") or path.startswith(_OWN) or "rest_route" in request.GET:
            return self.get_response(request)
        if path.startswith(_UPLOADS):
            response: HttpResponseBase = self.get_response(request)
            return (_ask(request) or response) if response.status_code == 404 else response
        return _with_headers(request, _ask(request) or self.get_response(request))


def _with_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Add what features say in headers (hook `response_headers`)."""
    features = extensions()
    if not features.implements("response_headers"):
        return response
    kind = response.headers.get("Content-Type", "") if response.status_code == 200 else ""
    for name, value in features.collect("response_headers", request=request, content_type=kind):
        if name == "Link" and response.headers.get("Link"):
            value = f"{response.headers['Link']}, {value}"
        if name == "Link" or name not in response.headers:
            response.headers[name] = value
    return response


def _ask(request: HttpRequest) -> HttpResponseBase | None:
    features = extensions()
    if not features.implements("early_answers"):
        return None
    found: list[HttpResponseBase] = features.collect("early_answers", request=request)
    return next((one for one in found if isinstance(one, HttpResponseBase)), None)
