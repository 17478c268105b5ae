"""Which stories of the site a text links to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from wirepress.content.options import site
from wirepress.content.posts.addresses.resolve import resolve
from wirepress.content.posts.models import Post
from wirepress.features.seo.analysis.read_text import Link

TYPES: Final = ("post", "page")
LINKS_MAX: Final = 200  # of one text; what stands behind them is left out


def find_targets(links: Iterable[Link]) -> set[int]:
    """Return the posts and pages that these links lead to. One to three queries for each address of the site."""
    base = urlsplit(site.home())
    paths: dict[tuple[str, str], None] = {}
    for link in links:
        if link.own and (place := _place_of(link.href, base.hostname or "", base.path)) is not None:
            paths[place] = None
    found: set[int] = set()
    for path, query in list(paths)[:LINKS_MAX]:
        post = _post_at(path, query)
        if post is not None and post.type in TYPES:
            found.add(post.pk)
    return found


def _place_of(href: str, host: str, folder: str) -> tuple[str, str] | None:
    """Return path and query below the site's own folder; None for an address elsewhere or on the same page."""
    try:
        parts = urlsplit(href)
        there = parts.hostname
    except ValueError:
        return None
    if not parts.path and not parts.query:
        return None
    if there is not None and there.removeprefix("www.") != host.removeprefix("www."):
        return None
    path = parts.path or "/"
    if folder and not path.startswith(folder):
        return None
    return path.removeprefix(folder.rstrip("/")), parts.query


def _post_at(path: str, query: str) -> Post | None:
    target = resolve(path, dict(parse_qsl(query, keep_blank_values=True)))
    return target.post if target.kind in ("post", "redirect") else None
