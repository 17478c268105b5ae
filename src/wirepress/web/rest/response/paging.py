"""Totals and the next/prev links of a list."""

from __future__ import annotations

import math
from typing import Any, Final
from urllib.parse import quote

from wirepress.content.options import site
from wirepress.core.markup.links.query_args import add_query_args
from wirepress.core.php.query import urlencode_deep
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Response

_VISIBLE: Final = bytes(range(0x21, 0x7F)).decode().replace(">", "")

NUMBERS: dict[str, Any] = {
    "page": {
        "description": "Which page of the list.",
        "type": "integer",
        "default": 1,
        "sanitize": True,
        "validate": True,
        "minimum": 1,
    },
    "per_page": {
        "description": "How many items a page has at most.",
        "type": "integer",
        "default": 10,
        "minimum": 1,
        "maximum": 100,
        "sanitize": True,
        "validate": True,
    },
}


def count_pages(total: int, per_page: int) -> int:
    """Return how many pages the list has."""
    return math.ceil(total / per_page) if per_page > 0 else 0


def paged_response(
    request: Request,
    items: list[Any],
    total: int,
    base: str,
    *,
    per_page: int | None = None,
    offset: int | None = None,
    clamp: bool = True,
    totals_as_text: bool = False,
) -> Response:
    """Return a list answer with X-WP-Total, X-WP-TotalPages and its Link header. `base`: the collection's route, e.g. wp/v2/posts.

    `offset`: the page is worked out from it. `clamp`: the link back leads to the last page that there is.
    """
    size = per_page if per_page is not None else int(request["per_page"] or 10)
    page = int(request.get("page") or 1) if offset is None else math.ceil(offset / size + 1)
    last = count_pages(total, size)
    headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(last)}
    response = Response(items, headers=headers, totals_as_text=totals_as_text)
    links = []
    address = add_query_args(site.rest_url(base), urlencode_deep(_without_false(request.query)))
    if page > 1:
        links.append(_link(address, min(page - 1, last) if clamp else page - 1, "prev"))
    if page < last:
        links.append(_link(address, page + 1, "next"))
    if links:
        response.headers["Link"] = ", ".join(links)
    return response


def _link(address: str, page: int, rel: str) -> str:
    # Names of parameters come as they were sent; a header holds visible ASCII only.
    return f'<{quote(add_query_args(address, {"page": str(page)}), safe=_VISIBLE)}>; rel="{rel}"'


def _without_false(value: Any) -> Any:
    """PHP prints false as nothing."""
    if value is False:
        return ""
    if isinstance(value, dict):
        return {key: _without_false(item) for key, item in value.items()}
    return [_without_false(item) for item in value] if isinstance(value, list) else value


def require_existing_page(page: int, total: int, per_page: int, code: str) -> None:
    """Raises RestError when the page lies behind the last one of a list that is not empty."""
    if total > 0 and page > count_pages(total, per_page):
        raise RestError(code, "The list has fewer pages than that.", 400)
