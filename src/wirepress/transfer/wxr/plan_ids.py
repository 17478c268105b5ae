"""Which id every item gets here: its old one where that is free, the one it has here already, else a new one.

An item that is here already is found by its guid, or by the mark that an earlier import left. Nothing is written.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max
from pyroaring import BitMap64

from wirepress.content.posts.models import Post, PostMeta
from wirepress.transfer.clean_values import clean_date, clean_id
from wirepress.transfer.wxr.identity import MARK, guid_forms, item_mark, plain_guid
from wirepress.transfer.wxr.read.records import Item

NEW = 0  # a target that is given out when all items are known
SKIPPED = -1  # the same item again, and older


@dataclass(slots=True)
class IdPlan:
    """`targets`: id here of every item, by its place; `moved`: old id -> id here, where they differ; `known`: old ids of the files."""

    targets: array[int] = field(default_factory=lambda: array("q"))
    moved: dict[int, int] = field(default_factory=dict)
    known: BitMap64 = field(default_factory=BitMap64)
    marks: dict[int, str] = field(default_factory=dict)  # place -> mark, of those that need one
    present: BitMap64 = field(default_factory=BitMap64)  # ids here that the files are about, and were here before
    highest: int = 0
    _old: array[int] = field(default_factory=lambda: array("q"))
    _taken: BitMap64 = field(default_factory=BitMap64)
    _places: dict[int, int] = field(default_factory=dict)  # id -> place, of items that may come again
    _dates: array[int] = field(default_factory=lambda: array("q"))  # when each was changed, as digits
    _guids: set[int] = field(default_factory=set)

    def add_items(self, items: Sequence[Item], site: str) -> None:
        """Give ids to the next items."""
        if not items:
            return
        here = _find_posts(items)
        by_mark = _find_marks(items, site)
        for item in items:
            self._add_item(item, site, here, by_mark)

    def _add_item(self, item: Item, site: str, here: _Present, by_mark: Mapping[str, int]) -> None:
        place = len(self.targets)
        old = clean_id(item.fields.get("wp:post_id"))
        guid = plain_guid(item.fields.get("guid", ""))
        kind = item.fields.get("wp:post_type", "").strip() or "post"
        self.highest = max(self.highest, old)
        own = hash((guid, kind))
        shared = not guid or own in self._guids
        again = old > 0 and old in self.known
        if again and shared and guid:
            first = self._places.get(old)
            if first is not None:  # parts of an export that overlap: the newer one counts
                self._add_again(item, old, first)
                return
        self._guids.add(own)
        mark = by_mark.get(item_mark(item, site), NEW) if by_mark else NEW
        if mark:
            target = mark
        elif old and here.guids.get(old) == guid and old not in self._taken and (guid or here.types.get(old) == kind):
            target = old
        elif guid and not shared and (guid, kind) in here.by_guid and here.by_guid[guid, kind] not in self._taken:
            target = here.by_guid[guid, kind]
        elif old and old not in here.guids and old not in self._taken and not again:
            target = old
        else:
            target = NEW
        if target == NEW or (target != old) or not guid:
            self.marks[place] = item_mark(item, site)
        if target in here.guids or mark:
            self.present.add(target)
        if old and not again:
            self.known.add(old)
            self._places[old] = place
            if target not in (NEW, old):
                self.moved[old] = target
        if target:
            self._taken.add(target)
        self.targets.append(target)
        self._old.append(old if not again else 0)
        self._dates.append(_changed(item))

    def _add_again(self, item: Item, old: int, first: int) -> None:
        """Take the newer of two versions of an item, wherever it stands."""
        changed = _changed(item)
        if changed > self._dates[first]:
            self.targets.append(self.targets[first])
            self.targets[first] = SKIPPED
            self._places[old] = len(self.targets) - 1
            if first in self.marks:
                self.marks[len(self.targets) - 1] = self.marks.pop(first)
            self._old.append(self._old[first])
        else:
            self.targets.append(SKIPPED)
            self._old.append(0)
        self._dates.append(changed)

    def finish(self, floor: int) -> None:
        """Give new ids, beyond those of the files, of the site, and `floor`."""
        highest = Post.objects.aggregate(highest=Max("id"))["highest"] or 0
        following = max(highest, self.highest, floor) + 1
        for place, target in enumerate(self.targets):
            if target == NEW:
                self.targets[place] = following
                old = self._old[place]
                if old:
                    self.moved[old] = following
                following += 1
        self.highest = following - 1
        self._places, self._guids = {}, set()
        self._dates, self._old = array("q"), array("q")

    def map_id(self, old: int) -> int:
        """Return the id here of an item of the files; one that is none of theirs stays as it is."""
        return self.moved.get(old, old)


def _changed(item: Item) -> int:
    fields = item.fields
    found = clean_date(fields.get("wp:post_modified")) or clean_date(fields.get("wp:post_date"))
    return int(found.strftime("%Y%m%d%H%M%S")) if found else 0


@dataclass(frozen=True, slots=True)
class _Present:
    guids: dict[int, str]  # id -> plain guid
    types: dict[int, str]
    by_guid: dict[tuple[str, str], int]


def _find_posts(items: Sequence[Item]) -> _Present:
    """Return the posts here that have an id or a guid of the items."""
    ids = {clean_id(item.fields.get("wp:post_id")) for item in items}
    guids = sorted({form for item in items for form in guid_forms(item.fields.get("guid", "")) if form})
    found = _Present({}, {}, {})
    if not Post.objects.exists():
        return found
    rows: list[tuple[int, str, str]] = list(Post.objects.filter(id__in=ids).values_list("id", "guid", "type"))
    for some in _in_chunks(guids):
        rows += Post.objects.filter(guid__in=some).exclude(type="revision").values_list("id", "guid", "type")
    for number, guid, kind in sorted(set(rows), reverse=True):
        found.guids[number] = plain_guid(guid)
        found.types[number] = kind
        found.by_guid[plain_guid(guid), kind] = number  # of several the oldest
    return found


def _find_marks(items: Sequence[Item], site: str) -> dict[str, int]:
    marks = sorted({item_mark(item, site) for item in items}) if _any_marks() else []
    found: dict[str, int] = {}
    for some in _in_chunks(marks):
        found.update(PostMeta.objects.filter(key__in=some).values_list("key", "post_id"))
    return found


def _any_marks() -> bool:
    return PostMeta.objects.filter(key__gte=MARK, key__lt=f"{MARK}~").exists()


def earlier_ids(site: str) -> dict[int, int]:
    """Return old id -> id here, of items of a site that earlier imports could not leave their ids."""
    rows = PostMeta.objects.filter(key__gte=MARK, key__lt=f"{MARK}~").values_list("value", "post_id")
    found = {}
    for value, post_id in rows.iterator(chunk_size=5000):
        name, _, old = str(value).rpartition("#")
        if name == site and old.isdigit():
            found[int(old)] = post_id
    return found


def _in_chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + 500] for at in range(0, len(values), 500))
