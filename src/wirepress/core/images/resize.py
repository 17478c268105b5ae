"""Sizes of a picture: which pixels, and the files. Decoding is bounded; what is no picture raises PictureError."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS: Final = 120_000_000
BIG: Final = 2560  # pixels; larger pictures are kept as the original beside a scaled one
FORMATS: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
}


class PictureError(ValueError):
    """The bytes are no picture that can be read, or it is too large."""


@dataclass(frozen=True, slots=True)
class ResizedImage:
    """One file that was made."""

    data: bytes
    width: int
    height: int
    mime: str


def open_picture(data: bytes) -> Image.Image:
    """Return the picture, turned as the camera was held. Raises PictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(
                io.BytesIO(data), formats=(*FORMATS, "MPO")
            )  # no other reader of Pillow's is ever asked
            if picture.width * picture.height > MAX_PIXELS:
                raise PictureError(f"The picture has more than {MAX_PIXELS} pixels.")
            picture.load()
    except PictureError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureError(f"The picture has more than {MAX_PIXELS} pixels.") from None
    except UnidentifiedImageError:
        raise PictureError(
            "The file cannot be read as a picture: it is something else, whatever its name says."
        ) from None
    except Exception:  # Pillow raises many kinds for broken files
        raise PictureError("The file cannot be read as a picture: it is damaged or was cut off.") from None
    return picture


def mime_of(picture: Image.Image) -> str:
    """MIME type of what was opened; empty for a format that is not kept."""
    return FORMATS.get(picture.format or "", "")


def fit_size(width: int, height: int, wide: int, high: int, crop: bool) -> tuple[int, int] | None:
    """Pixels of a size of a picture, or None where the picture is too small for it (WordPress's rounding)."""
    if crop:
        new_w, new_h = min(wide or width, width), min(high or height, height)
        if (new_w, new_h) == (width, height):
            return None
        return new_w, new_h
    ratio = min((wide / width) if wide else 9e9, (high / height) if high else 9e9)
    if ratio >= 1:
        return None
    new_w, new_h = max(1, int(width * ratio + 0.5)), max(1, int(height * ratio + 0.5))
    return (min(new_w, wide) if wide else new_w), (min(new_h, high) if high else new_h)


def make_size(picture: Image.Image, wide: int, high: int, crop: bool, *, quality: int = 82) -> ResizedImage | None:
    """Return a size of a picture as a file of the same format; None where the picture is too small."""
    target = fit_size(picture.width, picture.height, wide, high, crop)
    if target is None:
        return None
    image = (
        ImageOps.fit(picture, target, Image.Resampling.LANCZOS)
        if crop
        else picture.resize(target, Image.Resampling.LANCZOS)
    )
    return encode_image(image, picture.format or "JPEG", quality)


def encode_image(image: Image.Image, kind: str, quality: int = 82) -> ResizedImage:
    """Return the image as a file, without camera data."""
    out = io.BytesIO()
    options: dict[str, Any] = (
        {"quality": quality} if kind in ("JPEG", "WEBP", "AVIF") else {"optimize": True} if kind == "PNG" else {}
    )
    if kind == "JPEG" and image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("RGB")
    image.save(out, kind, **options)
    return ResizedImage(out.getvalue(), image.width, image.height, FORMATS.get(kind, ""))


def encode_with(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    """Return the image as a file of a kind of Pillow's (AVIF, WEBP ...) with its own options."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
