"""The XML of sitemaps (sitemaps.org 0.9, Google's image, news and video extensions). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

MAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_FURTHER: Final = {
    "xhtml": 'xmlns:xhtml="http://www.w3.org/1999/xhtml"',
    "image": 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
    "news": 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"',
    "video": 'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"',
}
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Hint = tuple[str, str]  # changefreq, priority


def clean(text: str) -> str:
    """Return text as it stands in an element; what XML does not allow is left out."""
    return escape(_NOT_XML.sub("", text), quote=False)


def moment(gmt: datetime | None) -> str:
    """Return a GMT moment as W3C datetime; "" where it is not known."""
    return gmt.replace(tzinfo=UTC).isoformat(timespec="seconds") if gmt else ""


def url(address: str, changed: str = "", hint: Hint | None = None, inside: str = "") -> str:
    """Return one <url>."""
    parts = [f"<url><loc>{clean(address)}</loc>"]
    if changed:
        parts.append(f"<lastmod>{changed}</lastmod>")
    if hint is not None:
        parts.append(f"<changefreq>{hint[0]}</changefreq><priority>{hint[1]}</priority>")
    return "".join((*parts, inside, "</url>\n"))


def image(address: str) -> str:
    """Return one <image:image>."""
    return f"<image:image><image:loc>{clean(address)}</image:loc></image:image>"


def news(name: str, language: str, published: str, title: str) -> str:
    """Return one <news:news>."""
    return (
        f"<news:news><news:publication><news:name>{clean(name)}</news:name><news:language>{clean(language)}</news:language>"
        f"</news:publication><news:publication_date>{published}</news:publication_date><news:title>{clean(title)}</news:title></news:news>"
    )


def sitemap(address: str, changed: str) -> str:
    """Return one <sitemap> of an index."""
    return f"<sitemap><loc>{clean(address)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>\n"


def urlset(entries: Iterable[str], style: str, further: Sequence[str] = ("xhtml", "image")) -> str:
    """Return a whole file of addresses. `style`: the address of its style sheet."""
    spaces = " ".join((MAP, *(_FURTHER[name] for name in further)))
    return f"{_head(style)}<urlset {spaces}>\n{''.join(entries)}</urlset>\n"


def index(entries: Iterable[str], style: str) -> str:
    """Return a whole index."""
    return f"{_head(style)}<sitemapindex {MAP}>\n{''.join(entries)}</sitemapindex>\n"


def _head(style: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="{escape(style)}"?>\n'
