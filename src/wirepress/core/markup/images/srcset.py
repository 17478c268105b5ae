"""The srcset and sizes of an image from its generated sizes. WordPress 7.1 behaviour (wp_calculate_image_srcset)."""

from __future__ import annotations

import re

from wirepress.core.markup.content_lookup import Attachment, ImageSize
from wirepress.core.markup.context import SiteFacts

MAX_WIDTH = 2048
"""Wider files are only named when the image itself shows them."""

HTML_BLANKS = " \t\f\r\n"
_EDIT = re.compile(r"-e[0-9]{13}")


def build_srcset(picture: Attachment, src: str, width: int, height: int, site: SiteFacts) -> str:
    """Return the value of the attribute, empty when there is nothing to choose from.

    `width` and `height` are those of the image in the text; sizes of another shape are left out.
    """
    if not picture.file or width < 1 or not picture.sizes:
        return ""
    folder = picture.file.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    base = f"{site.uploads}/{prefix}"
    full = picture.file.rpartition("/")[2]
    if src.endswith(".gif") and _flattened(picture) and picture.file in src:
        return ""
    edited = _EDIT.search(src) if picture.file in src or full in src else None
    sources: dict[int, str] = {}
    matched = False
    for size in [*picture.sizes.values(), ImageSize(full, picture.width, picture.height)]:
        if edited and edited[0] not in size.file:
            continue
        is_src = not matched and f"{prefix}{size.file}" in src
        matched = matched or is_src
        if size.width > MAX_WIDTH and not is_src:
            continue
        if not has_same_ratio(width, height, size.width, size.height):
            continue
        source = f"{base}{size.file.replace(' ', '%20')} {size.width}w"
        if is_src:
            sources = {size.width: source} | {key: value for key, value in sources.items() if key != size.width}
        else:
            sources[size.width] = source
    return ", ".join(sources.values()) if matched and len(sources) > 1 else ""


def sizes_attribute(width: int) -> str:
    """How wide the image is shown."""
    return f"(max-width: {width}px) 100vw, {width}px"


def measures_itself(sizes: str) -> bool:
    """Whether the first of an image's `sizes` is ``auto``."""
    return sizes.partition(",")[0].strip(HTML_BLANKS).lower() == "auto"


def has_same_ratio(width: int, height: int, other_width: int, other_height: int) -> bool:
    """Return whether two images have one aspect ratio, give or take a pixel of rounding."""
    if width > other_width:
        constrained = scale_to_fit(width, height, other_width)
        expected = (other_width, other_height)
    else:
        constrained = scale_to_fit(other_width, other_height, width)
        expected = (width, height)
    return abs(constrained[0] - expected[0]) <= 1 and abs(constrained[1] - expected[1]) <= 1


def scale_to_fit(width: int, height: int, max_width: int = 0, max_height: int = 0) -> tuple[int, int]:
    """Scale down to fit; 0 is no limit. Never below one pixel."""
    if not max_width and not max_height:
        return width, height
    width_ratio = max_width / width if max_width > 0 and width > max_width else 1.0
    height_ratio = max_height / height if max_height > 0 and height > max_height else 1.0
    fits_width = max_width > 0 and width > 0
    fits_height = max_height > 0 and height > 0
    smaller, larger = min(width_ratio, height_ratio), max(width_ratio, height_ratio)
    too_wide = fits_width and _round(width * larger) > max_width
    too_high = fits_height and _round(height * larger) > max_height
    ratio = smaller if too_wide or too_high else larger
    new_width = max(1, _round(width * ratio))
    new_height = max(1, _round(height * ratio))
    if width_ratio != 1 and new_width == max_width - 1:
        new_width = max_width
    if height_ratio != 1 and new_height == max_height - 1:
        new_height = max_height
    return new_width, new_height


def _round(value: float) -> int:
    """PHP rounds halves away from zero."""
    return int(value + 0.5)


def _flattened(picture: Attachment) -> bool:
    """Sizes of an animated GIF do not move: then only the full file will do."""
    thumbnail = picture.sizes.get("thumbnail")
    return thumbnail is not None and thumbnail.mime == "image/gif"
