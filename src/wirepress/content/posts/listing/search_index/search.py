"""Answers a search from the index where it can: whole results by bitmaps, small ones by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from wirepress.content.posts.listing import filters, search
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.read import Row
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.search_index import match, page_by_date
from wirepress.content.posts.listing.search_index.bitmaps import BitMap
from wirepress.content.posts.listing.search_index.index import bitmap_of
from wirepress.content.posts.listing.search_index.narrowed import Narrowed
from wirepress.content.posts.models import Post

_PLAIN: Final = frozenset(
    (
        "types",
        "statuses",
        "actor",
        "search",
        "search_columns",
        "search_semantics",
        "ignore_sticky",
        "orderby",
        "order",
        "page",
        "per_page",
        "offset",
        "tax_relation",
        "own_private",
    )
)

_ELSEWHERE: Final = {"attachment", "revision"}  # found by file names too; not in the index
TRIES: Final = 3  # what is read while a batch is taken in is read again


def search_ids(query: PostQuery, due: Sequence[int], phrase: search.Phrase) -> tuple[list[int], int] | Narrowed | None:
    """Return ids of the asked page and the total; or the posts to look at; None: the index is of no use here."""
    if phrase.empty or phrase.exact or not phrase.words or _ELSEWHERE & set(query.types) or len(due) > read.DUE_MAX:
        return None
    for _ in range(TRIES):
        before = match.index_generation()
        found = _find(query, due, phrase)
        if found is None or match.index_generation() == before:
            return found
    return None


def _find(query: PostQuery, due: Sequence[int], phrase: search.Phrase) -> tuple[list[int], int] | Narrowed | None:
    unknown = match.find_stale(due)
    if unknown is None:
        return None
    known = match.bitmap_slots(_bitmap_names(query)) - unknown.slots
    found = match.find_hits(phrase.words, phrase.without, known)
    if found is None:
        return None
    narrow = bool(query.search_columns)
    if len(found.slots) <= page_by_date.FEW:
        beside = [row[1] for row in _stale_rows(query, due, phrase, unknown.posts, ordered=False)]
        return Narrowed([*match.post_ids_of(found.slots), *beside], found.exact and not narrow)
    if not found.exact or narrow or not _is_plain(query):
        return None
    return _whole_result(query, due, phrase, found.slots, unknown.posts)


def _whole_result(
    query: PostQuery, due: Sequence[int], phrase: search.Phrase, slots: BitMap, unknown: Sequence[int]
) -> tuple[list[int], int] | None:
    if any(read.has_undated(kind) for kind in query.types):
        return None
    further = _stale_rows(query, due, phrase, unknown, ordered=True)
    total, start, size = len(slots) + len(further), query.start, query.per_page
    if size < 0:
        size = total
    if start >= total:
        return [], total
    if query.orderby == "date":
        return page_by_date.read_page(slots, further, start, size, descending=query.order.lower() != "asc"), total
    if query.orderby != "relevance" or len(phrase.words) != 1:
        return None
    titled = match.find_word(phrase.words[0], title=True)
    if titled is None or not titled.exact:
        return None
    return _by_title(slots, titled.slots & slots, further, phrase.words[0], start, size), total


def _by_title(slots: BitMap, titled: BitMap, more_rows: Sequence[Row], word: str, start: int, size: int) -> list[int]:
    """Return posts with the word in their title first."""
    numbers = [number for _, number in more_rows]
    in_title = (
        set(Post.objects.filter(search.contains_word("title", word), id__in=numbers).values_list("id", flat=True))
        if numbers
        else set()
    )
    first = [row for row in more_rows if row[1] in in_title]
    behind = [row for row in more_rows if row[1] not in in_title]
    length = len(titled) + len(first)
    ids = page_by_date.read_page(titled, first, start, size, descending=True) if start < length else []
    if len(ids) < size:
        ids += page_by_date.read_page(slots - titled, behind, max(start - length, 0), size - len(ids), descending=True)
    return ids


def _stale_rows(
    query: PostQuery, due: Sequence[int], phrase: search.Phrase, unknown: Sequence[int], *, ordered: bool
) -> list[Row]:
    """Return posts that the index does not know and that are found the plain way."""
    if not unknown:
        return []
    rows = Post.objects.filter(Q(id__in=list(unknown)) & filters.query_condition(query, due, phrase)).values_list(
        "date", "id"
    )
    return [(date, number) for date, number in rows if date is not None] if ordered else list(rows)  # type: ignore[arg-type]


def _bitmap_names(query: PostQuery) -> list[str]:
    """Return where the posts stand that the query may find; a stranger's search does not find protected ones."""
    signed_in = query.actor is not None and query.actor.id > 0
    statuses = filters.stored_statuses(query.statuses) | ({"private"} if query.own_private else set())
    protected = (False, True) if signed_in else (False,)
    return [bitmap_of(kind, status, one) for kind in query.types for status in sorted(statuses) for one in protected]


def _is_plain(query: PostQuery) -> bool:
    """Return whether nothing is asked for but types, statuses and words."""
    if "any" in query.statuses or query.own_private or "publish" not in query.statuses or len(query.statuses) != 1:
        return False
    return not query.asks(besides=_PLAIN)
