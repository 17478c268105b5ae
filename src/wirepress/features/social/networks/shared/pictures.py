"""Pictures as a network takes them: smaller, or of another kind, where ours is too large for it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from wirepress.features.social.networks.errors import PictureRefused
from wirepress.features.social.networks.protocol import Limits, Picture

_QUALITIES: Final = (88, 80, 70, 60)
_SIDES: Final = (2048, 1600, 1200, 800)


def fit_picture(picture: Picture, most: int | None, kinds: Sequence[str]) -> Picture:
    """Return the picture if the network takes it as it is, else a JPEG that is small enough. Raises PictureRefused."""
    from PIL import Image, ImageOps

    if not picture.body:
        raise PictureRefused(f"The picture {picture.url} could not be read.")
    try:
        with Image.open(io.BytesIO(picture.body)) as image:
            if picture.kind in kinds and (most is None or len(picture.body) <= most):
                return picture if picture.width else replace(picture, width=image.width, height=image.height)
            turned = ImageOps.exif_transpose(image)
            flat = Image.new("RGB", turned.size, "white")
            flat.paste(turned.convert("RGBA"), mask=turned.convert("RGBA").getchannel("A"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureRefused(f"The picture {picture.url} cannot be read: {error}") from None
    for side in _SIDES:
        flat.thumbnail((side, side))
        for quality in _QUALITIES:
            file = io.BytesIO()
            flat.save(file, "JPEG", quality=quality, optimize=True)
            if most is None or file.tell() <= most:
                width, height = flat.size
                return replace(picture, body=file.getvalue(), kind="image/jpeg", width=width, height=height)
    raise PictureRefused(f"The picture {picture.url} cannot be made smaller than {most} bytes.")


def fit_pictures(pictures: Sequence[Picture], limits: Limits) -> list[Picture]:
    """Return as many pictures as the network takes, each as it takes them. Raises PictureRefused."""
    return [fit_picture(one, limits.picture_bytes, limits.picture_kinds) for one in pictures[: limits.pictures]]


def cut_alt(alt: str, limits: Limits) -> str:
    """Return the alternative text, as long as the network keeps it."""
    return alt if limits.alt_length is None else alt[: limits.alt_length]


def file_name(picture: Picture) -> str:
    """Return a name for an upload."""
    return "picture." + {"image/png": "png", "image/gif": "gif", "image/webp": "webp"}.get(picture.kind, "jpg")
