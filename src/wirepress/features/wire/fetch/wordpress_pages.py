"""A WordPress site's REST API as a source: which address to ask, and when its pages are over."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

PER_PAGE: Final = 50
_BEYOND: Final = "rest_post_invalid_page_number"


def posts_url(url: str, *, edit: bool = False) -> str:
    """Return the address of a site's newest posts. `url`: of the site, its API root or its posts, pretty or plain (?rest_route=).

    `edit`: an application password is sent along, so the raw texts are asked for.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    path = parts.path
    if "rest_route" in query:
        route = query["rest_route"].rstrip("/")
        query["rest_route"] = route if "/wp/v2/" in route else "/wp/v2/posts"
    elif "/wp/v2/" not in path:
        root = path.rstrip("/")
        path = (root if root.endswith("/wp-json") else f"{root}/wp-json") + "/wp/v2/posts"
    wanted = {
        "per_page": str(PER_PAGE),
        "orderby": "modified",
        "order": "desc",
        "_embed": "author,wp:featuredmedia,wp:term",
    }
    query = {**wanted, **query, **({"context": "edit"} if edit else {})}
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query, safe="/,:"), ""))


def source_url(api: str) -> str:
    """Return the address of a source from its API root, as a Link header names it."""
    parts = urlsplit(api)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(
        (
            parts.scheme,
            parts.netloc,
            parts.path,
            urlencode({"rest_route": "/"}, safe="/") if "rest_route" in query else "",
            "",
        )
    )


def next_page(url: str, decoded: int) -> str:
    """Return the address of the page after this one, "" when this one was not full."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
    except ValueError:
        return ""
    if decoded < size or size < 1:
        return ""
    query["page"] = str(page + 1)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query, safe="/,:"), ""))


def is_beyond_the_end(body: bytes) -> bool:
    """Return whether a refusal (400) only says that there is no such page."""
    try:
        found = json.loads(body[:65536])
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("code") == _BEYOND
