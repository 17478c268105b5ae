"""How far the analysis of old stories has come: from the newest to the oldest, a batch at a time."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Max

from wirepress.content.posts.models import Post
from wirepress.features.seo.analysis.models import AnalysisProgress, StoryAnalysis
from wirepress.features.seo.analysis.store import TYPES, VERSION, analyse_post

BATCH: Final = 200  # stories that one run of the job takes


def analyse_next(limit: int = BATCH) -> int:
    """Analyse the next older stories that have no analysis by these checks; return how many. May be stopped anywhere and goes on there."""
    below = _below()
    numbers = list(
        Post.objects.filter(pk__lt=below, type__in=TYPES)
        .exclude(status__in=("auto-draft", "trash"))
        .order_by("-pk")
        .values_list("pk", flat=True)[:limit]
    )
    known = set(StoryAnalysis.objects.filter(pk__in=numbers, version=VERSION).values_list("pk", flat=True))
    for number in numbers:
        if number not in known:
            analyse_post(number)
    AnalysisProgress.objects.filter(pk=1).update(below=numbers[-1] if len(numbers) == limit else 0)
    return len(numbers) - len(known)


def is_behind() -> bool:
    """Return whether there are stories that the analysis has not come to yet. One row is read."""
    row = AnalysisProgress.objects.filter(pk=1).first()
    return row is None or row.version != VERSION or row.below > 0


def start_again() -> None:
    """Go through all stories once more: many came at once."""
    with transaction.atomic():
        newest = Post.objects.aggregate(newest=Max("pk"))["newest"] or 0
        AnalysisProgress.objects.update_or_create(pk=1, defaults={"version": VERSION, "below": newest + 1})


def _below() -> int:
    row = AnalysisProgress.objects.filter(pk=1).first()
    if row is None or row.version != VERSION:
        start_again()
        row = AnalysisProgress.objects.get(pk=1)
    return row.below
