"""Small requests that write by REST: worked on in their turn (see turns.py)."""

from __future__ import annotations

from typing import Final

from wirepress.config import limits
from wirepress.web.delivery.http.ask import Ask

_METHODS: Final = (b"POST", b"PUT", b"PATCH", b"DELETE")


def is_rest(asked: Ask) -> bool:
    """Whether the request is one of REST."""
    return asked.target.startswith((b"/wp-json", b"/index.php/wp-json")) or b"rest_route=" in asked.target


def is_small(asked: Ask, size: int) -> bool:
    """Whether the request, with a body of `size` bytes, writes by REST and is short. Answers of REST come whole."""
    return asked.method in _METHODS and size <= limits.LANE_BODY and is_rest(asked)
