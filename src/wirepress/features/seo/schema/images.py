"""Pictures for machines: size, caption, credit and licence, and the shapes that results ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.features.seo.head import texts
from wirepress.features.seo.head.pictures import SharedPicture
from wirepress.features.seo.schema.json_ld import Node, node
from wirepress.features.seo.settings.schema import SchemaSettings

RATIOS: Final = ((16, 9), (4, 3), (1, 1))  # what Google asks for beside the picture as it is
_LEAST: Final = 50_000  # pixels of a picture that is worth naming


def image_node(picture: SharedPicture, settings: SchemaSettings, name: str = "") -> Node:
    """Return a picture with whose it is and where a licence can be had."""
    credit = picture.credit or settings.image_credit
    return node(
        "ImageObject",
        name,
        url=picture.url,
        contentUrl=picture.url,
        width=picture.width,
        height=picture.height,
        caption=texts.plain(picture.caption) or picture.alt,
        creditText=credit,
        copyrightNotice=picture.copyright,
        creator=node("Person", name=picture.creator) if picture.creator else None,
        license=picture.license or settings.image_license,
        acquireLicensePage=settings.acquire_license,
    )


def in_ratios(picture: SharedPicture, cuts: Sequence[tuple[str, int, int]] = ()) -> list[SharedPicture]:
    """Return the picture as it is, then it in other shapes, the largest of each of 16:9, 4:3 and 1:1. `cuts`: files beside its sizes."""
    found = [picture]
    for wide, high in RATIOS:
        if _has_shape(picture.width, picture.height, wide, high):
            continue
        fitting = [
            size
            for size in (*picture.sizes, *cuts)
            if _has_shape(size[1], size[2], wide, high) and size[1] * size[2] >= _LEAST
        ]
        if fitting:
            url, width, height = max(fitting, key=lambda size: size[1])
            found.append(picture.at(url, width, height))
    return found


def _has_shape(width: int, height: int, wide: int, high: int) -> bool:
    return bool(width and height) and abs(width * high - height * wide) <= 0.01 * width * high
