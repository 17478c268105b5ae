"""Small repairs that a reader with a keyboard or a screen reader needs."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WIDE: Final = "table, pre.wp-block-code, pre.wp-block-preformatted"


def tidy(tree: LexborHTMLParser) -> None:
    """Pictures get an alternative text, headings a level without gaps, handlers go, wide tables can be scrolled by key."""
    for node in tree.css("img:not([alt])"):
        node.attrs["alt"] = ""
    for node in tree.css("[tabindex], [autofocus]"):
        for name in ("tabindex", "autofocus"):
            if name in node.attributes:
                del node.attrs[name]
    for node in tree.css("*"):
        for name in [name for name in node.attributes if name.startswith("on")]:
            del node.attrs[name]
    _level_headings(tree)
    for node in tree.css("figure.wp-block-table"):
        _scrollable(node, "Table")
    for node in tree.css("video[autoplay], audio[autoplay]"):
        if "muted" not in node.attributes:
            del node.attrs["autoplay"]


def _level_headings(tree: LexborHTMLParser) -> None:
    """Says the level that a heading has below the page's h1 where its tag says another one: a story may begin with h3, or have an h1 of its own."""
    above: list[int] = []
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        own = int((node.tag or "h2")[1])
        while above and above[-1] >= own:
            above.pop()
        above.append(own)
        level = len(above) + 1
        if level != own and not node.attributes.get("role"):
            node.attrs["aria-level"] = str(level)


def _scrollable(node: LexborNode, label: str) -> None:
    node.attrs["tabindex"] = "0"
    if node.css_first("figcaption") is not None:
        return  # its caption names it, and a figure with a caption may have no other role (HTML, ARIA in HTML)
    node.attrs["role"] = "region"
    node.attrs["aria-label"] = label
