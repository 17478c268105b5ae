"""Frames, players and what waits for a script in a stranger's HTML: shown where its host is allowed, else a link to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from html import escape
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.text.embeds import (
    Embed,
    embed_of_address,
    embed_of_element,
    may_frame,
    page_of_frame,
)
from wirepress.features.wire.text.links import absolute_link, link_markup, put_markup
from wirepress.features.wire.text.tracking_pixels import TINY
from wirepress.features.wire.text.tree_pictures import read_length

_ADDRESSES: Final = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-litespeed-src",
    "data-cmplz-src",
    "data-cookieconsent-src",
    "data-cli-src",
    "data-consent-src",
    "data-orig-src",
    "data-url",
    "data",
)
_ALONE: Final = re.compile(r"https?://[^\s<>\"']{4,2000}")
_KEPT: Final = ("width", "height", "title", "allowfullscreen")


def clean_frame(node: LexborNode, base: str, frames_from: Collection[str], counts: Counter[str]) -> None:
    """Keep a frame of an allowed host, make another one a link."""
    facts = node.attributes
    told = (facts.get(name) or "" for name in _ADDRESSES)
    url = absolute_link(next((one for one in told if one and not one.startswith(("about:", "data:"))), ""), base)
    parts = urlsplit(url)
    host = parts.hostname or ""
    hidden = 0 <= read_length(facts.get("width")) <= TINY or 0 <= read_length(facts.get("height")) <= TINY
    if not host or hidden or parts.scheme not in ("http", "https"):
        counts["a frame that shows nothing taken out"] += 1
        node.decompose()
    elif node.tag == "iframe" and may_frame(url, frames_from):
        for name in list(facts):
            if name not in _KEPT:
                del node.attrs[name]
        node.attrs["src"] = "https://" + host + url.partition(parts.netloc)[2]
    else:
        counts[f"a frame of {host} made a link"] += 1
        page = absolute_link(page_of_frame(url), base)
        put_markup(node, link_markup(page if page.startswith("http") else url))


def clean_player(node: LexborNode, base: str, counts: Counter[str]) -> None:
    """Make a player of sound or film a link to what it plays."""
    inner = node.css_first("source")
    told = node.attributes.get("src") or (inner.attributes.get("src") if inner is not None else "") or ""
    url = absolute_link(told, base)
    if url.startswith(("http://", "https://")):
        counts["a player made a link"] += 1
        put_markup(node, link_markup(url))
    else:
        node.decompose()


def show_embed(node: LexborNode, base: str, frames_from: Collection[str], counts: Counter[str]) -> bool:
    """Put a frame or a link in the place of what is nothing without a script, or of an address alone; whether that was done."""
    tag = node.tag or ""
    embed = embed_of_element(tag, node.attributes)
    if embed is None and tag in ("p", "div", "figure", "-text") and (address := _address_alone(node)):
        embed = embed_of_address(address) or Embed("", address)
    if embed is None:
        return False
    page = canonical_url(absolute_link(embed.page, base))
    if not page.startswith(("http://", "https://")):
        return False
    if embed.frame and may_frame(embed.frame, frames_from):
        frame = f'<iframe src="{escape(embed.frame)}" width="560" height="315" allowfullscreen></iframe>'
        put_markup(node, f"<p>{frame}</p>")
        counts["a player put in the place of its address"] += 1
        return True
    if _has_words(node) and tag != "-text" and not _address_alone(node):
        if node.css_first("a[href]") is None:  # its words stay, and lead to where they stand
            link = LexborHTMLParser(f" {link_markup(page)}", is_fragment=True).css_first("a")
            if link is not None:
                node.insert_child(link)
        return False
    counts[f"something of {urlsplit(page).hostname} that a script would show made a link"] += 1
    put_markup(node, f"<p>{link_markup(page)}</p>")
    return True


def _has_words(node: LexborNode) -> bool:
    """Return whether people can read anything in an element."""
    return bool((node.text() or "").strip())


def _address_alone(node: LexborNode) -> str:
    """Return the address that an element, or a line between elements, holds and nothing else; "" for others."""
    if node.tag == "-text":
        beside = (node.prev, node.next)
        if any(
            one is not None and one.tag not in ("p", "div", "figure", "h2", "h3", "ul", "ol", "blockquote", "hr", "br")
            for one in beside
        ):
            return ""
        if node.parent is not None and node.parent.tag not in ("body", "div", "section", "article"):
            return ""
        text = (node.text() or "").strip()
        return text if _ALONE.fullmatch(text) else ""
    inner = node.child
    if inner is None or inner.next is not None or inner.tag != "-text":
        return ""
    text = (inner.text() or "").strip()
    return text if _ALONE.fullmatch(text) else ""
