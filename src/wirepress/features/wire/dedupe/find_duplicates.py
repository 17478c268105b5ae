"""The story that is here already: the same address or text, else the text that shares most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from wirepress.features.wire.dedupe.compare_texts import compare_retold, compare_texts
from wirepress.features.wire.dedupe.minhash import Fingerprint
from wirepress.features.wire.dedupe.standing_text import remove_standing
from wirepress.features.wire.entry.records import DuplicateMatch, EntryKeys
from wirepress.features.wire.models import Item, ItemKey, Shingle, Source, Version

StandingOf = Callable[[int], Collection[int]]


def _no_standing(source_id: int) -> Collection[int]:
    return ()


LIVE_STATES: Final = ("filed", "queued", "attached")
_SAME_ADDRESS: Final = "Both have the same address."
_SAME_TEXT: Final = "Headline and text are the same, word for word."
CANDIDATES_MAX: Final = 6  # texts that are compared
_FAR_BEHIND: Final = 4  # a text that meets ours in so many times fewer bands than another one is not compared
_SURE: Final = 0.9  # of the shorter text: no other one is looked at
BAND_ROWS: Final = 48  # newest items that are looked at in one band: what everybody writes makes bands of thousands
TWINS_MAX: Final = 3  # items of one headline that are compared
PRUNE_CHUNK: Final = 5000  # rows
ROWS_AT_ONCE: Final = 200  # bands in one statement


class _LatestText(NamedTuple):
    text: str
    title: str
    language: str
    source: str
    source_id: int
    cluster_id: int


def find_nearest(
    fingerprint: Fingerprint,
    *,
    since: datetime,
    keys: EntryKeys | None = None,
    source: Source | None = None,
    apart_from: int = 0,
    standing: StandingOf = _no_standing,
    headline_twins: Sequence[int] = (),
) -> DuplicateMatch | None:
    """Return another source's item that tells the same story and was seen since then (naive, GMT); None when there is none.

    `keys`: an item of the same address or text is found by these alone. `source`: its own items are no matter of likeness; None looks at
    all. `apart_from`: an item's own id. `standing`: what a source says in most of its entries. `headline_twins`: items of the same headline.
    """
    own = source.pk if source is not None else 0
    if keys is not None:
        twins = find_twins([keys], source, since=since, apart_from=apart_from)
        if twins:
            return twins.get(keys.url) or twins.get(keys.content)
    counts = _candidates(fingerprint.bands, since, own, apart_from)
    counts += [(pk, 0) for pk in headline_twins if pk not in dict(counts) and pk != apart_from]
    told = _latest_texts([pk for pk, _ in counts])
    best, most = None, 0.0
    for pk, _ in counts:
        row = told.get(pk)
        if row is None or row.source_id == own:
            continue
        theirs = Fingerprint(row.title, remove_standing(row.text, standing(row.source_id)), row.language, ())
        alike = compare_texts(fingerprint, theirs)
        if not alike.same and pk in headline_twins:
            alike = compare_retold(fingerprint, theirs)
        if alike.same and alike.covered > most:
            words, most = alike.words, alike.covered
            best = DuplicateMatch(pk, round(most, 3), words, False, row.source, row.cluster_id)
            if most > _SURE:
                break
    return best


def find_twins(
    keys: Sequence[EntryKeys], source: Source | None, *, since: datetime, apart_from: int = 0
) -> dict[str, DuplicateMatch]:
    """Return other sources' items of the same text (since then) or address (of any age), by the key that they share: a few questions for
    however many entries. An address that several stories of a source bear is that of none."""
    found: dict[str, DuplicateMatch] = {}
    others = Item.objects.filter(state__in=LIVE_STATES).exclude(pk=apart_from)
    if source is not None:
        others = others.exclude(source=source)
    columns = ("pk", "source_id", "source__name", "cluster_id")
    if contents := {one.content for one in keys if one.content}:
        rows = others.filter(content_key__in=contents, seen__gte=since).order_by("-id")
        for key, pk, _, name, cluster in rows.values_list("content_key", *columns):  # the oldest one wins
            found[key] = DuplicateMatch(pk, 1.0, _SAME_TEXT, True, name, cluster or 0)
    if urls := {one.url for one in keys if one.url}:
        by_url = list(others.filter(url_key__in=urls).order_by("-id").values_list("url_key", *columns))
        further = dict(ItemKey.objects.filter(key__in=urls).exclude(source=source).values_list("item_id", "key"))
        if further:
            by_url += [(further[row[0]], *row) for row in others.filter(pk__in=further).values_list(*columns)]
        bearers = Counter((key, source_id) for key, _, source_id, *_ in by_url)
        for key, pk, source_id, name, cluster in by_url:
            if bearers[key, source_id] == 1:
                found[key] = DuplicateMatch(pk, 1.0, _SAME_ADDRESS, True, name, cluster or 0)
    return found


def find_headline_twins(keys: Sequence[EntryKeys], source: Source, *, since: datetime) -> dict[str, list[int]]:
    """Return the newest items of other sources that bear the same headline, by its key."""
    found: dict[str, list[int]] = {}
    titles = {one.title for one in keys if one.title}
    rows = Item.objects.filter(title_key__in=titles, state__in=LIVE_STATES, seen__gte=since).exclude(source=source)
    for key, pk in rows.order_by("-id").values_list("title_key", "pk")[: TWINS_MAX * max(len(titles), 1)]:
        if len(found.setdefault(key, [])) < TWINS_MAX:
            found[key].append(pk)
    return found


def _candidates(bands: Sequence[int], since: datetime, own: int, apart_from: int) -> list[tuple[int, int]]:
    """Return ids of the items that meet this text in most bands, and in how many. A bounded number of rows is read in each band."""
    if not bands:
        return []
    table = connection.ops.quote_name(Shingle._meta.db_table)
    other = "AND source_id <> %s " if own else ""
    one = f"SELECT item_id FROM (SELECT item_id FROM {table} WHERE band = %s AND seen >= %s {other}ORDER BY seen DESC LIMIT {BAND_ROWS}) AS b"
    moment = str(connection.ops.adapt_datetimefield_value(since))
    values: list[int | str] = []
    for band in bands:
        values += [band, moment, own] if own else [band, moment]
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
            f"SELECT v.item_id, v.text, i.title, i.language, s.name, s.id, i.cluster_id FROM {version} v JOIN {item} i ON i.id = v.item_id "
            f"JOIN {source} s ON s.id = i.source_id WHERE v.item_id IN ({places}) AND i.state IN ({states}) ORDER BY v.id",
            [*ids, *LIVE_STATES],
        )
        return {row[0]: _LatestText(row[1], row[2], row[3], row[4], row[5], row[6] or 0) for row in cursor.fetchall()}


def store_bands(item: Item, fingerprint: Fingerprint, *, again: bool = False) -> None:
    """Store an item's bands. `again`: in place of those it had."""
    if again:
        Shingle.objects.filter(item=item).delete()
    store_many_bands([(item, fingerprint)])


def store_many_bands(rows: Sequence[tuple[Item, Fingerprint]]) -> None:
    """Store the bands of items. Written out: a story has twenty, and the ORM takes longer to write them than the database."""
    table = connection.ops.quote_name(Shingle._meta.db_table)
    values: list[tuple[int | str, ...]] = []
    for item, fingerprint in rows:
        moment = str(connection.ops.adapt_datetimefield_value(item.seen))
        values += [(band, item.pk, item.source_id, moment) for band in fingerprint.bands]
    with connection.cursor() as cursor:
        for start in range(0, len(values), ROWS_AT_ONCE):
            some = values[start : start + ROWS_AT_ONCE]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {table} (band, item_id, source_id, seen) VALUES {places}",
                [value for row in some for value in row],
            )


def prune_bands(before: datetime, *, rounds: int = 1000) -> int:
    """Delete bands of items that were seen before then, some thousand rows at a time. Return how many were deleted.

    They are stored in the order of time, so the oldest rows are looked at until there is nothing old among them."""
    gone = 0
    for _ in range(rounds):
        oldest = list(Shingle.objects.order_by("pk").values_list("pk", "seen")[:PRUNE_CHUNK])
        ids = [pk for pk, seen in oldest if seen < before]
        if not ids:
            break
        gone += Shingle.objects.filter(pk__in=ids).delete()[0]
    return gone
