"""SQL literals -> values."""

from __future__ import annotations

import binascii
import re
from collections import Counter
from typing import Any, Final

_ESCAPE: Final = re.compile(rb"\\(.)", re.DOTALL)
_MEANING: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"0": b"\0",
    b"b": b"\b",
    b"Z": b"\x1a",
    b"%": b"\\%",
    b"_": b"\\_",
}
_WHOLE: Final = re.compile(rb"[+-]?[0-9]{1,19}")
_COMMON: Final = ((b"\\'", b"'"), (b'\\"', b'"'), (b"\\n", b"\n"), (b"\\r", b"\r"), (b"\\t", b"\t"))
OTHER_ENCODING: Final = "texts in another encoding than the dump says: read as Windows-1252"


class LiteralReader:
    """Reads the literals of one dump. `lost` counts what could only be guessed."""

    def __init__(self, encoding: str, backslashes: bool, lost: Counter[str] | None = None) -> None:
        self.western = encoding == "cp1252"  # half the dumps that say so hold UTF-8, which is tried first
        self.encodings = ("utf-8",) if encoding in ("utf-8", "cp1252") else (encoding, "utf-8")
        self.backslashes = backslashes
        self.lost: Counter[str] = Counter() if lost is None else lost

    def read_quoted(self, inner: bytes, quote: bytes) -> str:
        """Return the text between two quotes."""
        if quote * 2 in inner:
            inner = inner.replace(quote * 2, quote)
        if self.backslashes and b"\\" in inner:
            inner = b"\\".join(_unescape(part) for part in inner.split(b"\\\\"))
        return self.decode_bytes(inner)

    def decode_bytes(self, raw: bytes) -> str:
        """Return bytes as text: as the dump says, else as UTF-8, else as Windows-1252."""
        for encoding in self.encodings:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        if not self.western:
            self.lost[OTHER_ENCODING] += 1
        return raw.decode("latin-1").translate(_WESTERN)

    def read_bare(self, word: bytes) -> Any:
        """Return a number, NULL, a truth, or bytes written in hexadecimal digits."""
        if _WHOLE.fullmatch(word):
            return int(word)
        upper = word.upper()
        if upper in (b"NULL", b"DEFAULT"):
            return None
        if upper in (b"TRUE", b"FALSE"):
            return int(upper == b"TRUE")
        if upper.startswith(b"0X"):
            return self.read_hexadecimal(word[2:])
        return word.decode("ascii", "replace")

    def read_hexadecimal(self, digits: bytes) -> str:
        """Return bytes written in hexadecimal digits, as text."""
        try:
            return self.decode_bytes(binascii.unhexlify(digits if len(digits) % 2 == 0 else b"0" + digits))
        except binascii.Error:
            return ""


def _unescape(part: bytes) -> bytes:
    """Return a text without doubled backslashes: every backslash in it begins an escape."""
    for escape, meaning in _COMMON:
        part = part.replace(escape, meaning)
    return _ESCAPE.sub(lambda found: _MEANING.get(found[1], found[1]), part) if b"\\" in part else part


def _decode_western(byte: int) -> str:
    """Return one byte of Windows-1252 as text. The five bytes without a sign become control characters, as in MySQL."""
    return bytes((byte,)).decode("cp1252", "replace").replace("\ufffd", chr(byte))


_WESTERN: Final = str.maketrans({byte: _decode_western(byte) for byte in range(0x80, 0xA0)})
