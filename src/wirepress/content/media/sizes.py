"""Which sizes a picture should have, and which of them are missing."""

from __future__ import annotations

from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.models import Post


def registered_sizes() -> dict[str, tuple[int, int, bool]]:
    """Name -> (width, height, crop) of the sizes that uploads get, pixels; 0 means: any."""

    def pair(name: str) -> tuple[int, int]:
        return int(store.get(f"{name}_size_w") or 0), int(store.get(f"{name}_size_h") or 0)

    sizes = {
        "thumbnail": (*pair("thumbnail"), bool(store.get("thumbnail_crop"))),
        "medium": (*pair("medium"), False),
        "medium_large": (*pair("medium_large"), False),
        "large": (*pair("large"), False),
        "1536x1536": (1536, 1536, False),
        "2048x2048": (2048, 2048, False),
    }
    return {name: size for name, size in sizes.items() if size[0] or size[1]}


def is_large_enough(width: int, height: int, size: tuple[int, int, bool]) -> bool:
    """Return whether a picture is large enough for a size to be made of it."""
    wide, high, crop = size
    if crop:
        return min(wide or width, width) < width or min(high or height, height) < height
    return bool((wide and width > wide) or (high and height > high))


def missing_sizes(post: Post, file: MediaFile) -> list[str]:
    """Return names of the registered sizes that could be there and are not."""
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    there = set(metadata.get("sizes") or {})
    if post.mime_type == "application/pdf":
        return [name for name in ("thumbnail", "medium", "large") if name not in there]
    width, height = int(metadata.get("width") or 0), int(metadata.get("height") or 0)
    if not post.mime_type.startswith("image/") or not width:
        return []
    return [
        name for name, size in registered_sizes().items() if name not in there and is_large_enough(width, height, size)
    ]
