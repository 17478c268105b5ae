"""Takes over what an imported site has counted, without keeping an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, Final

from django.db import transaction

from wirepress.content.posts.models import PostMeta
from wirepress.core.contract.json_value import JSON
from wirepress.features.engagement.models import ReactionCount, ReaderReaction
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.reader import imported_name

COUNT_KEYS: Final = {f"twp_be_react_{number}": number for number in NUMBERS}
ADDRESS_KEYS: Final = {f"twp_be_ip_address_react_{number}": number for number in NUMBERS}
_CHUNK: Final = 500  # posts in one transaction
_LIMIT: Final = 2**53
_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]{1,16})")


def adopt_meta() -> int:
    """Moves the plugin's counts and addresses out of the posts' meta into the feature's tables; answers how many posts.

    Addresses become hashes, the meta rows are deleted. May be run again after another import: only what has changed since
    the last one is added.
    """
    keys = [*COUNT_KEYS, *ADDRESS_KEYS]
    ids = list(PostMeta.objects.filter(key__in=keys).order_by("post_id").values_list("post_id", flat=True).distinct())
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        with transaction.atomic():
            rows = PostMeta.objects.filter(post_id__in=chunk, key__in=keys).order_by("id")
            _adopt_rows(rows)
            rows.order_by().delete()
    return len(ids)


def _adopt_rows(rows: Iterable[PostMeta]) -> None:
    counts: dict[int, dict[int, int]] = {}
    readers: dict[int, dict[str, int]] = {}
    for row in rows:
        if row.key in COUNT_KEYS:
            counts.setdefault(row.post_id, {}).setdefault(COUNT_KEYS[row.key], _whole(row.value))
        else:
            for address in _addresses(row.value):
                readers.setdefault(row.post_id, {}).setdefault(imported_name(address), ADDRESS_KEYS[row.key])
    for post_id in readers:
        counts.setdefault(post_id, {})
    first = adopt_counts(counts, frozenset(readers))
    names = [
        ReaderReaction(post_id=post_id, reader=name, reaction=number)
        for post_id, known in readers.items()
        if post_id in first
        for name, number in known.items()
    ]
    ReaderReaction.objects.bulk_create(names, ignore_conflicts=True, batch_size=_CHUNK)


def adopt_counts(counts: Mapping[int, Mapping[int, int]], needed: Set[int] = frozenset()) -> set[int]:
    """Adds imported counts (post -> reaction -> count) to the counters: the first time all of them, later what they grew
    or shrank by, so that what readers have left here since is kept. Posts without any reaction get no counters unless
    they are `needed`. Answers the posts that had no counters before."""
    kept: dict[int, dict[int, ReactionCount]] = {}
    with transaction.atomic():
        rows = ReactionCount.objects.select_for_update().filter(post_id__in=list(counts))
        for known in rows.order_by("post_id", "reaction"):
            kept.setdefault(known.post_id, {})[known.reaction] = known
        new: list[ReactionCount] = []
        changed: list[ReactionCount] = []
        for post_id, given in counts.items():
            mine = kept.get(post_id, {})
            if not mine and not any(given.values()) and post_id not in needed:
                continue
            for number in NUMBERS:
                count, row = given.get(number, 0), mine.get(number)
                if row is None:
                    new.append(ReactionCount(post_id=post_id, reaction=number, count=count, imported=count))
                elif number in given and row.imported != count:
                    row.count, row.imported = row.count + count - row.imported, count
                    changed.append(row)
        ReactionCount.objects.bulk_create(new, ignore_conflicts=True, batch_size=_CHUNK)
        ReactionCount.objects.bulk_update(changed, ["count", "imported"], batch_size=_CHUNK)
    return set(counts) - set(kept)


def meta_of_posts(post_ids: Sequence[int]) -> list[tuple[int, str, JSON]]:
    """Return the counts of these posts as the plugin's meta. Who left them stays here: the plugin would keep addresses."""
    keys = {number: key for key, number in COUNT_KEYS.items()}
    rows = ReactionCount.objects.filter(post_id__in=post_ids).order_by("post_id", "reaction")
    return [(row.post_id, keys[row.reaction], str(row.count)) for row in rows if row.reaction in keys]


def _whole(value: Any) -> int:
    """A stored count as a number; what is none is 0."""
    if isinstance(value, bool | int | float):
        return int(value) if abs(value) < _LIMIT else 0
    found = _NUMBER.match(value) if isinstance(value, str) else None
    return int(found[1]) if found else 0


def _addresses(value: Any) -> list[str]:
    """The addresses of a stored PHP array, holes or not."""
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [item for item in values if isinstance(item, str) and item.strip()]
