"""Addresses in a stranger's HTML: whole, without what follows readers around, or none."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.wire.entry.identity import canonical_url

URL_MAX: Final = 4000


def absolute_link(url: str | None, base: str) -> str:
    """Return the whole address; "" for one that is none of http, https, mailto and tel, or makes no sense."""
    url = re.sub(r"[\x00-\x20]+", lambda blank: "%20" if blank[0] == " " else "", (url or "").strip()[: URL_MAX + 1])
    if not url or len(url) > URL_MAX:
        return ""
    try:
        whole = urljoin(base, url)
        parts = urlsplit(whole)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return whole if parts.hostname else ""
    return whole if parts.scheme in ("mailto", "tel") else ""


def clean_link(node: LexborNode, base: str) -> None:
    """Make a link's address whole; one that leads nowhere is no link."""
    facts = node.attributes
    if "href" not in facts:
        return
    href = facts.get("href") or ""
    url = "" if href.startswith("#") else absolute_link(href, base)
    if not url:
        del node.attrs["href"]
    elif url.startswith("http"):
        node.attrs["href"] = canonical_url(url) + _fragment(url) or url
    else:
        node.attrs["href"] = url


def _fragment(url: str) -> str:
    fragment = urlsplit(url).fragment
    return f"#{fragment}" if fragment and not fragment.startswith("!") and "xtor" not in fragment else ""


def link_markup(url: str) -> str:
    """Return a link to where something is shown that is not shown here."""
    return f'<a href="{escape(url)}">See this on {escape(urlsplit(url).hostname or "")}</a>'


def put_markup(node: LexborNode, markup: str) -> None:
    """Put markup of our own, one element, in the place of a node."""
    made = LexborHTMLParser(markup, is_fragment=True).css_first("p, a")
    if made is None:
        node.decompose()
    else:
        node.replace_with(made)
