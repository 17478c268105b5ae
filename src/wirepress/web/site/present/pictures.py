"""Pictures of stories: the featured one with its sizes, else the first one that the story shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wirepress.content.media.actions.make_formats import WIDTHS
from wirepress.content.media.models import MediaFile, PictureFormats
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts.models import Post
from wirepress.web.site.present.looks import shades
from wirepress.web.site.present.words import READ_MAX

_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.I)
_ATTRIBUTE: Final = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_WIDE_ENOUGH: Final = 400  # pixels; a smaller picture is never shown large


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. `srcset` is "" where only one size is known; width and height are 0 where unknown."""

    src: str
    full: str  # absolute, for other sites
    srcset: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""
    caption: str = ""  # HTML as stored
    small: bool = False
    full_width: int = 0
    full_height: int = 0
    id: int = 0  # of the attachment, 0 where it is none of ours
    path: str = ""  # below the uploads folder
    metadata: Mapping[str, Any] = field(default_factory=dict)  # WordPress's facts of the file: sizes, image_meta
    sources: tuple[tuple[str, str], ...] = ()  # media type and srcset of smaller formats, the smallest first
    color: str = ""  # what stands in its place until it is there: "#aabbcc"

    @property
    def shade(self) -> str:
        """The class that gives its place nearly its colour until it is there; "" where it is not known."""
        return shades.class_of(self.color) if self.color else ""


def of_posts(posts: Iterable[Post]) -> dict[int, Picture]:
    """Post id -> its picture, for those that have one: two queries for any number of posts."""
    rows = [post for post in posts if not post.password]
    files = featured({post.featured_media for post in rows if post.featured_media})
    found: dict[int, Picture] = {}
    for post in rows:
        picture = files.get(post.featured_media) or first_in(post.excerpt) or first_in(post.content)
        if picture:
            found[post.pk] = picture
    return found


def featured(ids: Iterable[int]) -> dict[int, Picture]:
    """Attachment id -> picture, images only."""
    wanted = [number for number in set(ids) if number]
    if not wanted:
        return {}
    rows = MediaFile.objects.filter(post_id__in=wanted).select_related("post", "formats")
    return {row.post_id: from_file(row) for row in rows if row.path and row.post.mime_type.startswith("image/")}


def from_file(row: MediaFile) -> Picture:
    """The picture of an attachment: shown at "large", offered in every size of the same shape."""
    facts: Mapping[str, Any] = row.metadata if isinstance(row.metadata, dict) else {}
    width, height = _number(facts.get("width")), _number(facts.get("height"))
    folder = row.path.rpartition("/")[0]
    sizes = {row.path: (width, height)}
    listed = facts.get("sizes")
    for size in (listed if isinstance(listed, dict) else {}).values():
        if isinstance(size, dict) and size.get("file"):
            path = f"{folder}/{size['file']}".lstrip("/")
            sizes[path] = (_number(size.get("width")), _number(size.get("height")))
    same = {path: size for path, size in sizes.items() if _same_shape(size, (width, height))}
    shown = _closest(same, 1024) or row.path
    full = site.uploads_url(row.path)
    candidates = sorted(same.items(), key=lambda item: item[1][0])
    srcset = ", ".join(f"{_address(path)} {size[0]}w" for path, size in candidates) if len(candidates) > 1 else ""
    w, h = sizes.get(shown, (width, height))
    formats = getattr(row, "formats", None)
    return Picture(
        _address(shown),
        full,
        srcset,
        w,
        h,
        row.alt,
        row.post.excerpt,
        small=0 < width < _WIDE_ENOUGH,
        full_width=width,
        full_height=height,
        id=row.post_id,
        path=row.path,
        metadata=facts,
        sources=tuple(_sources(formats, candidates)) if formats is not None else (),
        color=formats.color if formats is not None else "",
    )


def _sources(formats: PictureFormats, candidates: list[tuple[str, tuple[int, int]]]) -> Iterator[tuple[str, str]]:
    """Yield the smaller formats that hold every size a page may choose: a browser takes the first that it knows, and only from that."""
    wanted = [(path, size) for path, size in candidates if size[0] in WIDTHS]
    for kind, names in (("avif", formats.avif), ("webp", formats.webp)):
        if wanted and all(path.rpartition("/")[2] in names for path, _ in wanted):
            yield f"image/{kind}", ", ".join(f"{_address(path)}.{kind} {size[0]}w" for path, size in wanted)


def first_in(markup: str) -> Picture | None:
    """The first picture that HTML shows, unless it is a spacer, an icon or a face."""
    for tag in _IMAGE.findall(markup[:READ_MAX])[:5]:
        facts = {name.lower(): html.unescape(a or b) for name, a, b in _ATTRIBUTE.findall(tag)}
        address = facts.get("src", "").strip()
        width, height = _number(facts.get("width")), _number(facts.get("height"))
        if (
            not address.startswith(("https://", "http://", "/"))
            or 0 < width < 100
            or "wp-smiley" in facts.get("class", "")
        ):
            continue
        return Picture(local(address), address, "", width, height, facts.get("alt", ""), small=0 < width < _WIDE_ENOUGH)
    return None


def _address(path: str) -> str:
    return local(site.uploads_url(path))


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _same_shape(size: tuple[int, int], of: tuple[int, int]) -> bool:
    """Whether one size is the other one scaled, but for a pixel of rounding."""
    if not all((*size, *of)):
        return False
    wide = of if of[0] >= size[0] else size
    slim = size if wide is of else of
    return abs(wide[1] * slim[0] / wide[0] - slim[1]) <= 1.5


def _closest(sizes: Mapping[str, tuple[int, int]], width: int) -> str:
    wide = [path for path in sizes if sizes[path][0] >= width]
    return (
        min(wide, key=lambda path: sizes[path][0]) if wide else max(sizes, key=lambda path: sizes[path][0], default="")
    )
