"""Images that are not to be seen at first are fetched after all others. WordPress 7.0 and later."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.html.tags import TagEditor


def lower_hidden_images(call: BlockCall) -> str:
    """The block's HTML; a details block that is closed at first has ``fetchpriority="low"`` on its images."""
    if call.name != "core/details" or not call.ctx.modern or call.attrs.raw.get("showContent") not in _SHUT:
        return call.content
    tags = TagEditor(call.content)
    while tags.next_tag("img"):
        tags.set("fetchpriority", "low")
    return tags.result()


_SHUT: Final[tuple[Any, ...]] = (None, False, 0, "", "0", [], {})
