"""Looks into the index: which slots have what a phrase asks for, and what the index does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from wirepress.content.posts.listing.search_index.bitmaps import BitMap, load_bitmap
from wirepress.content.posts.listing.search_index.index import ANYWHERE, TITLE
from wirepress.content.posts.listing.search_index.words import parts_of
from wirepress.core.collation.equivalents import fold_text

STALE_MAX: Final = 1000  # posts that the index does not know; with more, everything is searched the plain way
WORDS_MAX: Final = 4000  # words that hold a part; with more, everything is searched the plain way
_TOP: Final = "\U0010ffff"  # behind every ending that begins with the same letters


@dataclass(frozen=True, slots=True)
class StalePosts:
    """Posts that the index does not know as they are, and slots that it has for them."""

    posts: tuple[int, ...]
    slots: BitMap


@dataclass(frozen=True, slots=True)
class Hits:
    """Slots of posts that may have what was asked for; `exact`: they have."""

    slots: BitMap
    exact: bool


def index_generation() -> int:
    """Return a number that every batch of the index changes: between two equal ones nothing was taken in."""
    rows = _fetch_rows("SELECT next_slot FROM posts_searchstate WHERE id = 1")
    return int(rows[0][0]) if rows else 0


def find_stale(more_posts: Sequence[int] = ()) -> StalePosts | None:
    """Return what the index does not know; `more_posts` count as unknown. None: too much for it to be of use."""
    rows = _fetch_rows(
        f"SELECT s.post_id, x.slot FROM posts_searchstale s LEFT JOIN posts_searchslot x ON x.post_id = s.post_id LIMIT {STALE_MAX + 1}"
    )
    if more_posts:
        rows += _fetch_rows(f"SELECT post_id, slot FROM posts_searchslot WHERE post_id IN ({_numbers(more_posts)})")
    if len(rows) > STALE_MAX:
        return None
    posts = {int(row[0]) for row in rows} | set(more_posts)
    return StalePosts(tuple(sorted(posts)), BitMap(row[1] for row in rows if row[1] is not None))


def bitmap_slots(names: Sequence[str]) -> BitMap:
    """Slots of posts on these shelves."""
    marks = ", ".join(["%s"] * len(names))
    return load_bitmap(
        row[0] for row in _fetch_rows(f"SELECT bits FROM posts_searchshelf WHERE shelf IN ({marks})", names)
    )


def find_hits(wanted: Sequence[str], without: Sequence[str], known: BitMap) -> Hits | None:
    """Among the known slots: those whose texts hold every wanted word and none of the others. None: the index cannot tell."""
    slots, exact = known, True
    for word in wanted:
        found = find_word(word)
        if found is None:
            exact = False
            continue
        slots, exact = slots & found.slots, exact and found.exact
    if slots is known and not exact:
        return None
    for word in without:
        found = find_word(word)
        if found is not None and found.exact:
            slots = slots - found.slots
        else:
            exact = False
    return Hits(slots, exact)


def find_word(word: str, *, title: bool = False) -> Hits | None:
    """Slots of posts that hold a word; None: the index cannot tell."""
    parts = parts_of(fold_text(word))
    if parts is None:
        return None
    found: BitMap | None = None
    for part in parts.parts:
        slots = _holding(part, TITLE if title else ANYWHERE)
        if slots is None:
            return None
        found = slots if found is None else found & slots
    return Hits(found or BitMap(), parts.exact)


def _holding(part: str, field: int) -> BitMap | None:
    """Slots of posts that have a word with this part in it; None: too many words have."""
    words = _fetch_rows(
        f"SELECT DISTINCT word_id FROM posts_searchending WHERE ending >= %s AND ending < %s LIMIT {WORDS_MAX + 1}",
        (part, part + _TOP),
    )
    if len(words) > WORDS_MAX:
        return None
    if not words:
        return BitMap()
    numbers = _numbers(row[0] for row in words)
    return load_bitmap(
        row[0]
        for row in _fetch_rows(f"SELECT bits FROM posts_searchposting WHERE field = {field} AND word_id IN ({numbers})")
    )


def post_ids_of(slots: BitMap) -> list[int]:
    """Return the posts of some slots."""
    return (
        [int(row[0]) for row in _fetch_rows(f"SELECT post_id FROM posts_searchslot WHERE slot IN ({_numbers(slots)})")]
        if slots
        else []
    )


def _numbers(values: Iterable[Any]) -> str:
    return ",".join(str(int(value)) for value in values)


def _fetch_rows(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values) or None)
        return list(cursor.fetchall())
