"""Embeds of other sites that WordPress kept with a story: meta `_oembed_<md5>`, the md5 of the address and its attributes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any, Final

from wirepress.core.php.serialize import SerializeError, dumps

PREFIX: Final = "_oembed_"
UNKNOWN: Final = "{{unknown}}"  # the address was asked and has no embed
_WIDTHS: Final = range(200, 2001)  # content widths of themes, pixels


def cache_key(url: str, attrs: Mapping[int | str, Any]) -> str:
    """Return the name under which an embed is kept."""
    try:
        text = url + dumps(dict(attrs))
    except SerializeError:
        return ""
    return hashlib.md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


def find_cached(kept: Mapping[str, str], url: str, attrs: Mapping[int | str, Any]) -> str | None:
    """Return what is kept for an address (meta key -> HTML), empty where it is known to have no embed, None where nothing is kept.

    An embed of the same address in the width of the theme that the site had before will do.
    """
    if not kept:
        return None
    name = PREFIX + cache_key(url, attrs)
    if name in kept:
        return cached_html(kept[name])
    if not all(isinstance(attrs.get(side), int) for side in ("width", "height")):  # a size was asked for
        return None
    for width in _WIDTHS:
        name = PREFIX + cache_key(url, {**attrs, "width": width, "height": min(math.ceil(width * 1.5), 1000)})
        if cached_html(kept.get(name)):
            return kept[name]
    return None


def cached_html(html: str | None) -> str | None:
    """Return the HTML of a kept value: None for none, empty for an address without an embed."""
    return "" if html == UNKNOWN else html or None
