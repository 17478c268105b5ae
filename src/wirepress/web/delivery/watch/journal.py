"""What changed, in the order in which this process heard of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from wirepress.core.cache.watched import Watched
from wirepress.web.delivery.cache.entry import EVERYTHING

REMEMBERED: Final = 50_000  # tags; after that, whatever was begun before counts as changed
Change = tuple[str, str]  # kind, ref


class Journal:
    """Changes as tags. `heard` is called with the tags of each batch."""

    def __init__(self, declared: Iterable[Watched], heard: Callable[[set[str]], None]) -> None:
        self._aside = frozenset(watched.kind for watched in declared if watched.aside)
        self._heard = heard
        self.moment = 0
        self._floor = 0
        self._last: dict[str, int] = {}

    def tags_of(self, changes: Iterable[Change]) -> set[str]:
        """The tags that changes touch: the one thing, all of its kind, and everything unless the kind stands aside."""
        tags: set[str] = set()
        for kind, ref in changes:
            tags.add(kind)
            tags.add(f"{kind}:{ref}")
            if kind not in self._aside:
                tags.add(EVERYTHING)
        return tags

    def enter(self, changes: Iterable[Change]) -> None:
        """Write changes down and tell of them."""
        tags = self.tags_of(changes)
        if tags:
            self.moment += 1
            if len(self._last) + len(tags) > REMEMBERED:
                self._last.clear()
                self._floor = self.moment
            self._last.update(dict.fromkeys(tags, self.moment))
            self._heard(tags)

    def enter_unknown(self) -> None:
        """Something changed, and nobody knows what."""
        self.moment += 1
        self._floor = self.moment
        self._last.clear()
        self._heard(set())

    def holds(self, moment: int, tags: Iterable[str]) -> bool:
        """Whether none of the tags has changed since that moment."""
        return moment >= self._floor and all(self._last.get(tag, 0) <= moment for tag in tags)
