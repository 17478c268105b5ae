"""Which file of the sitemaps an address means. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["index", "file", "rss", "style", "html", "lead"]
INDEX: Final = "/sitemap.xml"
RSS: Final = "/sitemap.rss"
HTML: Final = "/site-map/"
_FILE: Final = re.compile(r"/([a-z0-9_-]{1,60}?)-sitemap([0-9]{0,6})\.xml(?:\.gz)?")
_INDEX_NAMES: Final = frozenset(("/sitemap_index.xml", "/sitemap-index.xml", "/sitemap1.xml"))


@dataclass(frozen=True, slots=True)
class Place:
    """A file. `lead`: the address is another name, `to` is the file's own."""

    kind: Kind
    name: str = ""
    number: int = 1
    to: str = ""


def file_path(name: str, number: int = 1) -> str:
    """Return the path of a file."""
    return f"/{name}-sitemap{number if number > 1 else ''}.xml"


def place_of(path: str) -> Place | None:
    """Return what a path means; None when it is no file of the sitemaps."""
    if path in (INDEX, f"{INDEX}.gz"):
        return Place("index")
    if path in _INDEX_NAMES:
        return Place("lead", to=INDEX)
    if path == RSS:
        return Place("rss")
    if path == "/default-sitemap.xsl":
        return Place("style")
    if path in (HTML, HTML.rstrip("/")):
        return Place("html") if path == HTML else Place("lead", to=HTML)
    found = _FILE.fullmatch(path)
    if found is None or path.startswith("/wp-sitemap"):
        return None
    name, digits = found[1], found[2]
    if digits in ("1", "0") or digits.startswith("0"):
        return Place("lead", to=file_path(name, int(digits)))
    return Place("file", name, int(digits or 1))


def place_of_query(value: str) -> Place:
    """Return what `?aiosp_sitemap_path=` leads to: `root`, a name, or a name with its number."""
    found = re.fullmatch(r"([a-z0-9_-]{1,60}?)(?:_([0-9]{1,6}))?", value)
    if found is None or found[1] == "root":
        return Place("lead", to=INDEX)
    return Place("lead", to=file_path(found[1], int(found[2] or 1)))
