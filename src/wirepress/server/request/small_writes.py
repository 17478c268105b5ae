"""Tells small REST writes, which go through the write lanes (see write_lanes.py)."""

from __future__ import annotations

from typing import Final

from wirepress.server.request.summary import RequestSummary
from wirepress.settings import limits

_METHODS: Final = (b"POST", b"PUT", b"PATCH", b"DELETE")


def is_rest(request: RequestSummary) -> bool:
    """Return whether the request is one of REST."""
    return request.target.startswith((b"/wp-json", b"/index.php/wp-json")) or b"rest_route=" in request.target


def is_small(request: RequestSummary, size: int) -> bool:
    """Return whether the request writes by REST with a short body of `size` bytes. Answers of REST are not streamed."""
    return request.method in _METHODS and size <= limits.LANE_BODY and is_rest(request)
