"""Texts that may not be UTF-8: bytes that nobody could decode stand in them as surrogateescape has them.

WordPress 7.1 behaviour (wp_is_valid_utf8, wp_scrub_utf8, wp_check_invalid_utf8).
"""

from __future__ import annotations

import re
from typing import Final

_HALVES: Final = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # of surrogate pairs; such as stand for no byte


def as_bytes(text: str) -> bytes:
    """Return the bytes that `text` was read from; half a surrogate pair, which comes from none, is U+FFFD."""
    return _HALVES.sub("\ufffd", text).encode("utf-8", "surrogateescape")


def is_utf8(text: str) -> bool:
    """Return whether `text` can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def scrub_utf8(text: str) -> str:
    """Return `text` with U+FFFD for each longest piece of bytes that begins a character and does not end it."""
    return text if is_utf8(text) else as_bytes(text).decode("utf-8", "replace")


def check_utf8(text: str, *, scrub: bool = False) -> str:
    """Return `text` when it is UTF-8, else nothing, or with `scrub` what `scrub_utf8` makes of it."""
    return text if is_utf8(text) else scrub_utf8(text) if scrub else ""
