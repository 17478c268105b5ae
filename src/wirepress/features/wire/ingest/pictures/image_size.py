"""How large a picture is, from its first bytes: nothing is decoded, so no bomb goes off."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

PIXELS_MAX: Final = 120_000_000
SIDE_MAX: Final = 30_000
FIRST_BYTES: Final = (
    64 * 1024
)  # enough for the head of every format; a large colour profile may stand before a JPEG's size
KINDS: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Pixels and content type; 0 and "" where unknown. `problem`: why it cannot be taken, in words."""

    width: int = 0
    height: int = 0
    kind: str = ""
    problem: str = ""


def read_image_size(data: bytes) -> ImageSize:
    """Return the size that the head of these bytes names."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below, by our own limit
            picture = Image.open(io.BytesIO(data), formats=list(KINDS))
            width, height, kind = picture.width, picture.height, KINDS.get(picture.format or "", "")
    except Image.DecompressionBombError:
        return ImageSize(problem=f"it claims to have more than {PIXELS_MAX} pixels")
    except Exception:  # Pillow raises many kinds for broken files
        return ImageSize(problem="its bytes are no picture that can be read")
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        return ImageSize(width, height, kind, f"it claims to have {width} × {height} pixels, which nothing good needs")
    return ImageSize(width, height, kind)
