"""The story that is here already: the same address or text, else the text that shares most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from wirepress.features.wire.dedupe.compare_texts import compare_texts
from wirepress.features.wire.dedupe.minhash import Fingerprint
from wirepress.features.wire.entry.records import DuplicateMatch, EntryKeys
from wirepress.features.wire.models import Item, Shingle, Source, Version

LIVE_STATES: Final = ("filed", "queued", "attached")
_SAME_ADDRESS: Final = "Both have the same address."
_SAME_TEXT: Final = "Headline and text are the same, word for word."
CANDIDATES_MAX: Final = 6  # texts that are compared
_FAR_BEHIND: Final = 4  # a text that meets ours in so many times fewer bands than another one is not compared
_SURE: Final = 0.9  # of the shorter text: no other one is looked at
BAND_ROWS: Final = 48  # newest items that are looked at in one band: what everybody writes makes bands of thousands
PRUNE_CHUNK: Final = 5000  # rows


class _LatestText(NamedTuple):
    text: str
    title: str
    language: str
    source: str
    cluster_id: int


def find_nearest(
    fingerprint: Fingerprint,
    *,
    since: datetime,
    keys: EntryKeys | None = None,
    source: Source | None = None,
    apart_from: int = 0,
) -> DuplicateMatch | None:
    """Return the item that tells the same story and was seen since then (naive, GMT); None when there is none.

    `keys`, `source`: another source's item of the same address or text is found by these alone. `apart_from`: an item's own id.
    """
    if keys is not None:
        twin = _find_twin(keys, source, since, apart_from)
        if twin is not None:
            return twin
    counts = _candidates(fingerprint.bands, since, apart_from)
    told = _latest_texts([pk for pk, _ in counts])
    best, most = None, 0.0
    for pk, _ in counts:
        row = told.get(pk)
        if row is None:
            continue
        alike = compare_texts(fingerprint, Fingerprint(row.title, row.text, row.language, ()))
        if alike.same and alike.covered > most:
            words, most = alike.words, alike.covered
            best = DuplicateMatch(pk, round(most, 3), words, False, row.source, row.cluster_id)
            if most > _SURE:
                break
    return best


def _match(item: Item, share: float, words: str, *, exact: bool) -> DuplicateMatch:
    return DuplicateMatch(item.pk, round(share, 3), words, exact, item.source.name, item.cluster_id or 0)


def _find_twin(keys: EntryKeys, source: Source | None, since: datetime, apart_from: int) -> DuplicateMatch | None:
    for field, key, words in (
        ("url_key", keys.url, _SAME_ADDRESS),
        ("content_key", keys.content, _SAME_TEXT),
    ):
        if not key:
            continue
        rows = Item.objects.filter(**{field: key}, state__in=LIVE_STATES, seen__gte=since).exclude(pk=apart_from)
        if source is not None:
            rows = rows.exclude(source=source)
        item = rows.select_related("source").order_by("id").first()
        if item is not None:
            return _match(item, 1.0, words, exact=True)
    return None


def find_twins(keys: Sequence[EntryKeys], source: Source, *, since: datetime) -> dict[str, DuplicateMatch]:
    """Other sources' items of the same address or text, by the key that they share: two questions for however many entries."""
    found: dict[str, DuplicateMatch] = {}
    for field, wanted, words in (
        ("content_key", {one.content for one in keys if one.content}, _SAME_TEXT),
        ("url_key", {one.url for one in keys if one.url}, _SAME_ADDRESS),
    ):
        if wanted:
            rows = Item.objects.filter(**{f"{field}__in": wanted}, state__in=LIVE_STATES, seen__gte=since).exclude(
                source=source
            )
            for item in rows.select_related("source").order_by("-id"):  # the oldest one wins
                found[getattr(item, field)] = _match(item, 1.0, words, exact=True)
    return found


def _candidates(bands: Sequence[int], since: datetime, apart_from: int) -> list[tuple[int, int]]:
    """Return ids of the items that meet this text in most bands, and in how many. A bounded number of rows is read in each band."""
    if not bands:
        return []
    table = connection.ops.quote_name(Shingle._meta.db_table)
    one = f"SELECT item_id FROM (SELECT item_id FROM {table} WHERE band = %s AND seen >= %s ORDER BY seen DESC LIMIT {BAND_ROWS}) AS b"
    moment = str(connection.ops.adapt_datetimefield_value(since))
    values: list[int | str] = []
    for band in bands:
        values += [band, moment]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(bands)), values)
        counts = Counter(row[0] for row in cursor.fetchall())
    counts.pop(apart_from, None)
    ranked = counts.most_common(CANDIDATES_MAX)
    return [(pk, count) for pk, count in ranked if count * _FAR_BEHIND >= ranked[0][1]]


def _latest_texts(ids: list[int]) -> dict[int, _LatestText]:
    """Return the latest text of each item that stands for a story here. Written out: this is asked for every entry, and the ORM takes longer
    to write the question than the database to answer it."""
    if not ids:
        return {}
    version, item, source = (connection.ops.quote_name(model._meta.db_table) for model in (Version, Item, Source))
    places, states = ", ".join(["%s"] * len(ids)), ", ".join(["%s"] * len(LIVE_STATES))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.item_id, v.text, i.title, i.language, s.name, i.cluster_id FROM {version} v JOIN {item} i ON i.id = v.item_id "
            f"JOIN {source} s ON s.id = i.source_id WHERE v.item_id IN ({places}) AND i.state IN ({states}) ORDER BY v.id",
            [*ids, *LIVE_STATES],
        )
        return {row[0]: _LatestText(row[1], row[2], row[3], row[4], row[5] or 0) for row in cursor.fetchall()}


def store_bands(item: Item, fingerprint: Fingerprint, *, again: bool = False) -> None:
    """Store an item's bands. `again`: in place of those it had."""
    if again:
        Shingle.objects.filter(item=item).delete()
    if not fingerprint.bands:
        return
    table = connection.ops.quote_name(Shingle._meta.db_table)
    moment = str(connection.ops.adapt_datetimefield_value(item.seen))
    places = ", ".join(["(%s, %s, %s)"] * len(fingerprint.bands))
    values = [value for band in fingerprint.bands for value in (band, item.pk, moment)]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (band, item_id, seen) VALUES {places}", values)


def prune_bands(before: datetime, *, rounds: int = 1000) -> int:
    """Delete bands of items that were seen before then, some thousand rows at a time. Return how many were deleted."""
    gone = 0
    for _ in range(rounds):
        ids = list(Shingle.objects.filter(seen__lt=before).order_by("seen").values_list("pk", flat=True)[:PRUNE_CHUNK])
        if not ids:
            break
        gone += Shingle.objects.filter(pk__in=ids).delete()[0]
    return gone
