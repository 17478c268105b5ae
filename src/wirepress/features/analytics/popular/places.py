"""Which stories have a list in their text: noted when a story is saved, so that its documents follow the list."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from wirepress.content.posts.models import Post
from wirepress.core.hooks import Event
from wirepress.features.analytics.popular.markup import MARKS
from wirepress.features.analytics.popular.models import PopularPlace

_WRITTEN: Final = ("post.created", "post.updated", "post.published")


def hear(event: Event) -> None:
    """Note a story that shows a list; forget one that does not any more, or is gone."""
    if event.name == "post.deleted":
        PopularPlace.objects.filter(pk=event.object_id).delete()
    elif event.name in _WRITTEN:
        content = Post.objects.filter(pk=event.object_id).values_list("content", flat=True).first() or ""
        note(event.object_id, any(mark in content for mark in MARKS))


def note(post_id: int, shows: bool) -> None:
    """Note whether a story shows a list."""
    if shows:
        PopularPlace.objects.get_or_create(post_id=post_id)
    elif PopularPlace.objects.filter(pk=post_id).exists():
        PopularPlace.objects.filter(pk=post_id).delete()


def note_all() -> int:
    """Look through all stories, as after an import. Return how many show a list."""
    found = reduce(or_, (Q(content__contains=mark) for mark in MARKS))
    numbers = set(Post.objects.filter(found).exclude(type="revision").values_list("pk", flat=True))
    PopularPlace.objects.exclude(pk__in=numbers).delete()
    PopularPlace.objects.bulk_create(
        [PopularPlace(post_id=number) for number in sorted(numbers)], ignore_conflicts=True
    )
    return len(numbers)
