"""Chunks of stories: which numbers a file holds, and how it is known to be still true.

A chunk is a range of numbers of stories, set once. What changed is found by what the database counts itself (published stories by
number), by the newest changes (an index), and by the list of what is kept out of search: however something was written, it is seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Q

from wirepress.content.locks import lock_name
from wirepress.content.options import site, store
from wirepress.content.posts import types
from wirepress.content.posts.listing import filters
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.scopes import NUMBER, NUMBERS
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.database.rows import index_hint, query_rows
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import entries
from wirepress.features.seo.sitemaps.entries import Entry
from wirepress.features.seo.sitemaps.models import SitemapChunk, SitemapState

NOINDEX: Final = "_wirepress_seo_noindex"  # meta of stories that are kept out of search
_CHANGES_MAX: Final = 5000  # more changed stories at once than these: every chunk is looked at
_SAME_MAX: Final = 1000  # stories that changed in the very same second: more are not listed
_MANY: Final = -1
_VERSION: Final = "1"  # another one where entries are made otherwise
_ALL: Final = "id", "type", "number", "first", "until", "count", "held", "videos", "newest", "stale"


@dataclass(slots=True)
class ChunkFacts:
    """What the index tells of a chunk."""

    number: int
    count: int
    videos: int
    newest: datetime | None


def chunks_of(post_type: str) -> list[ChunkFacts]:
    """Return the chunks of a type, compared with the stories just now."""
    _compare(post_type)
    rows = SitemapChunk.objects.filter(type=post_type).order_by("number")
    found = []
    for number, count, videos, newest, stale in rows.values_list("number", "count", "videos", "newest", "stale"):
        facts = ChunkFacts(number, count, videos, newest)
        if stale and newest is None:
            _survey_anew(post_type, facts)
        found.append(facts)
    return found


def _survey_anew(post_type: str, facts: ChunkFacts) -> None:
    """Find out what a stale chunk has, and keep that."""
    row = SitemapChunk.objects.only(*_ALL).get(type=post_type, number=facts.number)
    facts.count, facts.newest = _survey(row)
    SitemapChunk.objects.filter(pk=row.pk, stale=True).update(count=facts.count, newest=facts.newest)


def find_chunk(post_type: str, number: int) -> SitemapChunk | None:
    """Return one chunk with its entries as they are now; None: there is none of that number."""
    _compare(post_type)
    chunk = SitemapChunk.objects.filter(type=post_type, number=number).first()
    if chunk is not None and (chunk.stale or _has_due(chunk)):
        refresh(chunk)
    return chunk


def refresh(chunk: SitemapChunk) -> None:
    """Make anew the entries of those stories of a chunk that changed, and keep them."""
    settings, due = seo.read(SitemapSettings), _due_of(chunk)
    wanted = {number: entries.sortable(changed) for number, changed in _stories(chunk, settings, due)}
    kept = {one.post_id: one for one in entries.unpack(chunk.entries)}
    good = {number for number, changed in wanted.items() if number in kept and kept[number].changed == changed}
    made = entries.make([number for number in wanted if number not in good], settings)
    found = entries.in_order([*(kept[number] for number in good), *made])
    chunk.entries, chunk.count = entries.pack(found), len(found)
    chunk.videos = sum(1 for one in found if one.video)
    chunk.newest = datetime.fromisoformat(found[0].changed) if found and found[0].changed else None
    chunk.stale = bool(due)  # their rows do not say yet that they are published
    chunk.held = _count(chunk)
    chunk.save(update_fields=["entries", "count", "held", "videos", "newest", "stale"])


def refresh_stale() -> int:
    """Make anew every chunk that is not true any more. Return how many."""
    done = 0
    for post_type in SitemapState.objects.values_list("type", flat=True):
        _compare(post_type)
    while (chunk := SitemapChunk.objects.filter(stale=True).order_by("type", "-number").first()) is not None:
        refresh(chunk)
        done += 1
        if chunk.stale:
            break  # it has a story that is due: soon it is published
    return done


def entries_of(chunk: SitemapChunk) -> list[Entry]:
    """Return the entries of a chunk in the order of its file."""
    return entries.unpack(chunk.entries)


def _compare(post_type: str) -> None:
    """Mark the chunks that changed, and make those that are missing."""
    state = SitemapState.objects.filter(pk=post_type).first()
    counts = {str(period): count for period, count in read.read_buckets(read.BucketList(post_type, NUMBER)).periods}
    settings, hidden = _settings_name(), _hidden_ids()
    changed = _changed_since(post_type, state)
    if state is not None and (state.counts, state.settings, state.hidden) == (counts, settings, hidden) and not changed:
        return
    with transaction.atomic():
        lock_name(f"seo sitemap {post_type}")
        state = SitemapState.objects.filter(pk=post_type).first() or SitemapState(pk=post_type)
        stale = set(changed) | (set(hidden) ^ set(state.hidden))
        # The address of a page is made of those above it.
        whole = types.known(post_type).hierarchical
        if state.settings != settings or len(changed) >= _CHANGES_MAX or whole:
            if state.settings.partition(" ")[0] != settings.partition(" ")[0]:
                SitemapChunk.objects.filter(type=post_type).delete()  # another size of files
            SitemapChunk.objects.filter(type=post_type).update(stale=True, newest=None, entries=b"")
        else:
            _mark(post_type, stale, _periods_that_differ(state.counts, counts), changed)
        state.counts, state.settings, state.hidden = counts, settings, hidden
        if changed:
            _note_seen(state, changed)
        state.save()
        _extend(post_type, counts)


def _changed_since(post_type: str, state: SitemapState | None) -> dict[int, tuple[datetime, datetime | None]]:
    """Return the stories that changed since the last comparison: number -> when, by the site's clock and GMT."""
    since = state.seen if state is not None and state.seen is not None else datetime(1, 1, 1)
    known = set(state.seen_ids) if state is not None else set()
    sign = ">" if known == {_MANY} else ">="
    sql = (
        f"SELECT id, modified, modified_gmt FROM posts_post{index_hint(Post, 'post_modified_order')}"
        f" WHERE type = %s AND status = 'publish' AND modified {sign} %s ORDER BY modified DESC, id DESC LIMIT %s"
    )
    adapt = connection.ops.adapt_datetimefield_value
    rows = query_rows(Post, sql, (post_type, adapt(since), _CHANGES_MAX + len(known)))
    found = {int(number): (_naive(moment), _naive(gmt) if gmt else None) for number, moment, gmt in rows}
    return {number: when for number, when in found.items() if when[0] > since or number not in known}


def _note_seen(state: SitemapState, changed: dict[int, tuple[datetime, datetime | None]]) -> None:
    """Keep the moment of the newest change, and which stories changed in that second."""
    newest = max(moment for moment, _ in changed.values())
    same = {number for number, (moment, _) in changed.items() if moment == newest}
    if newest == state.seen:
        same |= set(state.seen_ids)
    state.seen, state.seen_ids = newest, sorted(same) if len(same) < _SAME_MAX else [_MANY]


def hear(post_id: int) -> None:
    """A story was written: its chunk is looked at again, whatever the clocks say."""
    rows = SitemapChunk.objects.filter(first__lte=post_id).filter(Q(until=None) | Q(until__gt=post_id))
    rows.update(stale=True, newest=None)


def _naive(value: Any) -> datetime:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _periods_that_differ(before: dict[str, int], now: dict[str, int]) -> list[int]:
    return [int(period) for period in before.keys() | now.keys() if before.get(period) != now.get(period)]


def _mark(
    post_type: str, posts: Iterable[int], periods: Sequence[int], changed: dict[int, tuple[datetime, datetime | None]]
) -> None:
    """Mark the chunks of these stories, and of these periods of numbers. What changed tells when its chunk did."""
    ids, newest = list(posts), dict[int, datetime | None]()
    if not ids and not periods:
        return
    for chunk in SitemapChunk.objects.filter(type=post_type).only(*_ALL):
        end = chunk.until or 2**63
        touched = any(chunk.first <= number < end for number in ids)
        if not touched and any(one * NUMBERS < end and (one + 1) * NUMBERS > chunk.first for one in periods):
            touched = not chunk.stale and _count(chunk) != chunk.held
        if touched:
            inside = [gmt for number, (_, gmt) in changed.items() if gmt and _holds(chunk, number)]
            newest[chunk.pk] = max([*inside, chunk.newest]) if inside and chunk.newest else None
    SitemapChunk.objects.filter(pk__in=[pk for pk, moment in newest.items() if moment is None]).update(
        stale=True, newest=None
    )
    for pk, moment in newest.items():
        if moment is not None:
            SitemapChunk.objects.filter(pk=pk).update(stale=True, newest=moment)


def _holds(chunk: SitemapChunk, number: int) -> bool:
    return chunk.first <= number and (chunk.until is None or number < chunk.until)


def _extend(post_type: str, counts: dict[str, int]) -> None:
    """Make chunks for the numbers that have none; close the newest one when it is full."""
    size = seo.read(SitemapSettings).size
    last = SitemapChunk.objects.filter(type=post_type, until=None).order_by("-first").first()
    if last is None:
        _plan(post_type, counts, size)
        return
    if _count(last) <= size:
        return
    number = SitemapChunk.objects.filter(type=post_type).aggregate(Max("number"))["number__max"]
    while (edge := _edge(last, size)) is not None:
        last.until, last.stale, last.newest = edge, True, None
        last.save(update_fields=["until", "stale", "newest"])
        number += 1
        last = SitemapChunk.objects.create(type=post_type, number=number, first=edge)


def _plan(post_type: str, counts: dict[str, int], size: int) -> None:
    """Cut the numbers into chunks by what is counted for each period of them; no story is looked at."""
    edges, held = [0], 0
    pieces = -(-NUMBERS // size)
    for period in sorted(int(one) for one in counts):
        count = counts[str(period)]
        start = period * NUMBERS
        if held and held + count > size:
            edges.append(start)
            held = 0
        if count > size:  # a full one is cut into equal ranges, none of which can hold too many
            step = -(-NUMBERS // pieces)
            edges += [start + place * step for place in range(1, pieces)]
            edges.append(start + NUMBERS)
        else:
            held += count
    rows = [
        SitemapChunk(type=post_type, number=place, first=first, until=edges[place] if place < len(edges) else None)
        for place, first in enumerate(edges, 1)
    ]
    if len(rows) > 1 and any(counts.values()) and max(int(one) for one in counts) * NUMBERS + NUMBERS <= rows[-1].first:
        rows.pop()  # nothing is there yet
        rows[-1].until = None
    SitemapChunk.objects.bulk_create(rows, batch_size=500)


def _edge(chunk: SitemapChunk, size: int) -> int | None:
    """Return the number of the first story that does not fit into a chunk any more."""
    rows = Post.objects.filter(type=chunk.type, status="publish", pk__gte=chunk.first).order_by("id")
    found: int | None = rows.values_list("id", flat=True)[size : size + 1].first()
    return found


def _count(chunk: SitemapChunk) -> int:
    """Return how many published stories there are in a chunk's range."""
    sql = f"SELECT count(*) FROM {_table(chunk)} WHERE id >= %s AND id < %s AND type = %s AND status = 'publish'"
    return int(query_rows(Post, sql, (chunk.first, chunk.until or 2**63 - 1, chunk.type))[0][0])


def _table(chunk: SitemapChunk) -> str:
    """Return the table, with the way that SQLite is to go: through the numbers of the range, or through all stories of the type
    where those are fewer (pages among a million stories)."""
    if connection.vendor == "postgresql":
        return "posts_post"
    end = chunk.until or Post.objects.aggregate(Max("id"))["id__max"] or 0
    if end - chunk.first <= max(read.count_posts((chunk.type,), ("publish",)), NUMBERS):
        return "posts_post NOT INDEXED"
    return f"posts_post{index_hint(Post, 'post_date_order')}"


def _stories(chunk: SitemapChunk, settings: SitemapSettings, due: Sequence[int]) -> list[tuple[int, datetime | None]]:
    """Return the stories that stand in a chunk, each with its last change."""
    hidden = {*_hidden_ids(), *_numbers(settings.exclude_posts)}
    sql = (
        f"SELECT id, COALESCE(modified_gmt, date_gmt), password FROM {_table(chunk)}"
        " WHERE id >= %s AND id < %s AND type = %s AND status = 'publish'"
    )
    rows = query_rows(Post, sql, (chunk.first, chunk.until or 2**63 - 1, chunk.type))
    if due:
        rows = [*rows, *Post.objects.filter(pk__in=due).values_list("id", "modified_gmt", "password")]
    return [
        (int(number), _naive(changed) if changed else None)
        for number, changed, password in rows
        if number not in hidden and (settings.protected or not password)
    ]


def _survey(chunk: SitemapChunk) -> tuple[int, datetime | None]:
    """Return how many stories a chunk has and when the newest changed, without making entries."""
    found = _stories(chunk, seo.read(SitemapSettings), _due_of(chunk))
    return len(found), max((changed for _, changed in found if changed), default=None)


def _due_of(chunk: SitemapChunk) -> list[int]:
    due = [number for number in filters.due_ids() if _holds(chunk, number)]
    return list(Post.objects.filter(pk__in=due, type=chunk.type).values_list("id", flat=True)) if due else []


def _has_due(chunk: SitemapChunk) -> bool:
    return bool(_due_of(chunk))


def _hidden_ids() -> list[int]:
    return sorted(set(PostMeta.objects.filter(key=NOINDEX).values_list("post_id", flat=True)))


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.strip().isdecimal()]


def _settings_name() -> str:
    """Return a name of everything beside the stories that shows in a chunk. It begins with the size of files."""
    chosen = seo.read(SitemapSettings)
    facts = (
        _VERSION,
        site.home(),
        store.get("permalink_structure"),
        store.get("category_base"),
        chosen.images,
        chosen.video,
        chosen.hints,
        chosen.protected,
        sorted(chosen.exclude_posts),
        *_names_in_addresses(),
    )
    return f"{chosen.size} {hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()}"


def _names_in_addresses() -> list[Any]:
    """Return the names of sections and people, where they are a part of every story's address."""
    pattern = str(store.get("permalink_structure") or "")
    found: list[Any] = []
    if "%category%" in pattern:
        found += Term.objects.filter(taxonomy="category").order_by("id").values_list("id", "slug", "parent_id")
    if "%author%" in pattern:
        found += User.objects.order_by("pk").values_list("pk", "nicename")
    return found
