"""Bytes of a piece of an export file -> text that XML allows.

WordPress writes control characters as they are, and texts in whatever encoding the database had; converters declare one encoding and
write another. So every piece is judged on its own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES: Final = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])  # the same in UTF-8
_NOT_UTF8: Final = re.compile(rb"[\x80-\xff]")
CONTROLS: Final = "control characters that no XML may hold, left out"
RECODED: Final = "texts that were not in UTF-8, recoded"


def decode_piece(piece: bytes, codec: str, mended: Counter[str]) -> str:
    """Return the text of a piece. `codec`: the encoding that the file names, used where the bytes are no UTF-8."""
    suspect = len(piece.translate(None, _CONTROL_BYTES)) < len(piece) or b"\xef\xbf" in piece
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        mended[RECODED] += 1
        text, suspect = _decode_foreign(piece, codec), True
    if suspect:
        text, count = _CONTROLS.subn("", text)
        if count:
            mended[CONTROLS] += count
    return text


def _decode_foreign(piece: bytes, codec: str) -> str:
    if codec not in ("", "utf-8"):
        try:
            return piece.decode(codec)
        except (UnicodeDecodeError, LookupError):
            pass
    try:  # halves of characters beyond the first plane, each in three bytes, as old databases wrote them
        return piece.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        pass
    return _decode_mixed(piece)


def _decode_mixed(piece: bytes) -> str:
    """Return text of which some is UTF-8 and some Windows-1252, which WordPress calls Latin-1."""
    parts: list[str] = []
    rest = piece
    while rest:
        try:
            parts.append(rest.decode())
            break
        except UnicodeDecodeError as error:
            parts.append(rest[: error.start].decode())
            bad = rest[error.start : error.start + 1]
            parts.append(bad.decode("cp1252", "replace"))
            rest = rest[error.start + 1 :]
            if len(parts) > 20_000:  # mostly another encoding: no use in going on byte by byte
                parts.append(rest.decode("cp1252", "replace"))
                break
    return "".join(parts)
