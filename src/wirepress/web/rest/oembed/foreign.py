"""Embeds of other sites: asked where a trusted site answers, else where the page itself says. Kept for a day."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.cache import cache
from selectolax.lexbor import LexborHTMLParser

from wirepress.core.http.client import FetchError, fetch
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.html.frames import sandboxed_frame
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.php.numbers import read_digits
from wirepress.web.rest.oembed.providers import endpoint_of

KEPT: Final = 24 * 3600
MISSED: Final = 600  # how long a failure is remembered
_PAGE: Final = 256 * 1024  # bytes of a page that are looked at


def fetch_document(url: str, width: int, height: int, *, discover: bool = True) -> dict[str, Any] | None:
    """Return the other site's document with safe HTML, None when there is none. Never raises."""
    name = "oembed:" + hashlib.sha256(f"{width}:{height}:{discover}:{url}".encode("utf-8", "replace")).hexdigest()
    known = cache.get(name)
    if known is None:
        known = _fetch_document(url, width, height, discover) or {}
        cache.set(name, known, KEPT if known else MISSED)
    return known or None


def _fetch_document(url: str, width: int, height: int, discover: bool) -> dict[str, Any] | None:
    try:
        trusted = endpoint_of(url)
    except ValueError:
        return None
    limits = {"maxwidth": width, **({"maxheight": height} if height else {})}
    if trusted:
        places: Iterator[str] = iter((f"{trusted}?{urlencode({'url': url, 'format': 'json', **limits})}",))
    elif discover:
        places = _discover_addresses(url, limits)
    else:
        return None
    for place in places:
        found = _fetch_json(place)
        if found is not None:
            return found if trusted else _sandboxed(found)
    return None


def _fetch_json(place: str) -> dict[str, Any] | None:
    try:
        answer = fetch(place, headers={"Accept": "application/json"})
        found = json.loads(answer.text) if answer.status == 200 else None
    except (FetchError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("type") not in ("photo", "video", "link", "rich"):
        return None
    html = _html_by_type(found)
    return {**found, "html": html} if html else None


def _html_by_type(found: dict[str, Any]) -> str:
    """Return the HTML by type: photos and links have none of their own."""
    address, title = found.get("url"), str(found.get("title") or "")
    if found["type"] == "photo":
        size = "".join(
            f' {side}="{number}"'
            for side in ("width", "height")
            if (number := read_digits(str(found.get(side, "")))) is not None
        )
        return (
            f'<a href="{esc_url(address)}"><img src="{esc_url(address)}" alt="{esc_attr(title)}"{size} /></a>'
            if isinstance(address, str)
            else ""
        )
    if found["type"] == "link":
        return f'<a href="{esc_url(address)}">{esc_html(title)}</a>' if isinstance(address, str) and title else ""
    html = found.get("html")
    return html if isinstance(html, str) else ""


def _discover_addresses(url: str, limits: dict[str, int]) -> Iterator[str]:
    """Addresses of JSON documents that the page names."""
    try:
        page = fetch(url, size=_PAGE, cut=True)
    except FetchError:
        return
    if page.status != 200:
        return
    for link in LexborHTMLParser(page.text).css('link[type="application/json+oembed"][href]')[:2]:
        place = urljoin(page.url, link.attributes.get("href") or "")
        yield place + ("&" if "?" in place else "?") + urlencode(limits)


def _sandboxed(found: dict[str, Any]) -> dict[str, Any] | None:
    """Of a stranger's HTML only the frame stays, locked in, and its quote as plain text."""
    if found["type"] not in ("rich", "video"):
        return found
    tree = LexborHTMLParser(found["html"])
    frame = tree.css_first("iframe[src]")
    source = esc_url((frame.attributes.get("src") or "").strip()) if frame else ""
    if frame is None or urlsplit(source).scheme not in ("http", "https"):
        return None
    quote = tree.css_first("blockquote")
    link = quote.css_first("a[href]") if quote else None
    text = (
        f'<a href="{esc_url(link.attributes.get("href") or "")}">{esc_html(link.text())}</a>'
        if link is not None
        else ""
    )
    return {**found, "html": sandboxed_frame(source, secrets.token_hex(5), frame.attributes, quote=text)}
