"""The category of popular stories: put in and taken out by how much a story is read. What an editor did by hand stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.content.posts import rows
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermPost
from wirepress.features.analytics.popular import settings
from wirepress.features.analytics.popular.rank import count_views, public_stories

MARK: Final = "_wirepress_popular"  # of a story that was put in here: the number of the category
LOOKED_AT: Final = 2000  # stories above the threshold that are looked at
CHUNK: Final = 500
REFUSED: Final = "_wirepress_popular_refused"  # of one that an editor took out again


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """What one look at the numbers did: stories put in and taken out."""

    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


def keep_category(now: datetime | None = None) -> CategoryChange:
    """Put stories that are read much into the category, and take out those that no longer are."""
    chosen = settings.read()
    if not chosen.category or not Term.objects.filter(pk=chosen.category, taxonomy="category").exists():
        return CategoryChange()
    with transaction.atomic():
        lock_name("popular category")
        return _keep(chosen, now)


def _keep(chosen: settings.PopularSettings, now: datetime | None) -> CategoryChange:
    term = chosen.category
    inside = set(TermPost.objects.filter(term_id=term).values_list("post_id", flat=True))
    ours = _marked(MARK, term)
    _note_refusals(ours - inside, term)
    ours &= inside
    refused = set() if chosen.by_hand else _marked(REFUSED, term)
    views = count_views(chosen.category_window, now, most=None)
    ranked = [number for number, count in views.items() if count >= chosen.add_at and number not in refused][:LOOKED_AT]
    public = public_stories(ranked)
    wanted = [number for number in ranked if number in public][: chosen.most]
    may_go = inside if chosen.by_hand else ours
    removed = [number for number in sorted(may_go) if views.get(number, 0) < chosen.remove_below]
    room = max(chosen.most - len(ours - set(removed)), 0)
    added = [number for number in wanted if number not in inside][:room]
    _take_out(removed, term)
    _put_in(added, term)
    return CategoryChange(tuple(added), tuple(removed))


def _marked(key: str, term: int) -> set[int]:
    return {row.post_id for row in PostMeta.objects.filter(key=key) if str(row.value) == str(term)}


def _note_refusals(taken_out: Iterable[int], term: int) -> None:
    """An editor took these out again: they stay out."""
    for number in taken_out:
        PostMeta.objects.filter(post_id=number, key=MARK).delete()
        set_meta(Post(pk=number), REFUSED, term)


def _put_in(numbers: Iterable[int], term: int) -> None:
    for number in numbers:
        TermPost.objects.get_or_create(post_id=number, term_id=term)
        set_meta(Post(pk=number), MARK, term)
        PostMeta.objects.filter(post_id=number, key=REFUSED).delete()
        rows.forget_related(Post(pk=number))
    totals.count_terms([term])


def _take_out(numbers: Iterable[int], term: int) -> None:
    gone = list(numbers)
    for start in range(0, len(gone), CHUNK):
        part = gone[start : start + CHUNK]
        TermPost.objects.filter(post_id__in=part, term_id=term).delete()
        PostMeta.objects.filter(post_id__in=part, key=MARK).delete()
    totals.count_terms([term])
