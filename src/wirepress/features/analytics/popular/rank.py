"""Which stories are read most: computed by a job, written where it has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.popular.models import PopularPlace, PopularStory
from wirepress.features.analytics.popular.settings import WINDOWS
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.scope import WHOLE_SITE
from wirepress.features.analytics.reports.sums import sum_values

KEPT: Final = 100  # stories of a list
_READ: Final = 400  # rows that are looked at to find them: pages, and what is no longer public, stand among them


def count_views(window: str, now: datetime | None = None, *, most: int | None = _READ) -> dict[int, float]:
    """Return story -> views of a window up to now (GMT), the most read first; `most` None: of every one that was read. Of the window's
    first day the part counts that lies in it."""
    local = site.to_local(now or site.now_gmt())
    days = WINDOWS[window][0]
    first = local.date() - timedelta(days=days)
    passed = (local - datetime(local.year, local.month, local.day)).total_seconds() / 86_400
    rest = _sums(Period(first + timedelta(days=1), local.date()), most)
    begin = _sums(Period(first, first), most)
    found = {number: rest.get(number, 0) + begin.get(number, 0) * (1 - passed) for number in {**rest, **begin}}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], -pair[0])))


def _sums(period: Period, most: int | None) -> Mapping[int, int]:
    found = sum_values(Dimension.STORY, period, WHOLE_SITE, most=most)
    return {number: totals.views for number, totals in found}


def public_stories(numbers: Sequence[int]) -> set[int]:
    """Return which of these are stories that everybody may read."""
    rows = Post.objects.filter(pk__in=list(numbers), type="post", status="publish", password="")
    return set(rows.values_list("pk", flat=True))


def rank_all(now: datetime | None = None) -> list[str]:
    """Bring every list up to date. Return the windows whose lists have changed."""
    changed = [window for window in WINDOWS if _rank(window, now)]
    if changed:
        PopularPlace.objects.update(changed=F("changed") + 1)
    return changed


def _rank(window: str, now: datetime | None) -> bool:
    views = count_views(window, now)
    public = public_stories(list(views))
    wanted = [number for number in views if number in public and views[number] >= 1][:KEPT]
    with transaction.atomic():
        lock_name(f"popular stories {window}")
        kept = list(PopularStory.objects.filter(window=window).order_by("place").values_list("post_id", flat=True))
        if kept == wanted:
            return False
        PopularStory.objects.filter(window=window).delete()
        PopularStory.objects.bulk_create(
            [
                PopularStory(window=window, place=place, post_id=number, views=round(views[number]))
                for place, number in enumerate(wanted, 1)
            ]
        )
    return True
