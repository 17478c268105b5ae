"""A request that writes is worked on again where it clashed with other writers, instead of being refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from wirepress.core.database.retry_conflicts import retry_on_conflict

_READING = ("GET", "HEAD", "OPTIONS")


class RepeatedWrites:
    """Calls the views of requests that write. Nobody sees more of a try that failed than the time that it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """The view's answer; None for requests that read, which the framework goes on with."""
        if request.method in _READING:
            return None
        return retry_on_conflict(lambda: view(request, *args, **kwargs), may=lambda: _is_whole(request))


def _is_whole(request: HttpRequest) -> bool:
    """Whether the view would find the same request again: its body is in memory, and no file of it has been read or stored."""
    if getattr(request, "_files", None):
        return False
    return hasattr(request, "_body") or hasattr(request, "_post") or not getattr(request, "_read_started", False)
