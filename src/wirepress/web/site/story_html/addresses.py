"""Addresses inside a story: this site's own lose scheme and host, those that would run code are dropped."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from wirepress.content.options.links import local, local_srcset, runs_script

_ONE: Final = ("href", "src", "poster", "action", "cite", "data-full-url", "data-link", "formaction")


def shorten(tree: LexborHTMLParser) -> None:
    """Rewrites every address of the tree."""
    for name in _ONE:
        for node in tree.css(f"[{name}]"):
            value = node.attributes.get(name) or ""
            if runs_script(value):
                del node.attrs[name]
            elif (short := local(value)) != value:
                node.attrs[name] = short
    for node in tree.css("[srcset]"):
        node.attrs["srcset"] = local_srcset(node.attributes.get("srcset") or "")
