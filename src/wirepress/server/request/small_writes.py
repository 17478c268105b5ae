"""Small requests that write by REST: worked on in their turn (see turns.py)."""

from __future__ import annotations

from typing import Final

from wirepress.server.request.summary import RequestSummary
from wirepress.settings import limits

_METHODS: Final = (b"POST", b"PUT", b"PATCH", b"DELETE")


def is_rest(request: RequestSummary) -> bool:
    """Whether the request is one of REST."""
    return request.target.startswith((b"/wp-json", b"/index.php/wp-json")) or b"rest_route=" in request.target


def is_small(request: RequestSummary, size: int) -> bool:
    """Whether the request, with a body of `size` bytes, writes by REST and is short. Answers of REST come whole."""
    return request.method in _METHODS and size <= limits.LANE_BODY and is_rest(request)
