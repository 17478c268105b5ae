"""Texts of request headers: bytes, which Python's WSGI hands over as if they were Latin-1."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_to_bytes

_PARAMETER: Final = re.compile(
    r"(?:\A|;)\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]*))", re.DOTALL
)
_EXTENDED: Final = re.compile(r"(utf-8|iso-8859-1)'[^']*'(.*)", re.IGNORECASE | re.DOTALL)
_QUOTED: Final = re.compile(r"\\([\"\\])")


def header_text(value: str) -> str:
    """Return the text of a header's bytes: UTF-8 where they are, else Latin-1. A text that was read already stays as it is."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def header_parameter(value: str, name: str) -> str | None:
    """Return a parameter of a header (RFC 6266); `name*=charset''...` (RFC 8187) goes before `name=`. None where there is neither.

    `value`: as `header_text` gives it. An extended value that cannot be read counts as absent.
    """
    plain: str | None = None
    for found in _PARAMETER.finditer(value):
        key = found[1].lower()
        text = _QUOTED.sub(r"\1", found[2]) if found[2] is not None else found[3].strip()
        if key == f"{name}*":
            extended = _extended(text)
            if extended is not None:
                return extended
        elif key == name and plain is None:
            plain = text
    return plain


def _extended(text: str) -> str | None:
    found = _EXTENDED.fullmatch(text)
    if found is None:
        return None
    try:
        return unquote_to_bytes(found[2]).decode(found[1].lower())
    except UnicodeError:
        return None
