"""Pages of a list on routes of our own: their arguments, and the answer with its totals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Args, Request, Response
from wirepress.settings.limits import PER_PAGE_DEFAULT, PER_PAGE_MAX

PAGE: Final[Args] = {
    "page": {
        "description": "Which page of the list.",
        "type": "integer",
        "default": 1,
        "minimum": 1,
        "maximum": 100_000,
    },
    "per_page": {
        "description": "How many on a page.",
        "type": "integer",
        "default": PER_PAGE_DEFAULT,
        "minimum": 1,
        "maximum": PER_PAGE_MAX,
    },
}


def path_number(request: Request, name: str = "id") -> int:
    """Return a number of the path; 0, which nothing has, for one that no column holds."""
    return read_digits(str(request.path_params.get(name, request[name]))) or 0


def paged_response(
    request: Request, rows: QuerySet[Any], show: Callable[[Any], Any], code: str = "rest_invalid_page_number"
) -> Response:
    """Return one page of a list, each row as `show` has it, with totals in its headers. Raises RestError 400, of this code, for a page
    behind the last."""
    page, size = int(request["page"]), int(request["per_page"])
    total = rows.count()
    pages = -(-total // size)
    if page > max(pages, 1):
        raise RestError(code, "The page is behind the last one.", 400)
    return Response(
        [show(row) for row in rows[(page - 1) * size : page * size]],
        headers={"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)},
    )


def format_moment(value: datetime | None) -> str | None:
    """Return a moment as REST writes it: GMT, no zone."""
    return value.isoformat(timespec="seconds") if value else None
