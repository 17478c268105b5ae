"""Players of other sites: known hosts stay as frames, everything else becomes a link that the reader may follow."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.utils.html import format_html
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.content.options.links import is_here, runs_script
from wirepress.web.site.embed_hosts import may_frame
from wirepress.web.site.story_html import marks

_KEPT: Final = frozenset(
    ("src", "width", "height", "title", "allowfullscreen", "class", "id", "style", "loading", "name")
)


def keep_known(tree: LexborHTMLParser, inserts: dict[str, str]) -> None:
    """Goes over frames, objects and scripts of the tree."""
    for node in tree.css("iframe"):
        _frame(node, inserts)
    for node in tree.css("object, embed, applet, frame, portal"):
        address = node.attributes.get("data") or node.attributes.get("src") or ""
        _link(node, address, inserts)
    for node in tree.css("script, base, meta, link"):
        node.decompose()


def _frame(node: LexborNode, inserts: dict[str, str]) -> None:
    address = (node.attributes.get("src") or node.attributes.get("data-src") or "").strip()
    if not may_frame(address):
        _link(node, address, inserts)
        return
    for name in [name for name in node.attributes if name not in _KEPT]:
        del node.attrs[name]
    node.attrs["src"] = "https:" + address.partition(":")[2] if not address.startswith("//") else "https:" + address
    node.attrs["loading"] = "lazy"
    node.attrs["referrerpolicy"] = "strict-origin-when-cross-origin"
    node.attrs["allow"] = "encrypted-media; fullscreen; picture-in-picture"
    if not (node.attributes.get("title") or "").strip():
        node.attrs["title"] = f"Player of {urlsplit(node.attributes['src'] or '').hostname}"


def _link(node: LexborNode, address: str, inserts: dict[str, str]) -> None:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if (
        "wp-embedded-content" in (node.attributes.get("class") or "")
        or not host
        or runs_script(address)
        or is_here(address)
    ):
        node.decompose()  # a quotation with the link stands beside a WordPress embed
        return
    markup = format_html(
        '<p class="embed-link"><a href="{}" rel="noopener nofollow">See this on {}</a></p>', address, host
    )
    marks.replace(node, markup, inserts)
