"""The way to another address of the site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.options.links import local
from wirepress.settings.settings import get_settings


def redirect(request: HttpRequest, address: str) -> HttpResponse:
    """Absolute, as WordPress does it; from the root for a reader who sees the site under another host, so that they stay there."""
    here = (request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME")) == urlsplit(get_settings().url).netloc
    response = HttpResponseRedirect(address if here else local(address), status=301)
    response.headers["X-Redirect-By"] = "WordPress"
    return response
