"""In which charset a text came: what the bytes, the header and the text itself say, in the order of who is right most often.

RFC 7303 and the WHATWG Encoding Standard: a byte order mark wins over the header, the header over the text's own word. One
exception is ours: a header that names a charset of one byte a letter is not believed when the bytes are valid UTF-8 and not
ASCII alone, which no text in such a charset ever is by chance.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from wirepress.core.http.guess_charset import LATIN, guess_charset

_LOOKED_AT: Final = 1024  # bytes in which a text says its charset (HTML standard)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE: Final = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))  # XML without a mark, XML 1.0 appendix F
_XML: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_META: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.I)
# Labels that stand for more than their name says (Encoding Standard), and charsets that nobody should be able to choose
_MEANT: Final = {
    "iso8859-1": LATIN,
    "latin-1": LATIN,
    "ascii": LATIN,
    "us-ascii": LATIN,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
_NEVER: Final = frozenset(
    {
        "utf-7",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "unicode-escape",
        "raw-unicode-escape",
        "undefined",
    }
)
_ONE_BYTE: Final = re.compile(r"cp\d{3,4}|iso8859-\d+|koi8[-_][rtu]|mac[-_]|ptcp154|hp[-_]roman8|charmap")


@dataclass(frozen=True, slots=True)
class FoundCharset:
    """In which codec a text is read, how many bytes of it are its byte order mark, and whether that is only a guess: it said nothing,
    or what it said cannot be."""

    name: str
    mark: int = 0
    guessed: bool = False


def find_codec(label: str) -> str:
    """Return the Python codec of a charset's label, "" when there is none that makes text."""
    try:
        info = codecs.lookup(label.strip().strip("\"'")[:40])
    except (LookupError, ValueError, UnicodeError):
        return ""
    name = info.name.lower()
    if name in _NEVER or not getattr(info, "_is_text_encoding", True):
        return ""
    return _MEANT.get(name, name)


def detect_charset(body: bytes, declared: str = "") -> tuple[str, int]:
    """Return the codec of a text, and how many bytes of it are its byte order mark. `declared`: what the header says."""
    found = find_charset(body, declared)
    return found.name, found.mark


def find_charset(body: bytes, declared: str = "", language: str = "") -> FoundCharset:
    """Return the charset of a text. `declared`: what the header says; `language`: what is known of the text's, for a guess."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return FoundCharset(name, len(mark))
    for start, name in _BARE:
        if body.startswith(start):
            return FoundCharset(name)
    if body.isascii():
        name = next((name for label in (declared, _declared_in_body(body)) if (name := find_codec(label))), "utf-8")
        return FoundCharset(name)
    if _is_utf8(body):
        told = find_codec(declared) if declared else ""
        return FoundCharset(told if told and not _ONE_BYTE.match(told) else "utf-8")
    for label in (declared, _declared_in_body(body)):
        name = find_codec(label) if label else ""
        if name == LATIN and (seen := guess_charset(body)) != LATIN:
            return FoundCharset(
                seen, guessed=True
            )  # the label of programs that know of no other, over letters that are none of its
        if name and (name != "utf-8" or _is_mostly_utf8(body)):
            return FoundCharset(name)
    if _is_mostly_utf8(body):
        return FoundCharset("utf-8")
    return FoundCharset(guess_charset(body, language), guessed=True)


def decode_body(body: bytes, declared: str = "") -> str:
    """Return the body as text, never an error: what is no letter of its charset becomes U+FFFD."""
    name, skip = detect_charset(body, declared)
    return body[skip:].decode(name, "replace")


def _declared_in_body(body: bytes) -> str:
    start = body[:_LOOKED_AT]
    found = _XML.search(start) or _META.search(start)
    label = found.group(1).decode("ascii") if found else ""
    return "utf-8" if find_codec(label).startswith(("utf-16", "utf-32")) else label  # it could not have been read


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(body: bytes) -> bool:
    """Return whether more letters are right in UTF-8 than are broken: a text with a slip in it, or one that was cut."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken > broken
