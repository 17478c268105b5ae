"""Stores which stories a story links to, and lists those that stand alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from wirepress.content.posts.models import Post
from wirepress.features.seo.links.models import StoryLink


def store_links(post_id: int, targets: Iterable[int]) -> None:
    """Store where a story links to, in the place of what was stored. Inside a transaction of the caller's."""
    wanted = {target for target in targets if target != post_id}
    there = set(StoryLink.objects.filter(source_id=post_id).values_list("target_id", flat=True))
    if gone := there - wanted:
        StoryLink.objects.filter(source_id=post_id, target_id__in=gone).delete()
    rows = [StoryLink(source_id=post_id, target_id=target) for target in sorted(wanted - there)]
    StoryLink.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def public_stories() -> QuerySet[Post]:
    """Return all public stories, the newest first."""
    return Post.objects.filter(type="post", status="publish", password="").order_by("-date", "-id")


def orphaned() -> QuerySet[Post]:
    """Return public stories that no other links to."""
    return public_stories().filter(~Exists(StoryLink.objects.filter(target=OuterRef("pk"))))


def dead_ended() -> QuerySet[Post]:
    """Return public stories that link to no other."""
    return public_stories().filter(~Exists(StoryLink.objects.filter(source=OuterRef("pk"))))


def count_links(post_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return how many stories link to each of these, and to how many each links: two queries."""
    numbers = list(post_ids)
    inward = dict(StoryLink.objects.filter(target_id__in=numbers).values_list("target_id").annotate(Count("pk")))
    outward = dict(StoryLink.objects.filter(source_id__in=numbers).values_list("source_id").annotate(Count("pk")))
    return {number: (inward.get(number, 0), outward.get(number, 0)) for number in numbers}
