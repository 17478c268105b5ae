"""Which state of a post somebody is working on. A save that says so cannot undo what was saved in between.

A version can be told from a REST document alone (context edit), so that an editor needs no further field: `modified_gmt`, a hyphen, and the
CRC-32 of title, content and excerpt as stored, joined by NUL. The texts are in it because two saves may fall into one second.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.php.numbers import read_digits

SAVE_KEY: Final = "_wirepress_save"
BASE_HEADER: Final = "x-wirepress-base"
WINDOW_HEADER: Final = "x-wirepress-window"
TEXTS: Final[tuple[str, ...]] = ("title", "content", "excerpt")


@dataclass(frozen=True, slots=True)
class SaveBase:
    """What a save says of itself: the version that it began with, the editor's window it comes from, and its number among the window's saves."""

    version: str
    window: str = ""
    number: int = 0


def read_base(headers: Mapping[str, str]) -> SaveBase | None:
    """Return what the headers of a save say, or None: a client that knows nothing of versions, and saves as WordPress lets it."""
    version, (window, _, number) = headers.get(BASE_HEADER, ""), headers.get(WINDOW_HEADER, "").partition("/")
    return SaveBase(version[:100], window[:64], read_digits(number) or 0) if version else None


def text_mark(title: str, content: str, excerpt: str) -> str:
    """Return the part of a version that tells texts from others."""
    return f"{zlib.crc32(chr(0).join((title, content, excerpt)).encode('utf-8', 'replace')):08x}"


def version_of(post: Post) -> str:
    """Return the post's version."""
    moment = f"{post.modified_gmt:%Y-%m-%dT%H:%M:%S}" if post.modified_gmt else ""
    return f"{moment}-{text_mark(post.title, post.content, post.excerpt)}"


def is_current(post: Post, base: SaveBase) -> bool:
    """Return whether a save may go on: nobody else has saved since its base.

    A window whose own save was the last one does not know of it when the answer was lost on the way; it goes on all the same, unless this
    is an older save that comes late.
    """
    last, now = _last_save(post), version_of(post)
    if base.window and last.get("window") == base.window:
        return base.number >= int(last.get("number") or 0)
    return base.version == now if post.modified_gmt else base.version.rpartition("-")[2] == now.rpartition("-")[2]


def is_of_window(post: Post, base: SaveBase) -> bool:
    """Return whether the post is as the save's own window left it."""
    return bool(base.window) and _last_save(post).get("window") == base.window


def _last_save(post: Post) -> dict[str, Any]:
    """Return what is kept of the last save that named a window, if it made the version that the post has now."""
    stored = PostMeta.objects.filter(post=post, key=SAVE_KEY).values_list("value", flat=True).first()
    return stored if isinstance(stored, dict) and stored.get("version") == version_of(post) else {}


def note_save(post: Post, base: SaveBase) -> None:
    """Keep which window saved the version that the post has now."""
    if base.window:
        set_meta(post, SAVE_KEY, {"window": base.window, "number": base.number, "version": version_of(post)})
