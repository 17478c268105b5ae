"""Where a document ends: with its outermost element, or in the middle of something, because it broke off on its way."""

from __future__ import annotations

import re
from typing import Final, Literal

DocumentEnd = Literal["whole", "between entries", "in an entry"]
ENTRY_NAMES: Final = b"item|entry|url|sitemap|newsitem|packageitem|nitf"  # elements that become entries
_OPENING: Final = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:" + ENTRY_NAMES + rb")(?=[\s>/])", re.I)
_CLOSING: Final = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:" + ENTRY_NAMES + rb")\s*>", re.I)


def find_end(data: bytes, root: str) -> DocumentEnd:
    """Return how a document ends that is not well-formed. A slip in the middle of one that goes on to its end is no break."""
    if _ends_with(data, root):
        return "whole"
    return "in an entry" if _last(_OPENING, data) > _last(_CLOSING, data) else "between entries"


def _ends_with(data: bytes, root: str) -> bool:
    """Return whether the outermost element is closed, and no entry follows."""
    name = re.escape(root.encode())
    at = _last(re.compile(rb"</(?:[\w.-]{1,40}:)?" + name + rb"\s*>", re.I), data)
    return at >= 0 and _OPENING.search(data, at) is None


def _last(pattern: re.Pattern[bytes], data: bytes) -> int:
    """Return where the pattern is found last, -1 for nowhere. From the end, so that little of a long document is read."""
    size = 64 * 1024
    start = len(data)
    while start > 0:
        end, start = min(len(data), start + 200), max(0, start - size)
        found = [one.start() for one in pattern.finditer(data, start, end)]
        if found:
            return found[-1]
        size *= 4
    return -1
