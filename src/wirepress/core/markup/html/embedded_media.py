"""Players, frames and objects that stand in a text. WordPress 7.1 behaviour (get_media_embedded_in_content)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

MEDIA: Final = ("audio", "video", "object", "embed", "iframe")
_SHUT: Final = re.compile(r"[ \t\n\r\f\v]*/>|>")


def embedded_media(text: str, names: Collection[str] = MEDIA) -> list[str]:
    """Return the elements of these names as they are written, in order; an element that ends nowhere is none."""
    wanted = [name for name in names if name in MEDIA]
    if not wanted:
        return []
    opening = re.compile(rf"<({'|'.join(wanted)})")
    found: list[str] = []
    endless: set[str] = set()
    at = 0
    while start := opening.search(text, at):
        at = start.end()
        end = _end(text, start, endless)
        if end >= 0:
            found.append(text[start.start() : end])
            at = end
    return found


def _end(text: str, start: re.Match[str], endless: set[str]) -> int:
    """Return where the element ends, -1 when it does not. `endless`: names without a closing tag further on."""
    limit = text.find("<", start.end())
    name = start[1]
    for shut in _SHUT.finditer(text, start.end(), len(text) if limit < 0 else limit):
        if shut[0] != ">":
            return shut.end()
        if name in endless:
            continue
        closer = text.find(f"</{name}>", shut.end())
        if closer >= 0:
            return closer + len(name) + 3
        endless.add(name)
    return -1
