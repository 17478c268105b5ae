"""The picture that stands for a page: its own setting, the featured one, the first in the story, the default."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from urllib.parse import urljoin

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, meta_value
from wirepress.content.users.avatars import avatar_url
from wirepress.core.hooks import PageFacts

_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.I)
_SOURCE: Final = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_ALT: Final = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_ID: Final = re.compile(r"\bwp-image-(\d{1,18})\b")
_LOOKED_AT: Final = 60_000  # characters of a story


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture for other sites and machines. Width and height are 0 where nobody knows them."""

    url: str
    width: int = 0
    height: int = 0
    alt: str = ""
    caption: str = ""
    id: int = 0
    sizes: tuple[tuple[str, int, int], ...] = ()  # the same picture cut or scaled: address, width, height
    credit: str = ""
    copyright: str = ""
    creator: str = ""
    license: str = ""  # an address
    path: str = ""  # below the uploads folder, "" where it is no file of ours

    @property
    def type(self) -> str:
        """Its media type by its name, "" where that does not tell."""
        return mimetypes.guess_type(self.url.partition("?")[0])[0] or ""

    def at(self, url: str, width: int, height: int) -> SharedPicture:
        """Return the same picture in another size."""
        return replace(self, url=url, width=width, height=height, sizes=())


def from_media(row: MediaFile) -> SharedPicture:
    """Return the picture of an attachment in full size."""
    facts = row.metadata if isinstance(row.metadata, dict) else {}
    return _of_file(row.path, facts, row.alt, row.post.excerpt, row.post_id)


def _of_file(path: str, facts: Mapping[str, Any], alt: str, caption: str, number: int) -> SharedPicture:
    folder = path.rpartition("/")[0]
    listed = facts.get("sizes")
    sizes = tuple(
        (
            site.uploads_url(f"{folder}/{size['file']}".lstrip("/")),
            _number(size.get("width")),
            _number(size.get("height")),
        )
        for size in (listed if isinstance(listed, dict) else {}).values()
        if isinstance(size, dict) and size.get("file")
    )
    width, height = _number(facts.get("width")), _number(facts.get("height"))
    rights = _rights(facts.get("image_meta"))
    return SharedPicture(site.uploads_url(path), width, height, alt, caption, number, sizes, path=path, **rights)


def _rights(facts: Any) -> dict[str, str]:
    """Whose picture it is, by what stands in the file."""
    if not isinstance(facts, dict):
        return {}
    named = {"credit": "credit", "copyright": "copyright", "creator": "credit", "license": "license"}
    found = {field: str(facts.get(key) or "").strip() for field, key in named.items()}
    if not found["license"].startswith(("http://", "https://")):
        found["license"] = ""
    return found


def by_id(number: int) -> SharedPicture | None:
    """Return the picture of an attachment, None where it is no picture: one query."""
    row = MediaFile.objects.filter(post_id=number).select_related("post").first() if number else None
    return from_media(row) if row is not None and row.path and row.post.mime_type.startswith("image/") else None


def by_setting(value: str) -> SharedPicture | None:
    """Return the picture that a setting names: the ID of a file, or an address."""
    value = value.strip()
    if value.isdigit():
        return by_id(int(value))
    return SharedPicture(urljoin(site.home("/"), value)) if value.startswith(("http://", "https://", "/")) else None


def logo(page: PageFacts, value: str) -> SharedPicture | None:
    """Return the site's logo: the setting's picture, else the logo, else the icon of the site. Read once for a page."""
    kept = page.extras.setdefault("seo.logo", {})
    if value not in kept:
        kept[value] = (
            by_setting(value) or by_id(int(store.get("site_logo") or 0)) or by_id(int(store.get("site_icon") or 0))
        )
    return cast("SharedPicture | None", kept[value])


def featured(page: PageFacts) -> SharedPicture | None:
    """Return the story's featured picture."""
    post = cast("Post | None", page.post)
    if post is None or post.password or not post.featured_media:
        return None
    kept = page.extras
    if "seo.featured" not in kept:
        shown = page.picture
        if shown is not None and shown.id == post.featured_media:  # the page has read it already
            kept["seo.featured"] = _of_file(shown.path, shown.metadata, shown.alt, shown.caption, shown.id)
        else:
            kept["seo.featured"] = by_id(post.featured_media)
    return cast("SharedPicture | None", kept["seo.featured"])


def first_in_story(page: PageFacts) -> SharedPicture | None:
    """Return the first picture that the story shows, in full size where it is one of ours."""
    post = cast("Post | None", page.post)
    if post is None or post.password:
        return None
    kept = page.extras
    if "seo.first" not in kept:
        kept["seo.first"] = _first_in(post.content[:_LOOKED_AT])
    return cast("SharedPicture | None", kept["seo.first"])


def _first_in(markup: str) -> SharedPicture | None:
    for tag in _IMAGE.findall(markup)[:5]:
        found = _SOURCE.search(tag)
        address = (found[1] or found[2] or "").strip() if found else ""
        if not address.startswith(("http://", "https://", "/")) or "wp-smiley" in tag:
            continue
        named = _ID.search(tag)
        if named and (ours := by_id(int(named[1]))) is not None:
            return ours
        alt = _ALT.search(tag)
        return SharedPicture(urljoin(site.home("/"), address), *_size(tag), alt=(alt[1] or alt[2] or "") if alt else "")
    return None


def _size(tag: str) -> tuple[int, int]:
    found = {name: int(value) for name, value in re.findall(r"\b(width|height)\s*=\s*[\"']?(\d{1,5})", tag)}
    return (found["width"], found["height"]) if len(found) == 2 else (0, 0)


def attached(post: Post) -> SharedPicture | None:
    """Return the first picture that was uploaded with the story."""
    row = (
        MediaFile.objects.filter(post__parent_id=post.pk, post__mime_type__startswith="image/")
        .select_related("post")
        .order_by("post__menu_order", "post_id")
        .first()
    )
    return from_media(row) if row is not None and row.path else None


def from_fields(post: Post, names: str) -> SharedPicture | None:
    """Return the picture that one of the story's custom fields names."""
    for name in names.split(","):
        value = meta_value(post, name.strip(), "")
        if isinstance(value, str | int) and (found := by_setting(str(value))) is not None:
            return found
    return None


def of_author(post: Post) -> SharedPicture | None:
    """Return the picture of who wrote the story."""
    user = author_of(post)
    return SharedPicture(avatar_url(user.email, 512), 512, 512, user.display_name) if user is not None else None


def choose(page: PageFacts, source: str, custom: str, default: str) -> SharedPicture | None:
    """Return the picture of a page by the name of its source. `custom`: what `custom` means; `default`: the site's default."""
    post = cast("Post | None", page.post)
    found: SharedPicture | None = None
    if source == "custom":
        found = by_setting(custom)
    elif post is not None and not page.closed:
        if source == "author":
            found = of_author(post)
        elif source == "attach":
            found = attached(post)
        elif source == "custom_field":
            found = from_fields(post, custom)
        else:
            ways = {"featured": (featured,), "content": (first_in_story,), "auto": (featured, first_in_story)}
            found = next((picture for way in ways.get(source, ()) if (picture := way(page)) is not None), None)
    return found or by_setting(default)


def _number(value: Any) -> int:
    try:
        return max(int(value), 0)
    except (TypeError, ValueError, OverflowError):
        return 0
