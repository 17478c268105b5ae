"""A document that comes packed, whatever was said of it: what the bytes are decides."""

from __future__ import annotations

from typing import Final

from wirepress.core.http.unpacking import UnpackError, unpack_body
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.settings.limits import WIRE_BODY_MAX

LAYERS_MAX: Final = 3
_SIGNATURES: Final = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_OTHERS: Final = ((b"PK\x03\x04", "a ZIP archive"), (b"BZh", "packed with bzip2"), (b"\xfd7zXZ", "packed with xz"))


def unpack_document(body: bytes) -> bytes:
    """Return the document without whatever it is packed in, several times where need be. Raises NotAFeed."""
    for _ in range(LAYERS_MAX):
        coding = next((name for start, name in _SIGNATURES if body.startswith(start)), "")
        if not coding:
            break
        body = _unpack(body, coding)
    for start, words in _OTHERS:
        if body.startswith(start):
            raise NotAFeed(f"It is {words}: name the address of the document itself.")
    return body


def _unpack(body: bytes, coding: str) -> bytes:
    found = bytearray()
    try:
        for piece in unpack_body((body,), coding):
            found += piece
            if len(found) > WIRE_BODY_MAX:
                raise NotAFeed(f"Unpacked it is longer than {WIRE_BODY_MAX} bytes.")
    except UnpackError as error:
        raise NotAFeed(f"It came packed ({coding}) and cannot be unpacked: {error}") from None
    return bytes(found)
