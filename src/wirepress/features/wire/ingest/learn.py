"""What a look learns of stories that are known: how their source calls them now."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.features.wire.dedupe.known_items import Recognition, SeenEntry
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.models import Item, ItemKey, Source

Known = Sequence[tuple[SeenEntry, Recognition]]


def learn_keys(source: Source, moved: Known) -> None:
    """Keep the new identifiers and addresses of known stories; what they were called before still finds them."""
    rows: list[ItemKey] = []
    items: list[Item] = []
    for one, answer in moved:
        item = answer.item
        if item is None:
            continue
        keys = dict.fromkeys(answer.learn)
        if one.keys.url in keys and item.url_key != one.keys.url:
            keys |= {item.url_key: None} if item.url_key else {}
            item.url_key, item.url = one.keys.url, canonical_url(one.entry.url) or item.url
            items.append(item)
        rows += [ItemKey(source=source, item=item, key=key) for key in keys]
    ItemKey.objects.bulk_create(rows, ignore_conflicts=True)
    Item.objects.bulk_update(items, ["url_key", "url"], batch_size=100)


def fill_keys(known: Known) -> None:
    """Keep the keys of stories that were stored before there were such keys."""
    items: list[Item] = []
    for one, answer in known:
        if answer.item is not None and one.keys.details:
            answer.item.details_key, answer.item.title_key = one.keys.details, answer.item.title_key or one.keys.title
            items.append(answer.item)
    Item.objects.bulk_update(items, ["details_key", "title_key"], batch_size=100)
