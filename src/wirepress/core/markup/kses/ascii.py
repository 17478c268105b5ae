"""Byte-oriented string operations: PHP lowers, trims and strips ASCII only, whatever the locale says."""

from __future__ import annotations

import re
import string

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_TRIMMED = " \t\n\r\0\x0b"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SLASH_ZERO = re.compile(r"(?<!\\)\\++0+")


def lower(text: str) -> str:
    """`text` with A-Z in lower case, every other character as it was."""
    return text.translate(_LOWER)


def trim(text: str) -> str:
    """`text` without the blanks (and NULs) that PHP's ``trim`` takes off both ends."""
    return text.strip(_TRIMMED)


def drop_controls(text: str, *, slash_zero: bool = False) -> str:
    """`text` without control characters; tab, line feed and carriage return stay.

    With `slash_zero` the written-out null of CSS (a run of backslashes, then zeros) goes too. WordPress 7.1 behaviour.
    """
    text = _CONTROLS.sub("", text)
    return _SLASH_ZERO.sub("", text) if slash_zero else text
