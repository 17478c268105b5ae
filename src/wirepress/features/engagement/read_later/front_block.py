"""The reader's list on the front page: empty and hidden until a script finds one in the browser."""

from __future__ import annotations

from wirepress.core.hooks import FrontBlock
from wirepress.features.engagement import settings


def block() -> FrontBlock | None:
    """Return the block; None where the list is switched off."""
    if not settings.read_own().read_later:
        return None
    return FrontBlock("engagement/reading_list_front.html", lambda cards: {}, order=8)
