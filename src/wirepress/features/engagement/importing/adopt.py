"""Takes over what an imported site has counted, without keeping an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.contract.json_value import JSON
from wirepress.features.engagement.likes.kinds import DISLIKE, LIKE
from wirepress.features.engagement.models import DailyViews, PostCount
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.reader import imported_name
from wirepress.features.engagement.tally import VIEWS
from wirepress.features.engagement.votes.ballot import Ballot
from wirepress.features.engagement.votes.ballots import LIKES, REACTIONS

# The plugin's meta keys: which number of which ballot.
COUNT_KEYS: Final = {
    **{f"twp_be_react_{number}": (REACTIONS, number) for number in NUMBERS},
    "twp_be_like_count": (LIKES, LIKE),
    "twp_be_dislike_like_count": (LIKES, DISLIKE),
}
ADDRESS_KEYS: Final = {
    **{f"twp_be_ip_address_react_{number}": (REACTIONS, number) for number in NUMBERS},
    "twp_be_ip_address_lists_like": (LIKES, LIKE),
    "twp_be_ip_address_lists_dislike": (LIKES, DISLIKE),
}
VIEWS_KEY: Final = "twp_be_post_views_count"
DAYS_OPTION: Final = "twp_visited_date"
_CHUNK: Final = 500  # posts in one transaction
_LIMIT: Final = 2**53
_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]{1,16})")


def adopt_meta() -> int:
    """Move the plugin's counts and addresses out of the posts' meta into the feature's tables; return how many posts.

    Addresses become hashes, the meta rows are deleted. May be run again after another import: only what has changed since
    the last one is added.
    """
    keys = [*COUNT_KEYS, *ADDRESS_KEYS, VIEWS_KEY]
    ids = list(PostMeta.objects.filter(key__in=keys).order_by("post_id").values_list("post_id", flat=True).distinct())
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        with transaction.atomic():
            rows = PostMeta.objects.filter(post_id__in=chunk, key__in=keys).order_by("id")
            _adopt_rows(list(rows))
            rows.order_by().delete()
    return len(ids)


def _adopt_rows(rows: Iterable[PostMeta]) -> None:
    counts: dict[str, dict[int, dict[int, int]]] = {REACTIONS.name: {}, LIKES.name: {}}
    readers: dict[str, dict[int, dict[str, int]]] = {REACTIONS.name: {}, LIKES.name: {}}
    views: dict[int, int] = {}
    for row in rows:
        if row.key == VIEWS_KEY:
            views.setdefault(row.post_id, _whole(row.value))
        elif row.key in COUNT_KEYS:
            ballot, number = COUNT_KEYS[row.key]
            counts[ballot.name].setdefault(row.post_id, {}).setdefault(number, _whole(row.value))
        else:
            ballot, number = ADDRESS_KEYS[row.key]
            for address in _addresses(row.value):
                readers[ballot.name].setdefault(row.post_id, {}).setdefault(imported_name(address), number)
    for ballot in (REACTIONS, LIKES):
        _adopt_votes(ballot, counts[ballot.name], readers[ballot.name])
    adopt_views(views)


def _adopt_votes(ballot: Ballot, counts: dict[int, dict[int, int]], readers: Mapping[int, Mapping[str, int]]) -> None:
    for post_id in readers:
        counts.setdefault(post_id, {})
    first = adopt_counts(counts, frozenset(readers), ballot)
    names = [
        ballot.readers(**{"post_id": post_id, "reader": name, ballot.choice: number})
        for post_id, known in readers.items()
        if post_id in first
        for name, number in known.items()
    ]
    ballot.readers._default_manager.bulk_create(names, ignore_conflicts=True, batch_size=_CHUNK)


def adopt_counts(
    counts: Mapping[int, Mapping[int, int]], needed: Set[int] = frozenset(), ballot: Ballot = REACTIONS
) -> set[int]:
    """Add imported counts (post -> choice -> count) to the counters: the first time all of them, later what they grew
    or shrank by, so that what readers have left here since is kept. Posts without any vote get no counters unless
    they are `needed`. Return the posts that had no counters before."""
    kept: dict[int, dict[int, Any]] = {}
    with transaction.atomic():
        rows: Any = ballot.counts._default_manager.select_for_update().filter(post_id__in=list(counts))
        for known in rows.order_by("post_id", ballot.choice):
            kept.setdefault(known.post_id, {})[getattr(known, ballot.choice)] = known
        new: list[Model] = []
        changed: list[Model] = []
        for post_id, given in counts.items():
            mine = kept.get(post_id, {})
            if not mine and not any(given.values()) and post_id not in needed:
                continue
            for number in ballot.choices:
                count, row = given.get(number, 0), mine.get(number)
                if row is None:
                    values = {"post_id": post_id, ballot.choice: number, "count": count, "imported": count}
                    new.append(ballot.counts(**values))
                elif number in given and row.imported != count:
                    row.count, row.imported = row.count + count - row.imported, count
                    changed.append(row)
        ballot.counts._default_manager.bulk_create(new, ignore_conflicts=True, batch_size=_CHUNK)
        ballot.counts._default_manager.bulk_update(changed, ["count", "imported"], batch_size=_CHUNK)
    return set(counts) - set(kept)


def adopt_views(views: Mapping[int, int]) -> None:
    """Add imported views (post -> how often it was read) to the counters: the first time all of them, later what they grew by."""
    with transaction.atomic():
        rows = PostCount.objects.select_for_update().filter(post_id__in=list(views), name=VIEWS).order_by("post_id")
        kept = {row.post_id: row for row in rows}
        new = [
            PostCount(post_id=post_id, name=VIEWS, count=count, imported=count)
            for post_id, count in views.items()
            if post_id not in kept and count > 0
        ]
        changed = []
        for post_id, row in kept.items():
            if row.imported != views[post_id]:
                row.count, row.imported = max(row.count + views[post_id] - row.imported, 0), views[post_id]
                changed.append(row)
        PostCount.objects.bulk_create(new, ignore_conflicts=True, batch_size=_CHUNK)
        PostCount.objects.bulk_update(changed, ["count", "imported"], batch_size=_CHUNK)


def adopt_days() -> int:
    """Take the plugin's views by day over, and return how many days of stories; those that are here already are left as they are."""
    found = {(post, day): count for post, day, count in _days(store.get(DAYS_OPTION, None)) if count > 0}
    known = set(Post.objects.filter(pk__in={post for post, _ in found}).values_list("pk", flat=True))
    rows = [DailyViews(post_id=post, day=day, count=count) for (post, day), count in found.items() if post in known]
    DailyViews.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_CHUNK)
    return len(rows)


def _days(value: Any) -> Iterator[tuple[int, date, int]]:
    """Yield post, day and count of the option {"Y-m-d": [{post_id, twp_be_post_visited}]}; what is something else is passed over."""
    for text, entries in value.items() if isinstance(value, dict) else ():
        try:
            day = date.fromisoformat(str(text))
        except ValueError:
            continue
        listed = entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ()
        for entry in listed:
            if isinstance(entry, dict):
                yield _whole(entry.get("post_id")), day, _whole(entry.get("twp_be_post_visited"))


def meta_of_posts(post_ids: Sequence[int]) -> list[tuple[int, str, JSON]]:
    """Return the counts of these posts as the plugin's meta. Who left them stays here: the plugin would keep addresses."""
    found: list[tuple[int, str, JSON]] = []
    for key, (ballot, number) in COUNT_KEYS.items():
        rows = ballot.counts._default_manager.filter(**{"post_id__in": post_ids, ballot.choice: number})
        found += [(post_id, key, str(count)) for post_id, count in rows.values_list("post_id", "count")]
    views = PostCount.objects.filter(post_id__in=post_ids, name=VIEWS)
    found += [(post_id, VIEWS_KEY, str(count)) for post_id, count in views.values_list("post_id", "count")]
    order = {key: place for place, key in enumerate((*COUNT_KEYS, VIEWS_KEY))}
    return sorted(found, key=lambda row: (row[0], order[row[1]]))


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
