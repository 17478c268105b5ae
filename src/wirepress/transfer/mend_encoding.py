"""Texts that were encoded twice: the bytes of UTF-8 were taken for Windows-1252 or Latin-1 once too often (`Ã¼` for `ü`).

A text is mended only when all of it decodes cleanly, and to something that people write: a text that merely holds such signs stays.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from wirepress.core.php.serialize import SerializedObject, SerializeError, dumps, is_serialized, loads

TIMES: Final = 4  # encoded so often too many, at most
_CP1252: Final = "".join(bytes((byte,)).decode("cp1252", "replace").replace("\ufffd", "") for byte in range(0x80, 0xA0))
# Each sign of MySQL's latin1, which is Windows-1252 with control characters in its gaps, and each of Latin-1, as its byte.
_BYTES: Final = {
    **{ord(sign): sign.encode("cp1252") for sign in _CP1252},
    **{code: bytes((code,)) for code in range(256)},
}
_TABLE: Final = {code: chr(byte[0]) for code, byte in _BYTES.items()}
# What a letter beyond ASCII becomes: a leading sign and one that continues it.
_SUSPECT: Final = re.compile(f"[\u00c2-\u00f4][\u0080-\u00bf{_CP1252}]")
# Two-byte letters that nobody writes among Latin ones, but that "É®", "ß…" or "Ü™" would decode to.
_UNLIKELY: Final = ((0x0240, 0x02FF), (0x0700, 0x07FF))
_FEW: Final = 3  # letters: fewer of a foreign script inside of a Latin word are an accident


def mend_text(text: str) -> str:
    """Return the text as it was written; itself when it is not encoded twice."""
    for _ in range(TIMES):
        better = _decode_once(text)
        if better is None:
            return text
        text = better
    return text


def mend_value(value: Any) -> Any:
    """Like mend_text, for a value of a database: serialised data stays valid, its lengths are those of the mended texts."""
    if not isinstance(value, str) or value.isascii() or not _SUSPECT.search(value):
        return value
    if not is_serialized(value):
        return mend_text(value)
    try:
        whole = loads(value.strip(), trailing=True)
    except (SerializeError, RecursionError):
        return mend_text(value)  # its lengths are those of before it was encoded twice: they fit again
    try:
        return dumps(_mend_parts(whole))
    except (SerializeError, RecursionError):
        return value


def _mend_parts(value: Any) -> Any:
    if isinstance(value, str):
        return mend_value(value)
    if isinstance(value, list):
        return [_mend_parts(item) for item in value]
    if isinstance(value, dict):
        return {mend_text(key) if isinstance(key, str) else key: _mend_parts(item) for key, item in value.items()}
    if isinstance(value, SerializedObject):
        properties = {key: _mend_parts(item) for key, item in value.properties.items()}
        return SerializedObject(value.class_name, properties, value.kind, value.payload)
    return value


def _decode_once(text: str) -> str | None:
    """Return the text with one encoding less; None: it has none too many."""
    if text.isascii() or not _SUSPECT.search(text):
        return None
    try:
        better = text.translate(_TABLE).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return better if better != text and _is_plausible(better) else None


def _is_plausible(text: str) -> bool:
    foreign = mixed = 0
    for place, sign in enumerate(text):
        code = ord(sign)
        if code < 0x80 or sign in _CP1252:
            continue
        if any(first <= code <= last for first, last in _UNLIKELY) or unicodedata.category(sign) in ("Cn", "Co", "Cs"):
            return False
        if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"):
            foreign += 1
            mixed += any(beside.isascii() and beside.isalpha() for beside in text[max(place - 1, 0) : place + 2])
    return not mixed or foreign >= _FEW
