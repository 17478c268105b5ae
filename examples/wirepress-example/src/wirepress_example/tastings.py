"""Reading and writing tastings."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Avg

from wirepress.content.options import site
from wirepress_example.models import Tasting

KEPT_DAYS = 365


def average_stars(post_id: int) -> float | None:
    """Return the mean of a recipe's stars; None: nobody has tasted it."""
    mean: float | None = Tasting.objects.filter(post_id=post_id).aggregate(mean=Avg("stars"))["mean"]
    return mean


def add(post_id: int, taster: str, stars: int) -> Tasting:
    """Store a tasting of now."""
    return Tasting.objects.create(post_id=post_id, taster=taster, stars=stars, moment=site.now_gmt())


def forget_recipe(post_id: int) -> None:
    """Delete what was said of a recipe that is gone."""
    Tasting.objects.filter(post_id=post_id).delete()


def forget_old() -> None:
    """Delete tastings that are older than a year."""
    Tasting.objects.filter(moment__lt=site.now_gmt() - timedelta(days=KEPT_DAYS)).delete()
