"""Addresses of sitemaps in both styles, and the way back from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from wirepress.content.options import site
from wirepress.core.php.numbers import absint

INDEX: Final = "index"
STYLES: Final = ("sitemap", "index")
_MAP: Final = re.compile(r"wp-sitemap-(?P<name>[a-z]+?)(?:-(?P<subtype>[a-z0-9_-]+?))?-(?P<page>[0-9]{1,6})\.xml\Z")
_PLAIN: Final = ("sitemap", "sitemap-subtype", "sitemap-stylesheet", "paged")


@dataclass(frozen=True, slots=True)
class Place:
    """A sitemap, the index of all, or (`style`) how they look in a browser."""

    name: str = INDEX
    subtype: str = ""
    page: int = 1
    style: str = ""


def address(place: Place) -> str:
    """Where it is."""
    if site.pretty():
        if place.style:
            return site.home("/wp-sitemap.xsl" if place.style == "sitemap" else "/wp-sitemap-index.xsl")
        if place.name == INDEX:
            return site.home("/wp-sitemap.xml")
        return site.home(f"/wp-sitemap-{'-'.join(filter(None, (place.name, place.subtype, str(place.page))))}.xml")
    if place.style:
        return site.home("/?" + urlencode({"sitemap-stylesheet": place.style}))
    named = {"sitemap": place.name, "sitemap-subtype": place.subtype} | (
        {} if place.name == INDEX else {"paged": str(place.page)}
    )
    return site.home("/?" + urlencode({name: value for name, value in named.items() if value}))


def place_of_path(path: str) -> Place | None:
    """What a path below the root means."""
    if path == "wp-sitemap.xml":
        return Place()
    if path in ("wp-sitemap.xsl", "wp-sitemap-index.xsl"):
        return Place(style="index" if "index" in path else "sitemap")
    found = _MAP.match(path)
    return Place(found["name"], found["subtype"] or "", int(found["page"])) if found else None


def place_of_query(query: Mapping[str, str]) -> Place | None:
    """What the parameters of the root's address mean."""
    if query.get("sitemap-stylesheet"):
        return Place(style="index" if query["sitemap-stylesheet"] == INDEX else "sitemap")
    if not query.get("sitemap"):
        return None
    return Place(query["sitemap"], query.get("sitemap-subtype", ""), absint(query.get("paged", "")) or 1)
