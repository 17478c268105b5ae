"""Decides which requests are answered from documents: the plain ones for one story or a page of the newest."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

_ONE: Final = re.compile(r"/wp/v2/posts/([1-9][0-9]{0,17})\Z")
_LIST: Final = "/wp/v2/posts"
_SIZE: Final = re.compile(r"[1-9][0-9]?\Z|100\Z")
_PAGE: Final = re.compile(r"[1-9][0-9]{0,8}\Z")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}\Z")
_PLAIN_ENDPOINTS: Final = ("/index.php", "/")
_PRETTY_ENDPOINT: Final = "/wp-json"
REMEMBERED: Final = 4096  # addresses
TAXONOMIES: Final = {"categories": "category", "tags": "post_tag"}


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """One story (`number`), or a page of the newest stories, of a term where one is given."""

    number: int = 0
    size: int = 10
    page: int = 1
    term: int = 0
    taxonomy: str = ""


@functools.lru_cache(maxsize=REMEMBERED)
def parse_document_query(target: bytes) -> DocumentQuery | None:
    """Return what the address asks for; None when it is anything but the plainest."""
    path, _, query = target.decode("ascii").partition("?")
    pairs: dict[str, str] = {}
    for item in query.split("&") if query else ():
        name, _, value = item.partition("=")
        if name in pairs:
            return None
        pairs[name] = value
    if path in _PLAIN_ENDPOINTS:
        route = unquote(pairs.pop("rest_route", ""))
    elif path.startswith(_PRETTY_ENDPOINT):
        route = path[len(_PRETTY_ENDPOINT) :]
    else:
        return None
    one = _ONE.match(route)
    if one is not None:
        return None if pairs else DocumentQuery(int(one[1]))
    return _list_query(pairs) if route == _LIST else None


def _list_query(pairs: dict[str, str]) -> DocumentQuery | None:
    size, page = pairs.pop("per_page", "10"), pairs.pop("page", "1")
    if not _SIZE.match(size) or not _PAGE.match(page):
        return None
    if not pairs:
        return DocumentQuery(size=int(size), page=int(page))
    name, value = pairs.popitem()
    if pairs or name not in TAXONOMIES or not _NUMBER.match(value):
        return None
    return DocumentQuery(size=int(size), page=int(page), term=int(value), taxonomy=TAXONOMIES[name])
