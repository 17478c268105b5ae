"""Headlines as text."""

from __future__ import annotations

from html import unescape

from wirepress.core.php.strings import strip_tags


def as_text(title: str) -> str:
    """Return a stored headline without tags and entities."""
    return " ".join(unescape(strip_tags(title)).split()) or "Untitled"
