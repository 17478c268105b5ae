"""Small repairs that a reader with a keyboard or a screen reader needs."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WIDE: Final = "table, pre.wp-block-code, pre.wp-block-preformatted"


def tidy(tree: LexborHTMLParser) -> None:
    """Pictures get an alternative text, first headings step down, handlers go, wide tables can be scrolled by key."""
    for node in tree.css("img:not([alt])"):
        node.attrs["alt"] = ""
    for node in tree.css("[tabindex], [autofocus]"):
        for name in ("tabindex", "autofocus"):
            if name in node.attributes:
                del node.attrs[name]
    for node in tree.css("*"):
        for name in [name for name in node.attributes if name.startswith("on")]:
            del node.attrs[name]
    for node in tree.css("figure.wp-block-table"):
        _scrollable(node, "Table")
    for node in tree.css("video[autoplay], audio[autoplay]"):
        if "muted" not in node.attributes:
            del node.attrs["autoplay"]


def _scrollable(node: LexborNode, label: str) -> None:
    node.attrs["tabindex"] = "0"
    node.attrs["role"] = "region"
    node.attrs["aria-label"] = label
