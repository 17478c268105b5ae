"""Smaller formats of pictures, AVIF and WebP, made in the background: the same pixels in half the bytes.

A file lies beside the one that it was made of, under its name with ".avif" or ".webp" at the end; what does not save a tenth is left out.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any, Final

import structlog
from django.db.models import F
from PIL import Image

from wirepress.content.errors import ActionRefused
from wirepress.content.media import files
from wirepress.content.media.models import MediaFile, PictureFormats
from wirepress.core.images import resize
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.core.php import json

log = structlog.get_logger(__name__)
MAKE: Final = "content.make_picture_formats"
FORMATS: Final[Mapping[str, dict[str, Any]]] = {
    "avif": {"quality": 58, "speed": 7},
    "webp": {"quality": 78, "method": 4},
}
_SOURCES: Final = ("image/jpeg", "image/png")
WIDTHS: Final = range(200, 1700)  # pixels: smaller ones save nothing, larger ones no page asks for
_SAVES: Final = 0.9
_SECONDS: Final = 60.0  # then the job lets others go first
_LIST: Final = 500


def make_formats_job(post_id: int = 0) -> int:
    """Make what is missing: of one picture, or of all that have none, newest first. Answers of how many. Goes on in a job of its own."""
    if post_id:
        row = MediaFile.objects.filter(post_id=post_id).select_related("formats").first()
        return int(row is not None and make_formats(row))
    made, end = 0, time.monotonic() + _SECONDS
    waiting = MediaFile.objects.filter(post__mime_type__in=_SOURCES, formats=None).order_by(F("post_id").desc())
    for row in waiting.select_related("post")[:_LIST]:
        if time.monotonic() > end:
            break
        make_formats(row)
        made += 1
    if made and waiting.exists():
        enqueue_once(MAKE, "all")
    return made


def fingerprint(row: MediaFile) -> str:
    """Return what tells the files of a picture from those that it had before."""
    return hashlib.sha1(json.encode([row.path, row.metadata]), usedforsecurity=False).hexdigest()


def make_formats(row: MediaFile) -> bool:
    """Make the smaller files of a picture; return whether something was written down. What is no readable picture gets none."""
    known = PictureFormats.objects.filter(pk=row.pk).first()
    made_of = fingerprint(row)
    if known is not None and known.made_of == made_of:
        return False
    kept: dict[str, list[str]] = {name: [] for name in FORMATS}
    picture = _open(row)
    color = _mean_color(picture) if picture is not None else ""
    if picture is not None:
        for name, size in sorted(sizes_of(row).items()):
            for kind in FORMATS:
                if size[0] in WIDTHS and _write(row, picture, name, size, kind):
                    kept[kind].append(name)
    PictureFormats.objects.update_or_create(file=row, defaults={**kept, "made_of": made_of, "color": color})
    return True


def sizes_of(row: MediaFile) -> dict[str, tuple[int, int]]:
    """Return name (without folder) -> pixels of a picture's files that show all of it."""
    facts: Mapping[str, Any] = row.metadata if isinstance(row.metadata, dict) else {}
    whole = _pixels(facts)
    found = {row.path.rpartition("/")[2]: whole}
    listed = facts.get("sizes")
    for size in listed.values() if isinstance(listed, dict) else ():
        if isinstance(size, dict) and size.get("file") and "/" not in str(size["file"]):
            found[str(size["file"])] = _pixels(size)
    return {
        name: size for name, size in found.items() if all(size) and abs(size[0] * whole[1] / whole[0] - size[1]) <= 1.5
    }


def _pixels(facts: Mapping[str, Any]) -> tuple[int, int]:
    try:
        return max(int(facts.get("width") or 0), 0), max(int(facts.get("height") or 0), 0)
    except (TypeError, ValueError, OverflowError):
        return 0, 0


def _open(row: MediaFile) -> Image.Image | None:
    try:
        data = files.read_file(row.path)
        picture = resize.open_picture(data) if data else None
    except (resize.PictureError, ActionRefused) as error:
        log.info("pictures.unreadable", path=row.path, error=str(error))
        return None
    if picture is None or picture.format not in ("JPEG", "MPO", "PNG"):
        return None
    return picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P", "PA") else "RGB")


def _mean_color(picture: Image.Image) -> str:
    red, green, blue = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _write(row: MediaFile, picture: Image.Image, name: str, size: tuple[int, int], kind: str) -> bool:
    folder = row.path.rpartition("/")[0]
    path = f"{folder}/{name}" if folder else name
    there = files.upload_storage().facts(path)
    if there is None:
        return False
    shown = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
    made = resize.encode_with(shown, kind.upper(), FORMATS[kind])
    if len(made) > there.size * _SAVES:
        return False
    files.upload_storage().overwrite(f"{path}.{kind}", made)
    return True


def names_beside(name: str) -> list[str]:
    """Return the names of the files that may lie beside one."""
    return [f"{name}.{kind}" for kind in FORMATS]
