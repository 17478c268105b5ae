"""When stories are analysed: each after it was saved, and older ones a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from wirepress.core.hooks import Event, Job, PostFacts
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.seo.analysis.progress import analyse_next, is_behind
from wirepress.features.seo.analysis.store import TYPES, analyse_post

ONE: Final = "seo.analyse_story"
_EVENTS: Final = ("post.created", "post.updated", "post.published", "post.unpublished")


def queue_analysis(event: Event) -> None:
    """After a story was saved, have it analysed in the background."""
    if event.name in _EVENTS and event.data.get("type") in TYPES:
        enqueue_once(ONE, str(event.object_id), post_id=event.object_id)


def queue_imported(post: PostFacts) -> None:
    """After a document became a story, have it analysed in the background: imports tell no events."""
    if post.type in TYPES:
        enqueue_once(ONE, str(post.pk), post_id=post.pk)


def jobs() -> Sequence[Job]:
    """Return the jobs of the analysis."""
    return (
        Job(ONE, _analyse_story),
        Job("seo.analyse_older", analyse_next, every=timedelta(minutes=1), needed=is_behind),
    )


def _analyse_story(post_id: int) -> None:
    analyse_post(post_id)
