"""A file of the program as an answer, with an entity tag."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified


def answer_asset(
    request: HttpRequest, read: Callable[[], bytes], digest: str, content_type: str, cache: str
) -> HttpResponse:
    """Return the file's bytes, or 304 to who has them. `digest` names them and nothing else; `cache` is the Cache-Control."""
    tag = f'"{digest}"'
    response: HttpResponse
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(read(), content_type=content_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = cache
    return response
