"""What each source says in most of its entries, as it is kept with the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wirepress.features.wire.dedupe.standing_text import SAMPLE, STORIES_MIN, Standing, StandingRuns, find_standing
from wirepress.features.wire.models import Source, Version

FEW: Final = 20  # entries of a document; with fewer, earlier stories of the source are read too
_CUT: Final = 12_000  # characters of a story that are read


@dataclass(frozen=True, slots=True)
class SeenStory:
    """A story of a document. `keys`: of its identifier, address and headline."""

    title: str
    text: str
    keys: tuple[str, ...] = ()


class StandingTexts:
    """Of one look: those of other sources are read when they are first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.runs = StandingRuns.from_json(source.standing)
        self._of: dict[int, Standing] = {}

    @property
    def own(self) -> Standing:
        """Return what the source itself says in most of its entries: it tells none of them apart."""
        return self.runs.most

    @property
    def wide(self) -> Standing:
        """Return what the source itself says so often that it is left out where its stories are compared with those of others."""
        return self.runs.often

    def of(self, source_id: int) -> Standing:
        """Return what another source says so often."""
        if source_id not in self._of:
            kept = Source.objects.filter(pk=source_id).values_list("standing", flat=True).first()
            self._of[source_id] = StandingRuns.from_json(kept or ()).often
        return self._of[source_id]

    def learn(self, stories: Sequence[SeenStory]) -> bool:
        """Find out from the stories of a document, and from earlier ones where these are few. Return whether anything is new.

        Versions of one story are one story: what they share is the story itself."""
        told = [(one.title, one.text) for one in stories[:SAMPLE]]
        if len(told) < FEW and self._source.pk:
            told += self._earlier(stories)
        if len(told) < STORIES_MIN:
            return False
        found = find_standing(told)
        if found.often <= self.wide and found.most <= self.own:
            return False
        self.runs = found.joined(self.runs)
        self._source.standing = self.runs.as_json()
        return True

    def _earlier(self, stories: Sequence[SeenStory]) -> list[tuple[str, str]]:
        """Return headline and text of the source's latest other stories."""
        keys = {key for one in stories for key in one.keys if key}
        rows = Version.objects.filter(item__source=self._source).order_by("-id")
        rows = rows.exclude(item__guid_key__in=keys).exclude(item__url_key__in=keys).exclude(item__title_key__in=keys)
        latest: dict[int, tuple[str, str]] = {}
        for item, title, text in rows.values_list("item_id", "title", "text")[: 2 * FEW]:
            latest.setdefault(item, (title, text[:_CUT]))
        return list(latest.values())[:FEW]
