"""Counts views of stories: those of many readers go into one transaction, and one reader's reloads are one view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.content.options import site
from wirepress.features.engagement import settings
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.tally import VIEWS, add_together, read_counts
from wirepress.features.engagement.views.recent import RECENT
from wirepress.features.engagement.votes.published import published


@dataclass(frozen=True, slots=True)
class View:
    """One story that one reader opened."""

    post_id: int
    reader: Reader


def count_views(views: Sequence[View]) -> list[int | None]:
    """Count views in one transaction; how often each story was read by then, None where no published post has that id or views
    are not counted on this site."""
    if not settings.read().views:
        return [None] * len(views)
    public = published({view.post_id for view in views})
    new = [view for view in views if view.post_id in public and RECENT.is_new(view.post_id, view.reader.name)]
    if new:
        try:
            add_together([(view.post_id, VIEWS) for view in new], day=site.to_local(site.now_gmt()).date())
        except Exception:
            for view in new:
                RECENT.forget(view.post_id, view.reader.name)
            raise
    found = read_views(sorted(public))
    return [found[view.post_id] if view.post_id in public else None for view in views]


def read_views(post_ids: Sequence[int]) -> dict[int, int]:
    """Return how often posts were read, each present."""
    return {post_id: abs(found.get(VIEWS, 0)) for post_id, found in read_counts(post_ids, VIEWS).items()}
