"""Analyses stored stories and keeps what was found, for lists and for the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from wirepress.content.posts.models import Post
from wirepress.features.seo.analysis.analyse import Report, analyse
from wirepress.features.seo.analysis.gather import gather_story
from wirepress.features.seo.analysis.languages.choose import choose_language
from wirepress.features.seo.analysis.models import StoryAnalysis, StoryFinding
from wirepress.features.seo.analysis.read_text import read_text
from wirepress.features.seo.links.find_targets import find_targets
from wirepress.features.seo.links.store import store_links
from wirepress.features.seo.overrides import store as overrides

VERSION: Final = 1  # of the checks: raised when a story would be judged otherwise than before
TYPES: Final = ("post", "page")


def analyse_post(post_id: int) -> Report | None:
    """Analyse a stored story and keep what was found. None: there is no such story, or none that is analysed."""
    post = Post.objects.filter(pk=post_id, type__in=TYPES).exclude(status__in=("auto-draft", "trash")).first()
    if post is None:
        StoryAnalysis.objects.filter(pk=post_id).delete()
        StoryFinding.objects.filter(post_id=post_id).delete()
        return None
    story = gather_story(post, overrides.of_post(post))
    report = analyse(story)
    targets = find_targets(read_text(story.body, choose_language(story.language, ""), story.address).links)
    with transaction.atomic():
        _store(post, report)
        store_links(post.pk, targets)
    return report


def _store(post: Post, report: Report) -> None:
    public = post.status == "publish" and not post.password
    StoryAnalysis.objects.update_or_create(
        pk=post.pk,
        defaults={
            "score": report.score,
            "headline_score": report.headline_score,
            "readability_score": report.readability_score,
            "words": report.words,
            "ease": report.ease,
            "language": report.language,
            "version": VERSION,
            "public": public,
            "analysed": datetime.now(UTC).replace(tzinfo=None),
        },
    )
    found = {check.name: check.status == "poor" for check in report.checks if check.status in ("poor", "fair")}
    StoryFinding.objects.filter(post_id=post.pk).exclude(name__in=found).delete()
    StoryFinding.objects.bulk_create(
        [StoryFinding(post_id=post.pk, name=name, poor=poor, public=public) for name, poor in sorted(found.items())],
        update_conflicts=True,
        unique_fields=["post", "name"],
        update_fields=["poor", "public"],
    )


def scores_of(post_ids: Iterable[int]) -> dict[int, StoryAnalysis]:
    """Return the stored analyses of these stories: one query."""
    return StoryAnalysis.objects.in_bulk(list(post_ids))
