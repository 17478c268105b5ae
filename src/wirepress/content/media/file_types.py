"""Which files a person may upload, and whether a file is what its name says. WordPress 7.1 behaviour (wp_check_filetype_and_ext)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from wirepress.core.files.content_type import BINARY, content_type
from wirepress.core.markup.fields.filenames import sanitize_file_name
from wirepress.core.markup.fields.mime_types import MIMES, file_type
from wirepress.core.rest.routes import Actor

# Run by a browser as a part of the site: only for people whose stories may hold scripts anyway.
_ACTIVE: Final = frozenset(("htm|html", "js"))
_IMAGE_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/heif": "heic",
    "image/heic-sequence": "heic",
    "image/heif-sequence": "heic",
}
_PLAIN: Final = frozenset(("text/plain", "text/csv", "text/tab-separated-values", "text/richtext", "text/vtt"))
# Texts whose kind their bytes do not tell: from people who may write scripts they are taken by their name.
_PLAIN_OF_TRUSTED: Final = _PLAIN | {"text/html", "application/javascript", "text/css"}


@cache
def _types(active: bool) -> Mapping[str, str]:
    return {names: mime for names, mime in MIMES.items() if active or names not in _ACTIVE}


def allowed_types(actor: Actor) -> Mapping[str, str]:
    """Return extensions (alternatives separated by ``|``) -> MIME type of what the actor may upload (get_allowed_mime_types)."""
    return _types(actor.can("unfiltered_html"))


def check_file_type(name: str, data: bytes, actor: Actor) -> tuple[str, str] | None:
    """Return the name under which a file is stored and its MIME type; None for one that the actor may not upload.

    `name`: as it was given. A picture of another format than its name says gets the extension of its format; any other file
    whose bytes are of another kind than its extension is refused.
    """
    types = allowed_types(actor)
    clean = sanitize_file_name(name, types)
    found = file_type(clean, types)
    if found is None:
        return None
    extension, mime = found
    real = content_type(data)
    if mime.startswith("image/") and real in _IMAGE_ENDINGS:
        if real == mime and extension.lower() not in ("heif", "heics", "heifs"):
            return clean, mime
        renamed = f"{clean.rpartition('.')[0]}.{_IMAGE_ENDINGS[real]}"
        again = file_type(renamed, types)
        return (renamed, again[1]) if again else None
    return (clean, mime) if _types_agree(mime, real, trusted=actor.can("unfiltered_html")) else None


def _types_agree(mime: str, real: str, *, trusted: bool) -> bool:
    """Return whether bytes of the type `real` may stand in a file whose name says `mime`."""
    family = mime.partition("/")[0]
    if real in (BINARY, "application/zip"):
        return family in ("application", "video", "audio") and mime != "application/javascript"
    if real.startswith(("video/", "audio/")):
        return family == real.partition("/")[0]
    if real == "text/plain":
        return mime in (_PLAIN_OF_TRUSTED if trusted else _PLAIN)
    if real == "text/rtf":
        return mime in ("text/plain", "application/rtf")
    return mime == real
