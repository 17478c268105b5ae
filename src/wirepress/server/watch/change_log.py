"""Changes in the order in which this process heard of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from wirepress.core.cache.watched import Watched
from wirepress.server.cache.entry import EVERYTHING

REMEMBERED: Final = 50_000  # tags; after that, whatever was begun before counts as changed
_NEVER: Final = (0, 0)
Change = tuple[str, str]  # kind, ref


class ChangeLog:
    """Changes as tags. `heard` is called with the tags of each batch."""

    def __init__(self, declared: Iterable[Watched], heard: Callable[[set[str]], None]) -> None:
        self.aside = frozenset(watched.kind for watched in declared if watched.aside)
        self._heard = heard
        self.moment = 0
        self._floor = 0
        self._last: dict[str, tuple[int, int]] = {}  # tag -> moment, place
        self._place = self._place_floor = 0  # the last place that was told of; up to where nothing is known

    def tags_of(self, changes: Iterable[Change]) -> set[str]:
        """Return the tags that changes touch: the one object, all of its kind, and everything unless the kind stands aside."""
        tags: set[str] = set()
        for kind, ref in changes:
            tags.add(kind)
            tags.add(f"{kind}:{ref}")
            if kind not in self.aside:
                tags.add(EVERYTHING)
        return tags

    def record(self, changes: Iterable[Change], place: int = 0) -> None:
        """Record changes and tell of them. `place`: where the last of them stands in the database (see Watch.place); 0 for a change
        that no database has told, such as an hour that came."""
        tags = self.tags_of(changes)
        if tags:
            self.moment += 1
            self._place = max(self._place, place)
            if len(self._last) + len(tags) > REMEMBERED:
                self._last.clear()
                self._floor, self._place_floor = self.moment, self._place
            place = place or max((self._last[tag][1] for tag in tags if tag in self._last), default=0)
            self._last.update(dict.fromkeys(tags, (self.moment, place)))
            self._heard(tags)

    def record_unknown(self, place: int) -> None:
        """Record that something unknown changed up to that place."""
        self.moment += 1
        self._floor = self.moment
        self._place = self._place_floor = max(place, self._place)
        self._last.clear()
        self._heard(set())

    def set_start(self, place: int) -> None:
        """Set the place of the last change before this process began to listen."""
        self._place = self._place_floor = place

    def is_unchanged_since(self, moment: int, tags: Iterable[str]) -> bool:
        """Return whether none of the tags has changed since that moment."""
        return moment >= self._floor and all(self._last.get(tag, _NEVER)[0] <= moment for tag in tags)

    def is_unchanged_behind(self, place: int, tags: Iterable[str]) -> bool:
        """Return whether none of the tags has changed behind that place, in whatever process it was noted."""
        return place >= self._place_floor and all(self._last.get(tag, _NEVER)[1] <= place for tag in tags)
