"""What a file is by its first bytes, whatever its name says. The names are those of libmagic, which WordPress asks."""

from __future__ import annotations

import re
from typing import Final

BINARY: Final = "application/octet-stream"
_LOOK: Final = 4096  # bytes in which markup is looked for
_TEXT_LOOK: Final = 65_536  # bytes that must be free of control characters for a text
_START: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
    (b"%PDF-", "application/pdf"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "text/rtf"),
    (b"\x1f\x8b", "application/x-gzip"),
    (b"Rar!\x1a\x07", "application/rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"MZ", "application/x-dosexec"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-java-applet"),
    (b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (b"FWS", "application/x-shockwave-flash"),
    (b"CWS", "application/x-shockwave-flash"),
    (b"ZWS", "application/x-shockwave-flash"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"MThd", "audio/midi"),
    (b".ra\xfd", "audio/x-pn-realaudio"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"FLV\1", "video/x-flv"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\0\0\1\xb3", "video/mpeg"),
)
# What libmagic tells with more words than newsrooms' files keep to: any binary file may be one of these.
_LOOSE: Final = (b"\xd0\xcf\x11\xe0", b"8BPS", b"\x30\x26\xb2\x75", b"gimp xcf")
_BRANDS: Final[dict[bytes, str]] = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"hevc": "image/heic-sequence",
    b"hevx": "image/heic-sequence",
    b"msf1": "image/heif-sequence",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/x-m4a",
    b"M4B ": "audio/x-m4a",
}
_RIFF: Final = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/x-wav"}
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|title|script|style|body|iframe)\b", re.IGNORECASE)
_SVG: Final = re.compile(rb"<(?:[a-z]{1,20}:)?svg\b", re.IGNORECASE)
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def content_type(data: bytes) -> str:
    """Return the MIME type of the bytes; `application/octet-stream` for binary ones that say nothing of themselves."""
    for start, kind in _START:
        if data.startswith(start) and (
            len(start) > 3 or not start.isalnum() or _is_binary(data)
        ):  # "BM" may begin a sentence
            return kind
    if data.startswith(_LOOSE):
        return BINARY
    return _container(data) or (BINARY if _is_binary(data) else _text(data))


def _container(data: bytes) -> str:
    """Return the type of a file whose first bytes only name the box that it comes in; empty for none."""
    if data.startswith(b"PK\3\4"):
        named = data[38:120] if data[30:38] == b"mimetype" else b""
        found = re.match(rb"application/[a-z0-9.+-]+?(?=PK|\Z)", named)
        return found[0].decode() if found and found[0].startswith(b"application/vnd.oasis.") else "application/zip"
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12], BINARY)
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video/mp4")
    if data.startswith(b"OggS"):
        return "video/ogg" if b"theora" in data[:64] else "audio/ogg"
    if data[257:262] == b"ustar":
        return "application/x-tar"
    if len(data) > 3 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and data[1] != 0xFE:
        return "audio/mpeg"
    return ""


def _is_binary(data: bytes) -> bool:
    return not data.startswith(_BOMS) and _CONTROL.search(data, 0, _TEXT_LOOK) is not None


def _text(data: bytes) -> str:
    head = data[: 2 * _LOOK]
    if head.startswith(_BOMS):  # two bytes a character: read as a browser would
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")[:_LOOK].lstrip()
    if head.startswith((b"<?php", b"<?=")) or b"<?php" in head:
        return "text/x-php"
    if head.startswith(b"#!"):
        return "text/x-shellscript"
    if _SVG.search(head):
        return "image/svg+xml"
    if _HTML.search(head):
        return "text/html"
    if head.startswith(b"<?xml"):
        return "text/xml"
    if head.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    return "text/plain"
