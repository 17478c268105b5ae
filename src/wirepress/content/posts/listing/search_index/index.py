"""Brings the words of changed posts into the index, a batch in a transaction; may be stopped at any moment."""

from __future__ import annotations

import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from wirepress.content.locks import lock_name
from wirepress.content.posts.listing.search_index.bitmaps import CHUNK_BITS, BitMap, chunk_of
from wirepress.content.posts.listing.search_index.words import words_of
from wirepress.content.posts.search_models import (
    SearchEnding,
    SearchPosting,
    SearchShelf,
    SearchSlot,
    SearchStale,
    SearchState,
    SearchWord,
)
from wirepress.core.collation.equivalents import fold_text

ANYWHERE, TITLE = 0, 1
WORDS_MAX: Final = 20_000  # different words of a post; one with more is always searched the plain way
BATCH: Final = 50
BULK: Final = 1 << CHUNK_BITS
STEP: Final = 500  # values in one question
WORDS_AT_ONCE: Final = 2000  # whose bitmaps are read, joined and written, or whose endings are
HELD_MAX: Final = 7_000_000  # words of posts, at four bytes each, that are held before they are written


def count_waiting() -> int:
    """Return how many posts are searched the plain way because they changed."""
    return SearchStale.objects.filter(whole=False).count()


def refresh_index(seconds: float = 0.2) -> int:
    """Work for about so long. Answers how many posts were taken in; 0: nothing waits."""
    end, done = time.monotonic() + seconds, 0
    while True:
        some = index_posts(BATCH)
        done += some
        if some < BATCH or time.monotonic() >= end:
            return done


def rebuild_index(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Take in everything that waits, in large batches, telling (done, of all)."""
    total, done = count_waiting(), 0
    progress(done, total)
    while some := index_posts(BULK):
        done += some
        progress(done, max(total, done))
    return done


def reset_index() -> None:
    """Throw the index away: every post waits."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_name("search index")
        for model in (SearchPosting, SearchEnding, SearchWord, SearchShelf, SearchSlot, SearchStale):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        flag = "FALSE" if connection.vendor == "postgresql" else "0"
        cursor.execute(
            f"INSERT INTO posts_searchstale (post_id, whole) SELECT id, {flag} FROM posts_post WHERE type <> 'revision' ON CONFLICT DO NOTHING"
        )


def index_posts(limit: int) -> int:
    """Take in so many waiting posts at most. Answers how many; the newest first, which readers look for most."""
    with transaction.atomic():
        lock_name("search index")
        numbers = _take_waiting(limit)
        return _Batch(numbers).write() if numbers else 0


def _take_waiting(limit: int) -> list[int]:
    """Waiting posts, no longer waiting. On PostgreSQL those that somebody is changing at the moment stay for later."""
    postgresql = connection.vendor == "postgresql"
    no, skip = ("FALSE", " FOR UPDATE SKIP LOCKED") if postgresql else ("0", "")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM posts_searchstale WHERE post_id IN (SELECT post_id FROM posts_searchstale"
            f" WHERE whole = {no} ORDER BY post_id DESC LIMIT %s{skip}) RETURNING post_id",
            [limit],
        )
        return sorted(row[0] for row in cursor.fetchall())


def _put_back(numbers: Sequence[int]) -> None:
    flag = "FALSE" if connection.vendor == "postgresql" else "0"
    _insert(
        f"INSERT INTO posts_searchstale (post_id, whole) VALUES (%s, {flag}) ON CONFLICT DO NOTHING",
        [(number,) for number in numbers],
    )


class _Batch:
    """What one transaction brings in."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.held = 0  # words of all posts so far
        self.slots: list[tuple[int, int, Any]] = []  # slot, post, date
        self.shelves: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.postings: dict[int, dict[str, array[int]]] = {ANYWHERE: {}, TITLE: {}}
        state, _ = SearchState.objects.get_or_create(pk=1)
        self.state, self.next = state, state.next_slot

    def write(self) -> int:
        """Read the posts, write their words. Answers how many; when these have very many words, the older ones go on waiting."""
        done = 0
        _release_slots(self.numbers)
        while done < len(self.numbers) and self.held < HELD_MAX:
            end = len(self.numbers) - done
            for row in _texts(self.numbers[max(end - STEP, 0) : end]):
                self._add(*row)
            done = min(done + STEP, len(self.numbers))
        _put_back(self.numbers[: len(self.numbers) - done])
        self._store()
        return done

    def _store(self) -> None:
        # Never the same number again: readers see by it that something was taken in.
        SearchState.objects.filter(pk=1).update(next_slot=max(self.next, self.state.next_slot + 1))
        _insert("INSERT INTO posts_searchslot (slot, post_id, date) VALUES (%s, %s, %s)", self.slots)
        for shelf, slots in self.shelves.items():
            _store_bitmap(shelf, slots)
        ids = _word_ids(self.postings[ANYWHERE])
        fresh = self.state.next_slot % BULK == 0
        for field, words in self.postings.items():
            numbers = sorted((ids[word], word) for word in words)
            for start in range(
                0, len(numbers), WORDS_AT_ONCE
            ):  # a word that many posts have takes kilobytes, several times
                some = numbers[start : start + WORDS_AT_ONCE]
                _store_postings(field, {number: words[word] for number, word in some}, fresh=fresh)

    def _add(self, number: int, kind: str, status: str, password: str, date: Any, title: str, other: str) -> None:
        in_title = words_of(title)
        anywhere = in_title | words_of(other)
        if len(anywhere) > WORDS_MAX:
            SearchStale.objects.create(post_id=number, whole=True)
            return
        self.held += len(anywhere) + len(in_title)
        slot, self.next = self.next, self.next + 1
        self.slots.append((slot, number, date))
        self.shelves[bitmap_of(kind, status, bool(password))].append(slot)
        for field, words in ((ANYWHERE, anywhere), (TITLE, in_title)):
            kept = self.postings[field]
            for word in words:
                if word in kept:
                    kept[word].append(slot)
                else:
                    kept[word] = array("I", (slot,))


def bitmap_of(kind: str, status: str, protected: bool) -> str:
    """Return the name of the shelf of a sort of posts."""
    return f"{kind}:{status}:{'p' if protected else ''}"


def _texts(numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """(id, type, status, password, date, folded title, folded other texts) of those that are still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, type, status, password, date, title, excerpt, content FROM posts_post"
            f" WHERE type <> 'revision' AND id IN ({','.join(map(str, numbers))})"
        )
        rows = cursor.fetchall()
    return [(*row[:4], _naive(row[4]), fold_text(row[5]), fold_text(f"{row[6]} {row[7]}")) for row in rows]


def _naive(date: Any) -> Any:
    """PostgreSQL's driver gives dates with a zone, SQLite's gives texts."""
    return date.replace(tzinfo=None) if isinstance(date, datetime) else date


def _release_slots(numbers: Sequence[int]) -> None:
    """The slots that changed posts had are in use no more."""
    for start in range(0, len(numbers), STEP):
        old = list(SearchSlot.objects.filter(post_id__in=numbers[start : start + STEP]).values_list("slot", flat=True))
        if not old:
            continue
        gone = BitMap(old)
        for row in SearchShelf.objects.filter(chunk__in={chunk_of(slot) for slot in old}):
            bits = BitMap.deserialize(bytes(row.bits))
            if bits & gone:
                SearchShelf.objects.filter(pk=row.pk).update(bits=(bits - gone).serialize())
        SearchSlot.objects.filter(slot__in=old).delete()


def _by_chunk(slots: Iterable[int]) -> dict[int, BitMap]:
    found: dict[int, BitMap] = {}
    whole = BitMap(slots)
    if not whole:
        return found
    first, last = chunk_of(whole.min()), chunk_of(whole.max())
    if first == last:
        return {first: whole}
    for chunk in range(first, last + 1):
        part = whole & BitMap(range(chunk << CHUNK_BITS, (chunk + 1) << CHUNK_BITS))
        if part:
            found[chunk] = part
    return found


def _store_bitmap(name: str, slots: array[int]) -> None:
    for chunk, bits in _by_chunk(slots).items():
        row = SearchShelf.objects.filter(shelf=name, chunk=chunk).first()
        if row is None:
            SearchShelf.objects.create(shelf=name, chunk=chunk, bits=bits.serialize())
        else:
            SearchShelf.objects.filter(pk=row.pk).update(bits=(BitMap.deserialize(bytes(row.bits)) | bits).serialize())


def _word_ids(words: Iterable[str]) -> dict[str, int]:
    """Return numbers of words; those that are new get one, and their endings are kept."""
    every = sorted(words)
    found: dict[str, int] = {}
    for start in range(0, len(every), STEP):
        found.update(SearchWord.objects.filter(word__in=every[start : start + STEP]).values_list("word", "id"))
    missing = [word for word in every if word not in found]
    with connection.cursor() as cursor:
        for start in range(0, len(missing), STEP):
            some = missing[start : start + STEP]
            cursor.execute(
                f"INSERT INTO posts_searchword (word) VALUES {', '.join(['(%s)'] * len(some))} RETURNING word, id", some
            )
            found.update(cursor.fetchall())
    for start in range(0, len(missing), WORDS_AT_ONCE):
        some = missing[start : start + WORDS_AT_ONCE]
        endings = ((word[place:], found[word]) for word in some for place in range(len(word)))
        _insert("INSERT INTO posts_searchending (ending, word_id) VALUES (%s, %s)", sorted(endings))
    return found


def _store_postings(field: int, words: dict[int, array[int]], *, fresh: bool) -> None:
    rows = [
        (word, field, chunk, bits) for word, slots in sorted(words.items()) for chunk, bits in _by_chunk(slots).items()
    ]
    known: dict[tuple[int, int], Any] = {}
    if not fresh:
        chunks = {row[2] for row in rows}
        numbers = sorted(words)
        for start in range(0, len(numbers), STEP):
            marks = ",".join(map(str, numbers[start : start + STEP]))
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT word_id, chunk, bits FROM posts_searchposting WHERE field = {field} AND word_id IN ({marks})"
                    f" AND chunk IN ({','.join(map(str, sorted(chunks)))})"
                )
                known.update(((row[0], row[1]), row[2]) for row in cursor.fetchall())
    new, changed = [], []
    for word, place, chunk, bits in rows:
        before = known.get((word, chunk))
        if before is None:
            new.append((word, place, chunk, bits.serialize()))
        else:
            changed.append(((BitMap.deserialize(bytes(before)) | bits).serialize(), word, place, chunk))
    _insert("INSERT INTO posts_searchposting (word_id, field, chunk, bits) VALUES (%s, %s, %s, %s)", new)
    _insert("UPDATE posts_searchposting SET bits = %s WHERE word_id = %s AND field = %s AND chunk = %s", changed)


def _insert(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 10_000):
            cursor.executemany(sql, rows[start : start + 10_000])
