"""Addresses of the site that a page, a style sheet or a sitemap names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

_TAG: Final = re.compile(rb"<(a|link|img|script|source|video|audio|image|use)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(rb"""\b(href|src|srcset|poster|rel)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_CSS: Final = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""", re.IGNORECASE)
_LOCATION: Final = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>|<\?xml-stylesheet[^>]*\bhref=\"([^\"]+)\"", re.IGNORECASE)
_ROBOTS: Final = re.compile(rb"(?im)^sitemap:\s*(\S+)")
_ROOTED: Final = ("/", "http://", "https://")
# What somebody has to answer, and what is made of questions without end.
_NOT_FILES: Final = re.compile(
    r"/(?:wp-admin|wp-login\.php|wp-signup\.php|xmlrpc\.php|wp-comments-post\.php|wp-trackback\.php|wp-cron\.php|wp-json|search|-)(?:/|\Z)"
)
_NOT_FOLLOWED: Final = re.compile(r"/(?:feed(?:/(?:rss2?|atom|rdf))?|embed|trackback)/?\Z")


def links_of(body: bytes, content_type: str, address: str, site: str) -> Iterator[str]:
    """Yield the paths (percent-encoded, no query) of this site that an answer names. `address`: its own; `site`: the site's, no slash."""
    kind = content_type.partition(";")[0].strip().lower()
    found: Iterator[str] = iter(())
    if kind == "text/html":
        found = _of_html(body)
    elif kind == "text/css":
        found = (match[1].decode("utf-8", "replace") for match in _CSS.finditer(body))
    elif kind == "text/plain":
        found = (match[1].decode("utf-8", "replace") for match in _ROBOTS.finditer(body))
    elif "xml" in kind and (b"<sitemapindex" in body or b"<urlset" in body):
        found = ((match[1] or match[2]).decode("utf-8", "replace") for match in _LOCATION.finditer(body))
    for link in dict.fromkeys(found):
        # What rests on the page's own address is few: menus, sections and cards name the same places on every page.
        path = _rooted_path(link, site) if link.startswith(_ROOTED) else local_path(unescape(link), address, site)
        if path is not None:
            yield path


@lru_cache(maxsize=50_000)
def _rooted_path(link: str, site: str) -> str | None:
    """Return the path of a link, as it stands in HTML, that is the same on whichever page of the site it stands."""
    return local_path(unescape(link), f"{site}/", site)


def _of_html(body: bytes) -> Iterator[str]:
    for tag in _TAG.finditer(body):
        values = {
            match[1].lower(): (match[2] if match[2] is not None else match[3]).decode("utf-8", "replace")
            for match in _ATTRIBUTE.finditer(tag[2])
        }
        if tag[1].lower() == b"link" and not re.search(
            r"stylesheet|icon|preload|canonical|next|prev|manifest", values.get(b"rel", "")
        ):
            continue
        for name in (b"href", b"src", b"poster"):
            if name in values:
                yield values[name]
        for choice in values.get(b"srcset", "").split(","):
            if choice.strip():
                yield choice.split()[0]


def local_path(link: str, address: str, site: str) -> str | None:
    """Return the path of a link that this site answers by a file; None for others' addresses, questions, and the newsroom."""
    try:
        parts = urlsplit(urljoin(address, link.strip()))
    except ValueError:
        return None
    here = urlsplit(site)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != here.netloc.lower():
        return None
    path = parts.path or "/"
    if parts.query and not _is_versioned(parts.query):
        return None
    if here.path and not path.startswith(here.path):
        return None
    if _NOT_FILES.match(path[len(here.path) :]) or _NOT_FOLLOWED.search(path):
        return None
    return path


def _is_versioned(query: str) -> bool:
    """Return whether a query only says which version of a file is wanted."""
    return re.fullmatch(r"(?:ver|v)=[\w.%-]*", query) is not None
