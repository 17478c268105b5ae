"""Pictures in a stranger's HTML: one whole address each, the largest; counters of readers go, signs of emotion become text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirepress.features.wire.text.links import absolute_link
from wirepress.features.wire.text.picture_address import largest_address
from wirepress.features.wire.text.tracking_pixels import TINY, is_tracker

_NOT_SHOWN: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?<![-\w])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|\Z))",
    re.IGNORECASE,
)
_EMOJI: Final = re.compile(r"(?:^|\s)(?:wp-smiley|emoji|emojione|twemoji)(?:\s|$)", re.IGNORECASE)
_SIGN_MAX: Final = 12  # characters of the sign that a picture stands for


def read_length(text: str | None) -> int:
    """Return an attribute's pixels; -1 where it names none."""
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else -1


def clean_picture(node: LexborNode, base: str, pictures: bool, counts: Counter[str]) -> None:
    """Keep one absolute address of a picture, or take it out. `pictures` false: the source allows none from its server."""
    facts = node.attributes
    if _EMOJI.search(facts.get("class") or "") and 0 < len(facts.get("alt") or "") <= _SIGN_MAX:
        node.replace_with(facts.get("alt") or "")
        return
    width, height = read_length(facts.get("width")), read_length(facts.get("height"))
    url = absolute_link(largest_address(facts), base)
    tiny = 0 <= width <= TINY or 0 <= height <= TINY or _NOT_SHOWN.search(facts.get("style") or "") is not None
    if not url.startswith(("http://", "https://")):
        counts["a picture without an address taken out"] += 1
        node.decompose()
    elif tiny or is_tracker(url, width, height):
        counts["a picture that counts readers taken out"] += 1
        node.decompose()
    elif not pictures:
        counts["a picture taken out, which the source does not allow to be shown from its server"] += 1
        node.decompose()
    else:
        _keep(node, url, width, height)


def _keep(node: LexborNode, url: str, width: int, height: int) -> None:
    facts = node.attributes
    if node.tag != "img":
        made = LexborHTMLParser("<img>", is_fragment=True).css_first("img")
        if made is None:
            node.decompose()
            return
        for name in ("alt", "title"):
            if facts.get(name):
                made.attrs[name] = facts[name]
    else:
        made = node
        for name in list(facts):
            if name not in ("alt", "title"):
                del node.attrs[name]
    made.attrs["src"] = url
    made.attrs["alt"] = facts.get("alt") or ""
    for name, number in (("width", width), ("height", height)):
        if number >= 0:
            made.attrs[name] = str(number)
    if made is not node:
        node.replace_with(made)


def gather_sources(node: LexborNode) -> None:
    """Give the sets of a picture's `source` elements to its `img`, before they go."""
    picture = node.css_first("img")
    sets = [
        value
        for one in node.css("source")[:20]
        for name in ("srcset", "data-srcset", "data-lazy-srcset")
        if (value := one.attributes.get(name))
    ]
    if picture is not None and sets:
        picture.attrs["srcset"] = ", ".join([picture.attributes.get("srcset") or "", *sets]).strip(", ")


def show_late_picture(node: LexborNode) -> None:
    """Put the picture that a `noscript` holds in the place of the one before it, where that one only waits for a script."""
    inner = LexborHTMLParser((node.inner_html or "")[:4000], is_fragment=True)
    picture = inner.css_first("img")
    if picture is None:  # parsers that take scripts for granted see text
        picture = LexborHTMLParser((node.text() or "")[:4000], is_fragment=True).css_first("img")
    before = node.prev
    while before is not None and before.tag == "-text" and not (before.text() or "").strip():
        before = before.prev
    if picture is None or before is None or before.tag != "img":
        return
    shown = largest_address(before.attributes)
    if shown and not is_tracker(shown):
        return
    for name, value in picture.attributes.items():
        before.attrs[name] = value or ""
