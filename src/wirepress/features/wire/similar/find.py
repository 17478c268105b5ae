"""The story that is here already: the same address or text, else the text that shares most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection

from wirepress.features.wire.models import Item, Shingle, Source, Version
from wirepress.features.wire.records import Keys, Match
from wirepress.features.wire.similar.compare import Likeness, likeness
from wirepress.features.wire.similar.sketch import Fingerprint

LIVE_STATES: Final = ("filed", "queued", "attached")
CANDIDATES_MAX: Final = 8  # texts that are compared
BAND_ROWS: Final = 48  # newest items that are looked at in one band: what everybody writes makes bands of thousands
PRUNE_CHUNK: Final = 5000  # rows


def nearest(
    fingerprint: Fingerprint, *, since: datetime, keys: Keys | None = None, source: Source | None = None, apart_from: int = 0
) -> Match | None:
    """The item that tells the same story and was seen since then (naive, GMT); None when there is none.

    `keys`, `source`: another source's item of the same address or text is found by these alone. `apart_from`: an item's own id.
    """
    if keys is not None:
        twin = _twin(keys, source, since, apart_from)
        if twin is not None:
            return twin
    best: tuple[Item, Likeness] | None = None
    found = _candidates(fingerprint.bands, since, apart_from)
    if not found:
        return None
    items = {item.pk: item for item in Item.objects.filter(pk__in=found, state__in=LIVE_STATES).select_related("source")}
    texts = _texts(list(items))
    for pk in found:
        item = items.get(pk)
        if item is None:
            continue
        alike = likeness(fingerprint, Fingerprint(item.title, texts.get(pk, ""), item.language, ()))
        if alike.same and (best is None or alike.covered > best[1].covered):
            best = (item, alike)
            if alike.covered > 0.95:
                break
    return None if best is None else _match(best[0], best[1].covered, best[1].words, exact=False)


def _match(item: Item, share: float, words: str, *, exact: bool) -> Match:
    return Match(item.pk, round(share, 3), words, exact, item.source.name, item.cluster_id or 0)


def _twin(keys: Keys, source: Source | None, since: datetime, apart_from: int) -> Match | None:
    for field, key, words in (
        ("url_key", keys.url, "Both have the same address."), ("content_key", keys.content, "Headline and text are the same, word for word."),
    ):  # fmt: skip
        if not key:
            continue
        rows = Item.objects.filter(**{field: key}, state__in=LIVE_STATES, seen__gte=since).exclude(pk=apart_from)
        if source is not None:
            rows = rows.exclude(source=source)
        item = rows.select_related("source").order_by("id").first()
        if item is not None:
            return _match(item, 1.0, words, exact=True)
    return None


def _candidates(bands: Sequence[int], since: datetime, apart_from: int) -> list[int]:
    """Ids of the items that meet this text in most bands. A bounded number of rows is read in each band."""
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
    return [pk for pk, _ in counts.most_common(CANDIDATES_MAX)]


def _texts(ids: list[int]) -> dict[int, str]:
    """The latest text of each item."""
    rows = Version.objects.filter(item_id__in=ids).order_by("id").values_list("item_id", "text")
    return dict(rows)


def remember(item: Item, fingerprint: Fingerprint) -> None:
    """Keep an item's bands, in place of those it had."""
    Shingle.objects.filter(item=item).delete()
    Shingle.objects.bulk_create([Shingle(band=band, item=item, seen=item.seen) for band in fingerprint.bands])


def prune(before: datetime, *, rounds: int = 1000) -> int:
    """Forget bands of items that were seen before then, some thousand rows at a time. Answers how many went."""
    gone = 0
    for _ in range(rounds):
        ids = list(Shingle.objects.filter(seen__lt=before).order_by("seen").values_list("pk", flat=True)[:PRUNE_CHUNK])
        if not ids:
            break
        gone += Shingle.objects.filter(pk__in=ids).delete()[0]
    return gone
