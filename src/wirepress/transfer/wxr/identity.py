"""By what an item is known again: its guid, and where that says nothing, a mark of ours that stays with the story."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Final

from wirepress.transfer.wxr.read.records import Item

MARK: Final = (
    "_wirepress_wxr_"  # keys of meta: with the mark of an item that could not keep its id or has no guid of its own
)
_SCHEME: Final = re.compile(r"\A[a-z]+://", re.IGNORECASE)


def plain_guid(guid: str) -> str:
    """Return a guid as it is compared: references resolved (some exporters mask twice), without the scheme."""
    return _SCHEME.sub("//", html.unescape(html.unescape(guid.strip())))


def guid_forms(guid: str) -> list[str]:
    """Return how a guid may be stored."""
    plain = html.unescape(html.unescape(guid.strip()))
    bare = _SCHEME.sub("//", plain)
    schemes = {plain} if bare == plain else {plain, f"http:{bare}", f"https:{bare}"}
    forms = {guid.strip()}
    for one in schemes:
        forms |= {one, one.replace("&", "&amp;"), one.replace("&", "&#038;")}
    return sorted(form for form in forms if len(form) <= 255)


def item_mark(item: Item, site: str) -> str:
    """Return what an item is known by when neither id nor guid will do: of its site, id, guid, address, title and date."""
    fields = item.fields
    names = ("wp:post_id", "guid", "wp:post_type", "link", "wp:post_name")
    parts = [site, *(fields.get(name, "").strip() for name in names)]
    if not fields.get("guid", "").strip():
        parts += [fields.get("title", "").strip(), fields.get("wp:post_date", "") or fields.get("pubDate", "")]
    return MARK + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
