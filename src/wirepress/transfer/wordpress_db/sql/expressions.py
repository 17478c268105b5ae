"""Values that a program wrapped in functions: CONVERT('...' USING utf8mb4), CAST(0x... AS CHAR), FROM_BASE64('...'), '...' COLLATE x, b'1'."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

from wirepress.transfer.wordpress_db.sql.literals import LiteralReader

_CALL: Final = re.compile(
    rb"\s*+(?P<name>CONVERT|CAST|UNHEX|FROM_BASE64|TRIM|BINARY)\s*+(?:(?P<open>\()|(?<=BINARY)\s)", re.IGNORECASE
)
_COLLATE: Final = rb"COLLATE\s++['\"`]?\w++['\"`]?"
_TYPE: Final = rb"(?:USING\s++\w++|AS\s++\w++(?:\s*+\(\s*+\d++(?:\s*+,\s*+\d++)?\s*+\))?(?:\s++(?:CHARACTER\s++SET|CHARSET)\s++\w++|\s++INTEGER)?)"
_CLOSE: Final = re.compile(rb"\s*+(?:(?:" + _TYPE + rb"|" + _COLLATE + rb")\s*+)*+\)", re.IGNORECASE)
_END: Final = re.compile(rb"\s*+(?:" + _COLLATE + rb"\s*+)?+(?P<end>[,)])", re.IGNORECASE)
_BITS: Final = re.compile(rb"\s*+[bB]'(?P<bits>[01]{0,64})'")
CALLS_MAX: Final = 8


def skip_calls(data: bytes, at: int) -> tuple[list[str], int, int]:
    """Return the functions that begin here, outermost first, how many brackets they opened, and where their value begins."""
    names: list[str] = []
    brackets = 0
    while len(names) < CALLS_MAX and (found := _CALL.match(data, at)):
        names.append(found["name"].decode("ascii").upper())
        brackets += found["open"] is not None
        at = found.end()
    return names, brackets, at


def read_bits(data: bytes, at: int) -> tuple[int, int] | None:
    """Return a number written in bits, with where it ends; None: there is none."""
    found = _BITS.match(data, at)
    return (int(found["bits"] or b"0", 2), found.end()) if found else None


def close_calls(data: bytes, at: int, brackets: int) -> tuple[int, bytes] | None:
    """Return where a value's wrapping ends, and whether a comma or a bracket stands there; None: it does not end so."""
    for _ in range(brackets):
        found = _CLOSE.match(data, at)
        if found is None:
            return None
        at = found.end()
    found = _END.match(data, at)
    return (found.end(), found["end"]) if found else None


def apply_calls(names: list[str], value: Any, literals: LiteralReader) -> Any:
    """Return what the functions make of a value."""
    for name in reversed(names):
        if value is None or name not in ("UNHEX", "FROM_BASE64", "TRIM"):
            continue
        text = str(value)
        if name == "TRIM":
            value = text.strip(" ")
        elif name == "UNHEX":
            value = literals.read_hexadecimal(text.encode())
        else:
            try:
                value = literals.decode_bytes(base64.b64decode(text))
            except (binascii.Error, ValueError):
                value = None  # as MySQL answers
    return value
