"""Plain records of the site's content as the text pipeline sees it.

Dates are naive: local wall-clock time, and GMT where the field says so. URLs are absolute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class ImageSize:
    """A generated size of an image: file name (no folder), pixels, MIME type."""

    file: str
    width: int
    height: int
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A media item. `file` is its path below the uploads folder; `sizes` keeps the stored order."""

    id: int
    url: str
    file: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0
    sizes: Mapping[str, ImageSize] = field(default_factory=dict)
    title: str = ""
    alt: str = ""
    caption: str = ""
    description: str = ""
    page_url: str = ""
    parent: int = 0
    data: Mapping[str, Any] = field(
        default_factory=dict
    )  # audio and video facts: artist, album, length_formatted, image ...

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")

    @property
    def extension(self) -> str:
        name = (self.file or self.url).rpartition("/")[2]
        return name.rpartition(".")[2].lower() if "." in name else ""


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post as blocks see it. `title`, `content` and `excerpt` are raw; `classes` is the class list of the post."""

    id: int
    type: str = "post"
    status: str = "publish"
    title: str = ""
    slug: str = ""
    url: str = ""
    date: datetime | None = None
    date_gmt: datetime | None = None
    modified: datetime | None = None
    modified_gmt: datetime | None = None
    author: int = 0
    parent: int = 0
    menu_order: int = 0
    content: str = ""
    excerpt: str = ""
    password: str = ""
    thumbnail: int = 0
    format: str = ""
    comment_status: str = "open"
    comment_count: int = 0
    classes: Sequence[str] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A term with the address of its archive."""

    id: int
    name: str
    slug: str = ""
    taxonomy: str = "category"
    parent: int = 0
    count: int = 0
    url: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person's public face. `email` is only hashed for the avatar, never printed."""

    id: int
    name: str
    url: str = ""
    website: str = ""
    description: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    nicename: str = ""


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """An approved comment with the post it stands under."""

    id: int
    post_id: int
    post_title: str = ""
    url: str = ""
    author: str = ""
    author_url: str = ""
    email: str = ""
    user_id: int = 0
    date: datetime | None = None
    date_gmt: datetime | None = None
    content: str = ""
    parent: int = 0
    type: str = "comment"
    approved: bool = True
    protected: bool = False  # the post asks for a password


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One period that has posts: its first day, its address, the number of posts."""

    start: date
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """Days of a month that have posts, and the nearest months with posts before and after."""

    days: Mapping[int, str] = field(default_factory=dict)  # day of month -> archive address
    previous: ArchiveRecord | None = None
    next: ArchiveRecord | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of an outside feed."""

    title: str
    url: str = ""
    date: datetime | None = None
    author: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FeedResult:
    """A fetched feed, or the sentence why not."""

    items: Sequence[FeedItem] = ()
    error: str = ""


Order = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class BlockPostQuery:
    """Which posts to list. `sticky`: "" puts sticky posts first, "only", "exclude" or "ignore" (no special place)."""

    type: str = "post"
    limit: int = 10
    offset: int = 0
    page: int = 1
    order: Order = "desc"
    orderby: str = "date"
    terms: Mapping[str, Sequence[int]] = field(default_factory=dict)
    exclude_terms: Mapping[str, Sequence[int]] = field(default_factory=dict)
    authors: Sequence[int] = ()
    include: Sequence[int] = ()
    exclude: Sequence[int] = ()
    parents: Sequence[int] = ()
    formats: Sequence[str] = ()
    search: str = ""
    sticky: str = ""


@dataclass(frozen=True, slots=True)
class BlockTermQuery:
    """Which terms to list; `limit` 0 means all."""

    taxonomy: str = "category"
    hide_empty: bool = True
    keep_parents: bool = False  # empty ones stay where something below them has posts
    add_children: bool = False  # counts include the posts of the terms below
    only_top: bool = False
    limit: int = 0
    orderby: str = "name"
    order: Order = "asc"
    include: Sequence[int] = ()
    exclude: Sequence[int] = ()
